using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Replication.Analyzers.Tables;

namespace Replication.Noise.Run;

/// <summary>What all analyzers say about a compilation.</summary>
/// <param name="Reports">What they report, by path and place.</param>
/// <param name="Crashes">What they threw, each with the analyzer that threw it.</param>
/// <param name="Elapsed">How long they took, the compiler's work for them included.</param>
internal sealed record Listened(IReadOnlyList<Diagnostic> Reports, IReadOnlyList<(string Analyzer, Exception Thrown)> Crashes, TimeSpan Elapsed)
{
    /// <summary>Every analyzer of the package.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(TableAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>Runs them all.</summary>
    public static async Task<Listened> To(CSharpCompilation compilation, CancellationToken cancellation)
    {
        var crashes = new ConcurrentQueue<(string, Exception)>();
        var start = Stopwatch.GetTimestamp();
        var found = await compilation.WithAnalyzers(Analyzers, Options(crashes.Enqueue)).GetAnalyzerDiagnosticsAsync(cancellation);
        return new Listened(
            [.. found.Where(report => report.Id != "AD0001").OrderBy(report => report.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(report => report.Location.SourceSpan.Start)],
            [.. crashes],
            Stopwatch.GetElapsedTime(start));
    }

    /// <summary>How long each file takes on its own, the compiler's work included; the slowest first.</summary>
    public static async Task<IReadOnlyList<(string Path, TimeSpan Elapsed)>> Slowest(CSharpCompilation compilation, CancellationToken cancellation)
    {
        var analyzed = compilation.WithAnalyzers(Analyzers, Options(static _ => { }));
        List<(string Path, TimeSpan Elapsed)> files = [];
        foreach (var tree in compilation.SyntaxTrees)
        {
            var start = Stopwatch.GetTimestamp();
            _ = await analyzed.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), null, cancellation);
            files.Add((tree.FilePath, Stopwatch.GetElapsedTime(start)));
        }

        return [.. files.OrderByDescending(file => file.Elapsed)];
    }

    private static CompilationWithAnalyzersOptions Options(Action<(string, Exception)> crashed) => new(
        new AnalyzerOptions([]), (thrown, analyzer, _) => crashed((analyzer.GetType().Name, thrown)), concurrentAnalysis: true, logAnalyzerExecutionTime: false);
}
