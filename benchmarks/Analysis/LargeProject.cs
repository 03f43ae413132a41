using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Replication.Benchmarks.Analysis;

/// <summary>
/// A project of 100,000 lines: 100 machines of eight states, each with a class that uses it, and ordinary code around them: services, a parser, caches,
/// files, planning; with loops, LINQ, switches, locks, and methods that wait.
/// </summary>
internal static class LargeProject
{
    private const int Machines = 100;
    private const int Lines = 100_000;

    private static readonly CSharpParseOptions _parse = new(LanguageVersion.Latest);
    private static readonly string[] _ordinary = [.. new[] { "Orders", "Parsing", "Caching", "Storing", "Planning" }.Select(Text)];

    /// <summary>The files, by name.</summary>
    public static IEnumerable<(string Name, string Source)> Files()
    {
        var lines = 0;
        var machine = Text("Machine");
        for (var number = 0; number < Machines; number++) yield return Numbered("Machine", machine, number);
        for (var number = 0; lines < Lines; number++) yield return Numbered("Ordinary", _ordinary[number % _ordinary.Length], number);

        (string, string) Numbered(string kind, string text, int number)
        {
            lines += text.AsSpan().Count('\n');
            return (string.Create(CultureInfo.InvariantCulture, $"{kind}{number}.cs"), text.Replace("__N__", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }
    }

    /// <summary>Writes the files into a folder, for a build of another kind.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, source) in Files()) File.WriteAllText(Path.Combine(folder, name), source);
    }

    /// <summary>The project as it is written, and how many lines it has.</summary>
    public static (CSharpCompilation Compilation, int Lines) Written()
    {
        var trees = Files().Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Source, Encoding.UTF8), _parse, file.Name)).ToList();
        return (Fresh(trees), trees.Sum(tree => tree.GetText().Lines.Count));
    }

    /// <summary>The project with what the generator adds.</summary>
    public static CSharpCompilation Generated(CSharpCompilation written)
    {
        _ = CSharpGeneratorDriver.Create([new Generator.StateMachineGenerator().AsSourceGenerator()], parseOptions: _parse)
            .RunGeneratorsAndUpdateCompilation(written, out var generated, out _);
        return (CSharpCompilation)generated;
    }

    /// <summary>A compilation of these files about which nothing is known yet: nothing is bound, and no reference is read.</summary>
    public static CSharpCompilation Fresh(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "LargeProject",
        trees,
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
                .Select(path => MetadataReference.CreateFromFile(path)),
            MetadataReference.CreateFromFile(typeof(StateMachine).Assembly.Location),
        ],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(LargeProject).Assembly.GetManifestResourceStream($"{name}.txt")!);
        return reader.ReadToEnd();
    }
}
