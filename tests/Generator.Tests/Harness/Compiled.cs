using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Replication.Generator.Tests.Harness;

/// <summary>Source that was run through the generator and the compiler.</summary>
internal sealed class Compiled
{
    private static readonly CSharpParseOptions _parse = Parse(LanguageVersion.CSharp14);

    private static readonly CSharpCompilationOptions _options = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        generalDiagnosticOption: ReportDiagnostic.Error,
        warningLevel: 9999);

    private Compiled(GeneratorDriverRunResult result, Compilation output)
    {
        Result = result;
        Output = output;
        Files = [.. result.Results.Single().GeneratedSources];
        Problems = [.. output.GetDiagnostics().Where(d => d.Severity is DiagnosticSeverity.Warning or DiagnosticSeverity.Error)];
    }

    public GeneratorDriverRunResult Result { get; }

    /// <summary>The source with what was generated.</summary>
    public Compilation Output { get; }

    /// <summary>What was generated.</summary>
    public IReadOnlyList<GeneratedSourceResult> Files { get; }

    /// <summary>Errors and warnings, of the source and of what was generated.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; }

    /// <summary>The file of the only machine, without its drawings.</summary>
    public GeneratedSourceResult Machine => Files.Single(file => !file.HintName.EndsWith(".Graph.g.cs", StringComparison.Ordinal));

    /// <summary>The file with the drawings of the only machine.</summary>
    public GeneratedSourceResult Graph => Files.Single(file => file.HintName.EndsWith(".Graph.g.cs", StringComparison.Ordinal));

    /// <summary>The text of the only machine, without its drawings.</summary>
    public string Text => Machine.SourceText.ToString();

    public static Compiled From(params string[] sources) => From(Compilation(sources));

    public static Compiled From(Compilation compilation) => From(compilation, _parse);

    /// <summary>The same in another version of the language.</summary>
    public static Compiled In(LanguageVersion language, params string[] sources)
    {
        var parse = Parse(language);
        var trees = sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, parse, $"File{i}.cs"));
        return From(Compilation().AddSyntaxTrees(trees), parse);
    }

    public static GeneratorDriver Driver() => Driver(_parse);

    /// <summary>A compilation with each source in a file of its own: <c>File0.cs</c>, <c>File1.cs</c>.</summary>
    public static CSharpCompilation Compilation(params string[] sources) => CSharpCompilation.Create(
        "Sample",
        sources.Select((source, i) => File($"File{i}.cs", source)),
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(StateMachine).Assembly.Location)],
        _options);

    public static SyntaxTree File(string path, string source) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source), _parse, path, TestContext.Current.CancellationToken);

    private static CSharpParseOptions Parse(LanguageVersion language) => new(language, DocumentationMode.Diagnose);

    private static Compiled From(Compilation compilation, CSharpParseOptions parse)
    {
        var driver = Driver(parse).RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, TestContext.Current.CancellationToken);
        return new Compiled(driver.GetRunResult(), output);
    }

    private static CSharpGeneratorDriver Driver(CSharpParseOptions parse) => CSharpGeneratorDriver.Create(
        [new StateMachineGenerator().AsSourceGenerator()],
        parseOptions: parse,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
}
