using System.Collections.Immutable;
using System.Globalization;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Replication.Generator.Tests.Harness;

/// <summary>
/// A program of several files that is edited in all the ways on which a machine may hang. It need not compile: it is compiled mostly while somebody types.
/// </summary>
internal sealed class EditedProgram
{
    public static readonly IReadOnlyList<Knob> Knobs =
    [
        new(
            "attribute",
            true,
            "[StateMachine<Why>(Modes.Mode)]",
            "",
            "[StateMachineAttribute<Why>(Modes.Mode, Version = 2)]",
            "[Local(Modes.Mode)]",
            "[SM(Modes.Mode)]"),
        new("local alias", null, "Replication.StateMachineAttribute<Samples.Why>", "System.SerializableAttribute"),
        new(
            "global alias",
            true,
            "Replication.StateMachineAttribute<System.DayOfWeek>",
            "Replication.StateMachineAttribute<System.DateTimeKind>",
            "System.SerializableAttribute"),
        new("global using", true, "Near", "Far"),
        new("size", true, "System.Int32", "System.Int64", "string"),
        new("state", true, "Opened", "Ajar"),
        new("row", true, "", "[On<Closed, Gust, Closed>]", "[Terminal<Closed>]", "[Illegal<Closed, Gust>]", "[On<Closed, Open, Closed>]"),
        new("part row", true, "[On<Closed, Close, Closed>]", "", "[On<Closed, Close, Opened>]"),
        new("part path", true, "Part.cs", "A.cs"),
        new("part nullable", null, "", "#nullable disable", "#nullable enable annotations"),
        new("member", true, "", "private void Entered(in Closed s) { }", "public readonly record struct Gust(char Hides);", "void Now() { }"),
        new("answer", true, "Opened", "Next<Opened, Why>", "Next<Opened, System.DayOfWeek>"),
        new("modifier", true, "static", ""),
        new("body", false, "new(1)", "new(2)", "throw null!", "default"),
        new("kind", true, "partial class", "abstract partial class"),
        new("mode", true, "Owner", "Cas", "None", "Sword"),
        new("payload", true, "int", "long", "string?"),
        new("accessor", true, "0", "field"),
        new("captured", null, "0", "kept"),
        new("reason", null, "None", "Other"),
        new("name", true, "Unrelated", "Trigger"),
        new("hiding", true, "", "public class Trigger;"),
        new("twin row", true, "", "[Replication.Terminal<A>]"),
        new("twin body", false, "1", "2"),
        new("other attribute", false, "", "[System.Obsolete]", "[SM(default)]"),
        new("other body", false, "return 1;", "return 2;", "#nullable enable\nreturn 3;"),
        new("other member", false, "", "int _field;"),
        new("references", true, "first", "second", "none"),
        new("assembly", true, "Sample", "Others"),
        new("language", true, "CSharp14", "CSharp12"),
        new("nullable", null, "Enable", "Disable"),
        new("order", false, "forward", "backward"),
    ];

    private static readonly (string Path, string Text)[] _files =
    [
        ("Globals.cs", """
            global using SM = {global alias};
            global using {global using};
            """),
        ("Door.cs", """
            using Replication;
            using Size = {size};
            using Local = {local alias};
            namespace Samples;
            {attribute}
            [On<Closed, Open, {state}>]
            [On<{state}, Gust, Closed>]
            [On<{state}, Gust, {state}>]
            [On<Closed, Far.Remote, Closed>]
            [On<Closed, Far.Hidden, Closed>]
            [On<Closed, Turn, Made>]
            {row}
            public sealed {kind} Door
            {
                public readonly record struct Closed;
                public readonly record struct {state}(Size Width);
                public readonly record struct Open(Size Width);
                public readonly record struct Turn(Kept Kept);
                {member}
                {modifier} {answer} On(in Closed s, in Open t) => {body};
                static Next<Closed, {state}, Why> On(in {state} s, in Gust t) { return default(Closed); }
            }
            """),
        ("{part path}", """
            {part nullable}
            using Replication;
            namespace Samples;
            {part row}
            partial class Door
            {
                public readonly record struct Close(string Because, string? With);
            }
            """),
        ("Types.cs", """
            using Replication;
            namespace Samples
            {
                public enum Why { {reason} }
                public static class Modes { public const Fence Mode = Fence.{mode}; }
                public struct Made { public int Value { get => {accessor}; } }
                public struct Kept(int kept) { public int Value() => {captured}; }
            }
            namespace Near { public readonly record struct Gust({payload} By); }
            namespace Far { public readonly record struct Gust(decimal Speed); }
            """),
        ("Names.cs", """
            namespace Samples;
            public class {name};
            [Replication.On<Closed, Shut, Closed>]
            partial class Door { public readonly record struct Shut; }
            """),
        ("Twin.cs", """
            namespace Others;
            public partial class Outer
            {
                {hiding}
                [SM(Replication.Fence.None)]
                [Replication.On<A, Go, A>]
                {twin row}
                public sealed partial class Door
                {
                    public readonly record struct A(int Value);
                    public readonly record struct Go;
                    static A On(in A s, in Go t) => new(s.Value + {twin body});
                }
            }
            """),
        ("Other.cs", """
            namespace Elsewhere;
            {other attribute}
            class Other
            {
                {other member}
                int Run()
                {
                    {other body}
                }
            }
            """),
    ];

    private static readonly ImmutableArray<MetadataReference> _references =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(StateMachine).Assembly.Location)];

    private static readonly Dictionary<string, ImmutableArray<MetadataReference>> _remote = new(StringComparer.Ordinal)
    {
        ["none"] = [],
        ["first"] = [Remote("public readonly record struct Remote(int By);")],
        ["second"] = [Remote("public readonly record struct Remote;")],
    };

    private static readonly Dictionary<string, CSharpCompilationOptions> _options = Enum.GetNames<NullableContextOptions>().ToDictionary(
        name => name,
        name => new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: Enum.Parse<NullableContextOptions>(name)));

    private static readonly Dictionary<string, CSharpParseOptions> _parse = Enum.GetNames<LanguageVersion>().ToDictionary(
        name => name, name => new CSharpParseOptions(Enum.Parse<LanguageVersion>(name)));

    private readonly Dictionary<string, string> _values = Knobs.ToDictionary(knob => knob.Name, knob => knob.Values[0]);
    private readonly SyntaxTree?[] _trees = new SyntaxTree?[_files.Length];

    public CSharpParseOptions Language => _parse[_values["language"]];

    /// <summary>Edits.</summary>
    /// <param name="knob">What.</param>
    /// <param name="value">The number of its new value.</param>
    public void Turn(Knob knob, int value) => _values[knob.Name] = knob.Values[value % knob.Values.Length];

    /// <summary>The program as it is now; files that no edit changed are the same trees as before.</summary>
    public CSharpCompilation Edited()
    {
        for (var i = 0; i < _files.Length; i++) _trees[i] = Kept(_trees[i], Fill(_files[i].Path), Fill(_files[i].Text));
        return Compilation(_trees!);
    }

    /// <summary>The program as it is now, all of it parsed anew.</summary>
    public CSharpCompilation Fresh() => Compilation([.. _files.Select(file => Parse(Fill(file.Path), Fill(file.Text)))]);

    public override string ToString() =>
        string.Join("; ", Knobs.Select(knob => string.Create(CultureInfo.InvariantCulture, $"{knob.Name} = {_values[knob.Name]}")));

    private CSharpCompilation Compilation(SyntaxTree[] trees) => CSharpCompilation.Create(
        _values["assembly"],
        _values["order"] == "forward" ? trees : trees.Reverse(),
        _references.AddRange(_remote[_values["references"]]),
        _options[_values["nullable"]]);

    private SyntaxTree Kept(SyntaxTree? old, string path, string text) =>
        old is null || old.FilePath != path || old.Options != Language ? Parse(path, text)
        : old.ToString() == text ? old
        : old.WithChangedText(SourceText.From(text));

    private SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text), Language, path);

    private string Fill(string text) =>
        _values.Aggregate(text, (filled, value) => filled.Replace("{" + value.Key + "}", value.Value, StringComparison.Ordinal));

    // What is internal to it is only seen by one of the two names that the program has.
    private static PortableExecutableReference Remote(string type)
    {
        const string Friends = """[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Sample")] namespace Far;""";
        using var image = new MemoryStream();
        var tree = CSharpSyntaxTree.ParseText($"{Friends} {type} internal readonly record struct Hidden;");
        var emitted = CSharpCompilation.Create("Remote", [tree], _references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(image);
        Assert.True(emitted.Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
