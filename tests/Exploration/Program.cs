using System.Globalization;
using Replication.Exploration.Faults;
using Replication.Exploration.Model;
using Replication.Exploration.Search;

// Visits every state of the recovery core that bounded worlds can reach. Exit code 1: an invariant does not hold; 3: the time was up before all was visited.
int Number(string name, int standard)
{
    var at = Array.IndexOf(args, name);
    return at < 0 ? standard : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
}

if (args.Contains("--help"))
{
    Console.WriteLine("[--replicas 1|2] [--epochs 1-3] [--lsn 1-4] [--no-faults] [--minutes N] [--walks [--seed N]] | --put-back [FAULT] | --put-back-tests [FAULT...]");
    return 2;
}

// Every fault that is put back has to be found, by an exploration or by a test.
if (args is ["--put-back", ..]) return FaultRun.Run(args.ElementAtOrDefault(1) ?? "", "--replicas", "1", "--epochs", "2", "--lsn", "2") ? 0 : 1;

if (args is ["--put-back-tests", ..]) return SuiteRun.Run(args.AsSpan(1)) ? 0 : 1;

var bounds = new Bounds(Number("--replicas", 2), Number("--epochs", 3), Number("--lsn", 4), !args.Contains("--no-faults"));
Console.WriteLine(bounds);
if (args.Contains("--walks"))
{
    var seed = Number("--seed", Environment.TickCount & int.MaxValue);
    var walked = new Walks(bounds, seed).Run(TimeSpan.FromMinutes(Number("--minutes", 10)));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{walked.Ways:N0} walks, {walked.Moves:N0} moves, {walked.States:N0} distinct states, seed {seed}"));
    if (walked.Broken is not null) Console.WriteLine(walked.Broken);
    return walked.Broken is null ? 0 : 1;
}

var outcome = new Explorer(bounds).Run(
    TimeSpan.FromMinutes(Number("--minutes", 10)), (depth, states) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"distance {depth}: {states:N0} states")));
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{outcome.States:N0} distinct states, {outcome.Moves:N0} moves, distance {outcome.Depth}, {(outcome.IsWhole ? "all that can be reached" : "NOT ALL")}, {outcome.Elapsed.TotalSeconds:F0} s"));
if (outcome.Broken is null) return outcome.IsWhole ? 0 : 3;
Console.WriteLine(outcome.Broken);
return 1;
