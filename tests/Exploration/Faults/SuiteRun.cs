using System.Globalization;
using System.Text.RegularExpressions;

namespace Replication.Exploration.Faults;

/// <summary>Puts faults back into a copy of the sources, one at a time, and sees whether the test suite of the engine fails by a test of each fault's number.</summary>
internal static partial class SuiteRun
{
    private const string Engine = "src/Recovery";
    private const string Tests = "tests/Recovery.Tests";

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    // The explorations have faults of their own; whether the sources say what is to be changed is not asked of changed sources.
    private static readonly string[] _suite = ["-class-", "*ExplorationTests", "-class-", "*FaultTableTests", "-noColor", "-noLogo"];

    /// <summary>Runs all.</summary>
    /// <param name="only">The beginning of what those that are put back are called; empty = all.</param>
    /// <returns>Whether each was found.</returns>
    public static bool Run(string only)
    {
        var faults = SuiteFault.All.Where(fault => fault.ToString().StartsWith(only, StringComparison.Ordinal)).ToList();
        using var copy = new SourceCopy("tests/Exploration", Tests, "tests/Shared", "docs", "README.md");
        if (copy.Execute(Tests, _patience, "restore") is { Code: not 0 } unrestored) throw new InvalidOperationException(unrestored.Said);
        var found = 0;
        foreach (var fault in faults)
        {
            var verdict = "";
            copy.With(fault.Edits, () => verdict = fault.Error.Length > 0 ? ByCompiler(copy, fault) : BySuite(copy, fault));
            if (verdict.Length > 0) found++;
            Console.WriteLine($"{(verdict.Length > 0 ? "found" : "NOT FOUND")}: {fault}{verdict}");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found} of {faults.Count} faults found"));
        return found == faults.Count;
    }

    // By our own rules too, where it is they that say it.
    private static string ByCompiler(SourceCopy copy, SuiteFault fault)
    {
        var isRule = fault.Error.StartsWith("RPL", StringComparison.Ordinal);
        var (code, said) = copy.Execute(Engine, _patience, "build", "--no-restore", "-v", "q", "-clp:NoSummary", $"-p:RunAnalyzers={(isRule ? "true" : "false")}");
        var error = said.Split('\n').FirstOrDefault(line => line.Contains($"error {fault.Error}:", StringComparison.Ordinal));
        return code == 0 || error is null ? "" : $"\n    does not build: {Place().Replace(error, "").Trim()}";
    }

    private static string BySuite(SourceCopy copy, SuiteFault fault)
    {
        if (copy.Execute(Tests, _patience, "build", "--no-restore", "-v", "q", "-p:RunAnalyzers=false") is { Code: not 0 } broken)
            throw new InvalidOperationException($"{fault}: does not build\n{broken.Said}");
        var (code, said) = copy.Execute(Tests, _patience, ["exec", Path.Combine("bin", "Debug", "net10.0", "Recovery.Tests.dll"), .. _suite]);
        var failed = Failure().Matches(said).Select(line => line.Groups["name"].Value).Distinct().ToLookup(name => name.Contains($".{fault.Number}_", StringComparison.Ordinal));
        if (!failed[true].Any() && failed[false].Any()) Console.WriteLine($"    not by its number: {string.Join(", ", failed[false].Order(StringComparer.Ordinal))}");
        if (!failed[true].Any()) return "";
        return string.Concat(failed[true].Order(StringComparer.Ordinal).Select(name => $"\n    {name}"))
            + (failed[false].Any() ? $"\n    also {string.Join(", ", failed[false].Order(StringComparer.Ordinal))}" : "")
            + (code is null ? "\n    and the rest hangs" : "");
    }

    [GeneratedRegex(@"^\s+Replication\.Recovery\.Tests\.(?<name>\w+\.\w+).*\[FAIL\]", RegexOptions.Multiline)]
    private static partial Regex Failure();

    [GeneratedRegex(@"^.*?: (?=error )| \[[^\]]*\]\s*$")]
    private static partial Regex Place();
}
