using System.Collections.Immutable;
using System.Globalization;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Replication.Analyzers.Tables;
using Replication.Generator;

namespace Replication.Analyzers.Tests.Harness;

/// <summary>Source that was run through the generator, the compiler and the analyzers.</summary>
/// <param name="Found">What the analyzers report, by file and place.</param>
/// <param name="Errors">What the compiler reports, generated code included.</param>
internal sealed record Analyzed(IReadOnlyList<Diagnostic> Found, IReadOnlyList<Diagnostic> Errors)
{
    private static readonly CSharpParseOptions _parse = new(LanguageVersion.CSharp14);

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(TableAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsSubclassOf(typeof(DiagnosticSuppressor)))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public static Task<Analyzed> From(params string[] sources) => From(sources, new Dictionary<string, ReportDiagnostic>());

    public static async Task<Analyzed> From(string[] sources, IReadOnlyDictionary<string, ReportDiagnostic> severities)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var trees = sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, _parse, $"File{i}.cs", cancellationToken: cancellation)).ToList();
        var isProgram = trees.Exists(tree => tree.GetCompilationUnitRoot(cancellation).Members.Any(member => member is GlobalStatementSyntax));
        var compilation = CSharpCompilation.Create(
            "Sample",
            trees,
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(StateMachine).Assembly.Location)],
            new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: severities));
        CSharpGeneratorDriver.Create([new StateMachineGenerator().AsSourceGenerator()], parseOptions: _parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, cancellation);

        // An analyzer that throws is a failure of the test, not a report to look for.
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), static (thrown, _, _) => throw new InvalidOperationException("An analyzer threw.", thrown), true, false);
        var found = await output.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync(cancellation);
        return new Analyzed(
            [.. found.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)],
            [.. output.GetDiagnostics(cancellation).Where(d => d.Severity == DiagnosticSeverity.Error)]);
    }

    /// <summary>The only report: its rule, and the text it stands at.</summary>
    public (string Id, string At) Only()
    {
        var only = Assert.Single(Found);
        return (only.Id, At(only));
    }

    public string Message() => Assert.Single(Found).GetMessage(CultureInfo.InvariantCulture);

    public static string At(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan);
}
