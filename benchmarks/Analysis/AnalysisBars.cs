using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Replication.Benchmarks.Analysis;

/// <summary>How much longer a project takes to compile with the analyzers.</summary>
/// <remarks>
/// Rounds of all sides alternate, each gives a ratio to the plain compile of the same round, and the median counts. Processor time decides: the compiler
/// and the analyzers share the processors that there are, and where others use them too the wall says more about those.
/// </remarks>
internal static class AnalysisBars
{
    private const int Rounds = 5;
    private const int SdkRounds = 3;
    private const double Bar = 1.05;

    /// <summary>Measures, prints and says whether the bar is met.</summary>
    public static bool Run()
    {
        var (written, lines) = LargeProject.Written();
        var (ours, sdk) = (AnalyzerSets.Ours(), AnalyzerSets.Sdk());
        List<(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers)> sides =
        [
            ("no analyzers", []),
            ("ours", ours),
            ("one that asks for nothing", [new IdleAnalyzer()]),
            ("one that is shown every body", [new IdleBodyAnalyzer()]),
        ];
        if (!sdk.IsEmpty) sides.AddRange([("those of the SDK", sdk), ("those of the SDK, and ours", sdk.AddRange(ours))]);

        foreach (var side in sides) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first: {side.Name}: {Measure(written, side.Analyzers).Processor:F0} ms"));
        var measured = sides.ConvertAll(_ => new List<Cost>());
        for (var round = 0; round < Rounds; round++)
        {
            // Those of the SDK take several times as long as all else.
            for (var side = 0; side < (round < SdkRounds ? sides.Count : 4); side++)
            {
                measured[side].Add(Measure(written, sides[side].Analyzers));
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round + 1} of {Rounds}: {sides[side].Name}: {measured[side][^1].Processor:F0} ms"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| compiling {lines:N0} lines with 100 machines | processor | wall | processor, ratio | wall, ratio | bar | |\n|---|--:|--:|--:|--:|--:|---|"));
        var isMet = true;
        for (var side = 0; side < sides.Count; side++)
        {
            var on = side == 5 ? 4 : 0;
            var (processor, wall) = (Ratio(measured[side], measured[on], cost => cost.Processor), Ratio(measured[side], measured[on], cost => cost.Wall));
            var isBar = side == 1;
            if (isBar) isMet = processor <= Bar;
            var verdict = !isBar ? "- | for comparison" : string.Create(CultureInfo.InvariantCulture, $"≤ {Bar} | {(isMet ? "met" : "MISSED")}");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {sides[side].Name} | {measured[side].Min(cost => cost.Processor):F0} ms | {measured[side].Min(cost => cost.Wall):F0} ms | {processor:F3} | {wall:F3} | {verdict}{(on == 4 ? ": the ratio is to those of the SDK" : "")} |"));
        }

        return isMet;
    }

    private static double Ratio(List<Cost> side, List<Cost> plain, Func<Cost, double> cost)
    {
        var ratios = side.Zip(plain, (ours, theirs) => cost(ours) / cost(theirs)).Order().ToList();
        return ratios[ratios.Count / 2];
    }

    // The whole compile: the generator, everything that the compiler says, the analyzers beside it, the assembly.
    private static Cost Measure(CSharpCompilation written, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var fresh = LargeProject.Fresh(written.SyntaxTrees);
        GC.Collect();
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var compilation = LargeProject.Generated(fresh);
        if (analyzers.IsEmpty)
        {
            _ = compilation.GetDiagnostics();
        }
        else
        {
            var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), static (thrown, _, _) => throw new InvalidOperationException("An analyzer threw.", thrown), true, false);
            var analyzed = compilation.WithAnalyzers(analyzers, options);
            var diagnostics = analyzed.GetAllDiagnosticsAsync().GetAwaiter().GetResult();
            if (diagnostics.FirstOrDefault(one => one.Id.StartsWith("RPL", StringComparison.Ordinal)) is { } report) throw new InvalidOperationException(report.ToString());
            compilation = (CSharpCompilation)analyzed.Compilation;
        }

        var emitted = compilation.Emit(Stream.Null);
        var cost = new Cost((Environment.CpuUsage.TotalTime - processor).TotalMilliseconds, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return emitted.Success ? cost : throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).Take(5)));
    }

    private readonly record struct Cost(double Processor, double Wall);
}
