using System.Globalization;

namespace Replication.Exploration.Faults;

/// <summary>Puts faults back into a copy of the sources, one at a time, and sees whether an exploration of that core finds each.</summary>
internal static class FaultRun
{
    private const string Program = "tests/Exploration";

    /// <summary>The faults, each of which an exploration has to find.</summary>
    public static IReadOnlyList<Fault> All { get; } = [.. SuiteRun.All.Where(fault => fault.IsExplored), .. CoreFaults.All];

    /// <summary>Runs all.</summary>
    /// <param name="only">The beginning of the names of those that are put back; empty = all.</param>
    /// <param name="bounds">What the explorations are told.</param>
    /// <returns>Whether each fault was found.</returns>
    public static bool Run(string only, params string[] bounds)
    {
        var faults = All.Where(fault => fault.ToString().StartsWith(only, StringComparison.Ordinal)).ToList();
        using var copy = new SourceCopy(Program);
        var found = faults.Count(fault => IsFound(copy, fault, bounds));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found} of {faults.Count} faults found"));
        return found == faults.Count;
    }

    private static bool IsFound(SourceCopy copy, Fault fault, string[] bounds)
    {
        var isFound = false;
        copy.With(fault.Edits, () =>
        {
            if (copy.Execute(Program, Timeout.InfiniteTimeSpan, "build", "-c", "Release", "-v", "q", "-p:RunAnalyzers=false") is { Code: not 0 } broken)
                throw new InvalidOperationException($"{fault}: does not build\n{broken.Said}");
            var (code, said) = copy.Execute(Program, Timeout.InfiniteTimeSpan, ["exec", Path.Combine("bin", "Release", "net10.0", "Exploration.dll"), .. bounds]);
            isFound = code == 1;
            Console.WriteLine($"{(isFound ? "found" : "NOT FOUND")}: {fault}\n    {said.Split('\n')[1]}\n    {(isFound ? said.Split('\n')[2] : "")}");
        });
        return isFound;
    }
}
