using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Replication.Generator.Tests.Harness;

namespace Replication.Generator.Tests.Hygiene;

public sealed class IncrementalityTests
{
    [Fact]
    public void An_unrelated_edit_redoes_no_step()
    {
        var compilation = Compiled.Compilation(Sources.Door, "class Elsewhere;");

        var reasons = Reasons(compilation, compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[1], Compiled.File("File1.cs", "class Elsewhere { int _field; }")));

        Assert.All(reasons, reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    [Fact]
    public void An_edit_of_a_body_redoes_no_output()
    {
        var compilation = Compiled.Compilation(Sources.Door);

        var reasons = Reasons(compilation, compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[0], Compiled.File("File0.cs", Sources.Door.Replace("s.Width + t.By", "s.Width - t.By", StringComparison.Ordinal))));

        Assert.All(reasons, reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    [Fact]
    public void An_edit_of_a_row_redoes_the_output()
    {
        var compilation = Compiled.Compilation(Sources.Door);

        var reasons = Reasons(compilation, compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[0],
            Compiled.File("File0.cs", Sources.Door.Replace("[On<Opened, Close, Closed>]", "[On<Opened, Close, Broken>]", StringComparison.Ordinal))));

        Assert.Contains(IncrementalStepRunReason.Modified, reasons);
    }

    /// <summary>The machine has another signature, its picture is the same.</summary>
    [Theory]
    [InlineData("Push(int By)", "Push(long By)", "s.Width + t.By", "s.Width + (int)t.By")]
    [InlineData("static Opened On(in Opened s, in Push t) =>", "static Next<Opened, Why> On(in Opened s, in Push t) =>", "new(s.Width + t.By)", "new Opened(1)")]
    [InlineData("Fence.Owner", "Fence.Cas", "", "")]
    public void An_edit_that_no_drawing_shows_draws_nothing_anew(string old, string with, string oldBody, string withBody)
    {
        var edited = Sources.Door.Replace(old, with, StringComparison.Ordinal);
        if (oldBody.Length > 0) edited = edited.Replace(oldBody, withBody, StringComparison.Ordinal);
        var compilation = Compiled.Compilation(Sources.Door);
        var result = Twice(compilation, compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Compiled.File("File0.cs", edited)));

        Assert.Equal(IncrementalStepRunReason.Modified, Reason(result.TrackedSteps[StateMachineGenerator.NameStep]));
        Assert.Equal(IncrementalStepRunReason.Unchanged, Reason(result.TrackedSteps[StateMachineGenerator.GraphStep]));
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached],
            result.TrackedOutputSteps.SelectMany(output => output.Value).SelectMany(step => step.Outputs).Select(output => output.Reason).Order());
    }

    [Fact]
    public void An_edit_of_one_table_redoes_no_other_output()
    {
        var compilation = Compiled.Compilation(Sources.Door, Sources.Door.Replace("namespace Samples;", "namespace Others;", StringComparison.Ordinal));

        var driver = Compiled.Driver()
            .RunGenerators(compilation, TestContext.Current.CancellationToken)
            .RunGenerators(
                compilation.ReplaceSyntaxTree(
                    compilation.SyntaxTrees[0],
                    Compiled.File("File0.cs", Sources.Door.Replace("[On<Opened, Close, Closed>]", "[On<Opened, Close, Broken>]", StringComparison.Ordinal))),
                TestContext.Current.CancellationToken);

        var outputs = driver.GetRunResult().Results.Single().TrackedOutputSteps
            .SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason).Order();

        // The source of each machine and its drawings.
        IncrementalStepRunReason[] expected =
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached];
        Assert.Equal(expected, outputs);
    }

    [Fact]
    public void A_group_that_a_state_joins_in_another_file_redoes_the_output()
    {
        const string States = "readonly record struct Idle; readonly record struct Busy; interface ILive;";
        const string Machine = """
            [Replication.StateMachine<System.DayOfWeek>(Replication.Fence.Owner)]
            [Replication.On<Idle, Begin, Busy>]
            [Replication.On<ILive, End, Idle>]
            sealed partial class Work;
            readonly record struct Begin;
            readonly record struct End;
            """;
        var compilation = Compiled.Compilation(Machine, States);

        var reasons = Reasons(compilation, compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[1], Compiled.File("File1.cs", States.Replace("Busy;", "Busy : ILive;", StringComparison.Ordinal))));

        Assert.Contains(IncrementalStepRunReason.Modified, reasons);
    }

    /// <summary>Whether the edit is one after which the machine is read again, or one after which its model is taken from before.</summary>
    [Theory]
    [InlineData(1, "class Elsewhere;", "class Elsewhere { int _field; }")]
    [InlineData(1, "class Elsewhere;", "/* nothing */ class Elsewhere;")]
    [InlineData(0, "s.Width + t.By", "s.Width - t.By")]
    [InlineData(0, "[On<Opened, Close, Closed>]", "[On<Opened, Close, Broken>]")]
    public void The_generator_keeps_no_compilation_alive(int file, string old, string with)
    {
        var (driver, superseded) = Superseded(file, old, with);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(superseded.TryGetTarget(out _));
        GC.KeepAlive(driver);
    }

    private static List<IncrementalStepRunReason> Reasons(CSharpCompilation before, CSharpCompilation after)
    {
        var result = Twice(before, after);
        List<IncrementalGeneratorRunStep> steps =
        [
            .. result.TrackedSteps[StateMachineGenerator.ParseStep],
            .. result.TrackedSteps[StateMachineGenerator.NameStep],
            .. result.TrackedSteps[StateMachineGenerator.GraphStep],
            .. result.TrackedOutputSteps.SelectMany(output => output.Value),
        ];
        return [.. steps.SelectMany(step => step.Outputs).Select(output => output.Reason)];
    }

    private static GeneratorRunResult Twice(CSharpCompilation before, CSharpCompilation after) => Compiled.Driver()
        .RunGenerators(before, TestContext.Current.CancellationToken)
        .RunGenerators(after, TestContext.Current.CancellationToken)
        .GetRunResult().Results.Single();

    private static IncrementalStepRunReason Reason(IEnumerable<IncrementalGeneratorRunStep> steps) => steps.Single().Outputs.Single().Reason;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference<Compilation> Superseded) Superseded(int file, string old, string with)
    {
        string[] sources = [Sources.Door, "class Elsewhere;"];
        var before = Compiled.Compilation(sources);
        var after = before.ReplaceSyntaxTree(
            before.SyntaxTrees[file], Compiled.File($"File{file}.cs", sources[file].Replace(old, with, StringComparison.Ordinal)));
        var driver = Compiled.Driver()
            .RunGenerators(before, TestContext.Current.CancellationToken)
            .RunGenerators(after, TestContext.Current.CancellationToken);
        return (driver, new WeakReference<Compilation>(before));
    }
}
