using System.Collections.Immutable;
using System.Globalization;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Replication.Analyzers.Switches;
using Replication.Generator;

namespace Replication.Analyzers.Tests.Harness;

/// <summary>Source that was compiled with warnings as errors and the suppressors at work.</summary>
internal static class Suppressed
{
    /// <summary>What the compiler says against the source, what was suppressed included and marked as such, by place.</summary>
    public static async Task<IReadOnlyList<(string Id, bool IsSuppressed)>> From(string source)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var parse = new CSharpParseOptions(LanguageVersion.CSharp14);
        var compilation = CSharpCompilation.Create(
            "Sample",
            [CSharpSyntaxTree.ParseText(source, parse, "File.cs", cancellationToken: cancellation)],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(StateMachine).Assembly.Location)],
            new CSharpCompilationOptions(
                source.Contains("class Use", StringComparison.Ordinal) ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication,
                nullableContextOptions: NullableContextOptions.Enable,
                generalDiagnosticOption: ReportDiagnostic.Error));
        CSharpGeneratorDriver.Create([new StateMachineGenerator().AsSourceGenerator()], parseOptions: parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, cancellation);
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            static (thrown, _, _) => throw new InvalidOperationException("A suppressor threw.", thrown),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: true);
        ImmutableArray<DiagnosticAnalyzer> suppressors = [new CoveredSwitchSuppressor()];
        var found = await output.WithAnalyzers(suppressors, options).GetAllDiagnosticsAsync(cancellation);
        return
        [
            .. found.Where(one => one.Severity != DiagnosticSeverity.Hidden)
                .OrderBy(one => one.Location.SourceSpan.Start)
                .ThenBy(one => one.GetMessage(CultureInfo.InvariantCulture), StringComparer.Ordinal)
                .Select(one => (one.Id, one.IsSuppressed)),
        ];
    }
}
