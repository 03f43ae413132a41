using System.Globalization;
using System.Text.RegularExpressions;

namespace Replication.Exploration.Faults;

/// <summary>Puts faults back into a copy of the sources, one at a time, and sees whether the test suite of the engine fails by a test of each fault's number.</summary>
internal static partial class SuiteRun
{
    private const string Engine = "src/Recovery";
    private const string Tests = "tests/Recovery.Tests";

    private static readonly string Built = Path.Combine("bin", "Debug", "net10.0");

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    // The explorations have faults of their own; whether the sources say what is to be changed is not asked of changed sources.
    private static readonly string[] _suite = ["-class-", "*ExplorationTests", "-class-", "*FaultTableTests", "-noColor", "-noLogo"];

    /// <summary>The faults, each of which a test of its number has to find, or the compiler.</summary>
    public static IReadOnlyList<Fault> All { get; } =
        [.. AssignmentFaults.All, .. SessionFaults.All, .. DecisionFaults.All, .. ExecutionFaults.All, .. ReportFaults.All];

    /// <summary>Runs all.</summary>
    /// <param name="only">The beginnings of what those that are put back are called; none = all.</param>
    /// <returns>Whether each was found.</returns>
    public static bool Run(params ReadOnlySpan<string> only)
    {
        List<Fault> faults = [];
        foreach (var name in only.IsEmpty ? [""] : only) faults.AddRange(All.Where(fault => fault.ToString().StartsWith(name, StringComparison.Ordinal)));
        using var copy = new SourceCopy("tests/Exploration", Tests, "tests/Shared", "docs", "README.md");
        if (copy.Execute(Tests, Timeout.InfiniteTimeSpan, "build", "-v", "q", "-p:RunAnalyzers=false") is { Code: not 0 } broken) throw new InvalidOperationException(broken.Said);
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
    private static string ByCompiler(SourceCopy copy, Fault fault)
    {
        var (code, said) = Build(copy, Engine, isStrict: true, fault.Error.StartsWith("RPL", StringComparison.Ordinal));
        var error = said.Split('\n').FirstOrDefault(line => line.Contains($"error {fault.Error}:", StringComparison.Ordinal));
        return code == 0 || error is null ? "" : $"\n    does not build: {Place().Replace(error, "").Trim()}";
    }

    // No fault changes what others are compiled against, so that only its own assembly is built again, and takes its place beside the tests.
    private static string BySuite(SourceCopy copy, Fault fault)
    {
        var right = new Dictionary<string, byte[]>();
        try
        {
            foreach (var project in fault.Edits.Select(edit => string.Join('/', edit.File.Split('/').Take(2))).Distinct())
            {
                if (Build(copy, project, isStrict: false, analyzes: false) is { Code: not 0 } broken)
                {
                    Console.WriteLine($"    does not build: {Errors().Match(broken.Said).Value}");
                    return "";
                }

                var assembly = $"Replication.{Path.GetFileName(project)}.dll";
                var standing = copy.At(Path.Combine(Tests, Built, assembly));
                right.Add(standing, File.ReadAllBytes(standing));
                File.Copy(copy.At(Path.Combine(project, Built, assembly)), standing, overwrite: true);
            }

            return Failing(copy, fault);
        }
        finally
        {
            foreach (var (path, bytes) in right) File.WriteAllBytes(path, bytes);
        }
    }

    // Its own tests alone: what else falls over a fault may never come to an end.
    private static string Failing(SourceCopy copy, Fault fault)
    {
        var failed = FailedOf(copy, "-method", $"*.{fault.Number}_*");
        if (failed.Count > 0) return string.Concat(failed.Select(name => $"\n    {name}"));
        var others = FailedOf(copy);
        if (others.Count > 0) Console.WriteLine($"    not by its number: {string.Join(", ", others)}");
        return "";
    }

    private static List<string> FailedOf(SourceCopy copy, params string[] filter)
    {
        var (_, said) = copy.Execute(Tests, _patience, ["exec", Path.Combine(Built, "Recovery.Tests.dll"), .. _suite, .. filter]);
        return [.. Failure().Matches(said).Select(line => line.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal)];
    }

    private static (int? Code, string Said) Build(SourceCopy copy, string project, bool isStrict, bool analyzes) =>
        copy.Execute(project, _patience, "build", "--no-restore", "--no-dependencies", "-v", "q", $"-p:TreatWarningsAsErrors={isStrict}", $"-p:RunAnalyzers={analyzes}");

    [GeneratedRegex(@"^\s+Replication\.Recovery\.Tests\.(?<name>[\w.]+).*\[FAIL\]", RegexOptions.Multiline)]
    private static partial Regex Failure();

    [GeneratedRegex("error .*")]
    private static partial Regex Errors();

    [GeneratedRegex(@"^.*?: (?=error )| \[[^\]]*\]\s*$")]
    private static partial Regex Place();
}
