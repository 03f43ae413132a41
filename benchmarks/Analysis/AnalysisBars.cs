using System.Globalization;

namespace Replication.Benchmarks.Analysis;

/// <summary>How much longer a project takes to compile with the rules.</summary>
/// <remarks>
/// As builds do it: a compiler that stays, and the analyzers that every project of the SDK has. Rounds of all sides alternate, each gives a ratio to its
/// base in the same round, and the median counts. Processor time decides: the wall says the same where nobody else uses the machine.
/// </remarks>
internal static class AnalysisBars
{
    private const int Warming = 2;
    private const int Rounds = 7;
    private const double Bar = 1.05;

    /// <summary>Measures, prints and says whether the bar is met.</summary>
    public static bool Run()
    {
        var folder = Directory.CreateTempSubdirectory("analysis");
        try
        {
            return Run(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool Run(string folder)
    {
        var lines = LargeProject.Write(folder);
        string[] project =
        [
            "-nostdlib", "-target:library", "-deterministic", "-debug:portable", "-nullable:enable", "-optimize+", "-out:project.dll", "-nologo",
            .. AnalyzerSets.References(), .. Directory.GetFiles(folder, "*.cs"), .. AnalyzerSets.Generator(),
        ];
        Side[] sides =
        [
            new("the SDK's rules", 0, [.. AnalyzerSets.Sdk()]),
            new("the SDK's rules and ours", 0, [.. AnalyzerSets.Sdk(), .. AnalyzerSets.Ours()]),
            new("no rules", 2, []),
            new("ours", 2, [.. AnalyzerSets.Ours()]),
            new("ours, all turned off", 2, [.. AnalyzerSets.Idle(folder)]),
        ];

        using var compiler = new CompilerServer(folder);
        for (var round = -Warming; round < Rounds; round++)
        {
            foreach (var side in sides)
            {
                var cost = compiler.Compile([.. project, .. side.Arguments]);
                if (round >= 0) side.Costs.Add(cost);
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round + 1} of {Rounds}: {side.Name}: {cost.Processor:F0} ms"));
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| compiling {lines:N0} lines with 100 machines | processor | wall | processor, ratio | wall, ratio | to | bar | |\n|---|--:|--:|--:|--:|---|--:|---|"));
        foreach (var side in sides)
        {
            var on = sides[side.On];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {side.Name} | {side.Costs.Min(cost => cost.Processor):F0} ms | {side.Costs.Min(cost => cost.Wall):F0} ms | {side.Ratio(on, cost => cost.Processor):F3} | {side.Ratio(on, cost => cost.Wall):F3} | {on.Name} | {(side == sides[1] ? $"≤ {Bar} | {Verdict(sides)}" : "- | for comparison")} |"));
        }

        return IsMet(sides);
    }

    private static bool IsMet(Side[] sides) => sides[1].Ratio(sides[0], cost => cost.Processor) <= Bar;

    private static string Verdict(Side[] sides) => IsMet(sides) ? "met" : "MISSED";

    private sealed record Side(string Name, int On, string[] Arguments)
    {
        public List<Cost> Costs { get; } = [];

        public double Ratio(Side other, Func<Cost, double> cost)
        {
            var ratios = Costs.Zip(other.Costs, (mine, theirs) => cost(mine) / cost(theirs)).Order().ToList();
            return ratios[ratios.Count / 2];
        }
    }
}
