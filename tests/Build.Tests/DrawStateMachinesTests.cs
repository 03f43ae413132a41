using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Replication.Build.Tests;

public sealed class DrawStateMachinesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("replication-build-").FullName;
    private readonly Engine _engine = new();

    private string Graphs => Path.Combine(_folder, "docs", "graphs");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_machine_becomes_a_file_for_each_of_its_drawings()
    {
        var drawn = Draw("""
            [Replication.StateMachine<System.DayOfWeek>(Replication.Fence.None)]
            class Door { public const string DotGraph = "digraph é {\n}\n"; internal const string MermaidGraph = "stateDiagram-v2\n"; }
            """);

        Assert.Equal(["Door.dot", "Door.mmd"], drawn.Select(Path.GetFileName));
        Assert.Equal("digraph é {\n}\n"u8, File.ReadAllBytes(Path.Combine(Graphs, "Door.dot")));
        Assert.Equal("stateDiagram-v2\n"u8, File.ReadAllBytes(Path.Combine(Graphs, "Door.mmd")));
    }

    /// <summary>The generator gives way to the author's members, and the task follows it.</summary>
    [Fact]
    public void A_drawing_under_the_other_name_is_found()
    {
        Assert.Single(Draw("""
            [Replication.StateMachine<System.DayOfWeek>(Replication.Fence.None)]
            class Door { public const int DotGraph = 1; public const string MachineDotGraph = "drawn"; }
            """));

        Assert.Equal("drawn", File.ReadAllText(Path.Combine(Graphs, "Door.dot")));
    }

    [Fact]
    public void What_is_no_machine_or_no_constant_is_not_drawn()
    {
        Assert.Empty(Draw("""
            class Plain { public const string DotGraph = "a"; }
            [System.Obsolete] class Marked { public const string DotGraph = "b"; }
            [Other.StateMachine<int>] class Elsewhere { public const string DotGraph = "c"; }
            [Replication.StateMachine<System.DayOfWeek>(Replication.Fence.None)]
            class Running { public static readonly string DotGraph = "d"; public const string MermaidGraph = null; }
            namespace Other { class StateMachineAttribute<T> : System.Attribute; }
            """));

        Assert.False(Directory.Exists(Graphs));
    }

    [Theory]
    [InlineData("Elsewhere.StateMachine", "namespace Elsewhere;")]
    [InlineData("Replication.StateMachine", "namespace Replication;")]
    [InlineData("Replication.Declarations.StateMachine", "namespace Replication; public static class Declarations {", "}")]
    public void An_attribute_of_the_same_name_in_another_assembly_makes_no_machine(string attribute, string opening, string closing = "")
    {
        var other = Compile($"{opening} public sealed class StateMachineAttribute<T> : System.Attribute; {closing}", name: "Other");

        Assert.Empty(Draw($$"""[{{attribute}}<System.DayOfWeek>] class Door { public const string DotGraph = "a"; }""", other));
        Assert.False(Directory.Exists(Graphs));
    }

    [Fact]
    public void Machines_that_would_share_a_file_get_their_full_names_and_generic_ones_lose_their_arity()
    {
        const string Body = """ { public const string DotGraph = "x"; }""";
        const string Machine = "[Replication.StateMachine<System.DayOfWeek>(Replication.Fence.None)] ";
        var drawn = Draw($$"""
            namespace First { {{Machine}} class Door {{Body}} class Outer { {{Machine}} class Lamp {{Body}} } }
            namespace Second { {{Machine}} class DOOR {{Body}} {{Machine}} class Store<T> {{Body}} }
            """);

        Assert.Equal(["First.Door.dot", "Lamp.dot", "Second.DOOR.dot", "Store.dot"], drawn.Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_is_right_is_not_touched_and_one_that_is_not_is_written()
    {
        const string Source = """
            [Replication.StateMachine<System.DayOfWeek>(Replication.Fence.None)]
            class Door { public const string DotGraph = "a"; public const string MermaidGraph = "b"; }
            """;
        Draw(Source);
        var (right, wrong) = (Path.Combine(Graphs, "Door.dot"), Path.Combine(Graphs, "Door.mmd"));
        File.SetLastWriteTimeUtc(right, DateTime.UnixEpoch);
        File.WriteAllText(wrong, "by hand");

        Assert.Equal(2, Draw(Source).Length);
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(right));
        Assert.Equal("b", File.ReadAllText(wrong));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_an_error_of_the_project()
    {
        File.WriteAllText(Path.Combine(_folder, "docs"), "a file, not a folder");

        Assert.Null(TryDraw(Compile("""
            [Replication.StateMachine<System.DayOfWeek>(Replication.Fence.None)] class Door { public const string DotGraph = "a"; }
            """)));
        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("RPLB001", "My.csproj"), (error.Code, error.File));
        Assert.StartsWith($"The folder '{Graphs}' of the property ReplicationGraphs cannot be written. ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_assembly_that_cannot_be_read_is_an_error_of_the_project(bool exists)
    {
        var assembly = Path.Combine(_folder, "Sample.dll");
        if (exists) File.WriteAllText(assembly, "no assembly");

        Assert.Null(TryDraw(assembly));
        Assert.Equal("RPLB002", Assert.Single(_engine.Errors).Code);
    }

    private string[] Draw(string source, string? attributes = null)
    {
        var drawn = TryDraw(Compile(source, attributes));
        Assert.Empty(_engine.Errors);
        Assert.NotNull(drawn);
        Assert.All(drawn, file => Assert.True(File.Exists(file)));
        return drawn;
    }

    private string[]? TryDraw(string assembly)
    {
        var task = new DrawStateMachines { BuildEngine = _engine, Assembly = assembly, Folder = Graphs, Project = "My.csproj" };
        return task.Execute() ? task.Drawings : null;
    }

    // Against the runtime, or the assembly that has the attributes in its place.
    private string Compile(string source, string? attributes = null, string name = "Sample")
    {
        var cancellation = TestContext.Current.CancellationToken;
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source, cancellationToken: cancellation)],
            [.. Net100.References.All, MetadataReference.CreateFromFile(attributes ?? typeof(StateMachine).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var file = Path.Combine(_folder, name + ".dll");
        Assert.True(compilation.Emit(file, cancellationToken: cancellation).Success);
        return file;
    }
}
