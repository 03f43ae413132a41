using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Replication.Generator;
using Replication.Oracle.Tests.Drive;
using Replication.Oracle.Tests.Print;
using Replication.Oracle.Tests.Tables;

namespace Replication.Oracle.Tests.Run;

/// <summary>Many tables compiled at once, each in a namespace of its own, and loaded for as long as they are walked.</summary>
internal sealed class Batch : IDisposable
{
    private static readonly CSharpParseOptions _parse = new(LanguageVersion.CSharp14, DocumentationMode.None);

    private static readonly MetadataReference[] _references =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(StateMachine).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(IDriver).Assembly.Location),
    ];

    private readonly AssemblyLoadContext _context = new("random tables", isCollectible: true);
    private readonly Assembly _assembly;

    private Batch(Stream image) => _assembly = _context.LoadFromStream(image);

    /// <summary>Compiles the tables with the generator.</summary>
    /// <exception cref="Difference">A sound table does not compile.</exception>
    public static Batch Compile(IReadOnlyList<TableSpec> tables) => Compile(tables, DiagnosticSeverity.Warning, static (_, generated) => generated);

    /// <summary>Compiles the tables with a generator that does something else.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="change">Is told a table's index and what was generated for it; answers what shall have been.</param>
    /// <exception cref="Difference">It does not compile.</exception>
    public static Batch CompileBroken(IReadOnlyList<TableSpec> tables, Func<int, string, string> change) =>
        Compile(tables, DiagnosticSeverity.Error, change);

    /// <summary>What is generated for each table.</summary>
    public static IReadOnlyList<string> Generate(IReadOnlyList<TableSpec> tables)
    {
        var generated = Generate(Declared(tables));
        return [.. tables.Select((_, index) => generated[HintName(index)])];
    }

    private static CSharpCompilation Declared(IReadOnlyList<TableSpec> tables)
    {
        var trees = tables.Select((table, index) => Parse(Source(table, index), $"Table{index}.cs")).Append(Parse(MachineText.Prelude, "Bits.cs"));
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999);
        return CSharpCompilation.Create("RandomTables", trees, _references, options);
    }

    private static Dictionary<string, string> Generate(CSharpCompilation declared)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new StateMachineGenerator().AsSourceGenerator()], parseOptions: _parse);
        return driver.RunGenerators(declared, TestContext.Current.CancellationToken).GetRunResult().Results.Single().GeneratedSources
            .ToDictionary(source => source.HintName, source => source.SourceText.ToString());
    }

    private static string HintName(int index) => $"Table{index}.Machine.g.cs";

    private static Batch Compile(IReadOnlyList<TableSpec> tables, DiagnosticSeverity least, Func<int, string, string> change)
    {
        var declared = Declared(tables);
        var generated = Generate(declared);
        var compilation = declared.AddSyntaxTrees(tables.Select((_, index) => Parse(change(index, generated[HintName(index)]), $"Table{index}.g.cs")));

        var image = new MemoryStream();
        var problems = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Diagnostics
            .Where(problem => problem.Severity >= least)
            .ToList();
        if (problems.Count > 0)
        {
            var lines = problems[0].Location.SourceTree?.ToString().Split('\n') ?? [];
            var line = problems[0].Location.GetLineSpan().StartLinePosition.Line;
            throw new Difference($"{string.Join('\n', problems.Take(10))}\n\n{string.Join('\n', lines.Skip(line - 10).Take(20))}");
        }

        image.Position = 0;
        return new Batch(image);
    }

    /// <summary>A table's source with its driver.</summary>
    public static string Source(TableSpec table, int index) => $"""
        using Replication;
        using Replication.Oracle;
        using Replication.Oracle.Tests.Drive;
        namespace Table{index};
        {MachineText.Print(table)}
        {DriverText.Print(table)}
        """;

    public IDriver Driver(int index) => (IDriver)Activator.CreateInstance(_assembly.GetType($"Table{index}.Driver", throwOnError: true)!)!;

    public void Dispose() => _context.Unload();

    private static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(source, _parse, path, cancellationToken: TestContext.Current.CancellationToken);
}
