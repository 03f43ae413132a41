using System.Diagnostics;
using System.Reflection;
using Replication;
using Replication.Benchmarks.Cases;
using Replication.Benchmarks.Generation;
using Replication.Benchmarks.Measuring;

if (args is [GenerationBars.FreshProcess])
{
    GenerationBars.Answer();
    return 0;
}

if (typeof(StateMachine).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
{
    Console.Error.WriteLine("Only an optimized build is worth measuring: dotnet run -c Release --project benchmarks");
    return 2;
}

// A short array is foreseen by the processor after a few rounds: then the instructions count. A long one is not: then what a missed branch costs
// counts, which is the same on both sides. Each bar is to be met with both.
List<Result> results = [];
var lengths = args is ["--generation"] ? [] : new[] { (64, "foreseen"), (65_536, "not foreseen") };
foreach (var (length, words) in lengths)
{
    var triggers = PhaseTriggers.Make(length);
    var payloads = TransferPayloads.Make(length / TransferPayloads.CallsPerLap);
    Add(Comparison.Run($"dynamic, None ({words})", 1.1, length, PhaseWalk.Generated(triggers), PhaseWalk.ByHand(triggers)));
    Add(Comparison.Run($"typed, None ({words})", 1.5, length, LoneTransferWalk.Over(payloads), PlainTransferWalk.Over(payloads)));
    Add(Comparison.Run($"typed, Cas, by hand lock + switch ({words})", 1.0, length, SharedTransferWalk.Over(payloads), LockedTransferWalk.Over(payloads)));
    Add(Comparison.Run($"typed, Owner, by hand lock + switch ({words})", 0.8, length, OwnedTransferWalk.Over(payloads), LockedTransferWalk.Over(payloads)));
    Add(Comparison.Run($"dynamic, None, against Stateless ({words})", 0.01, length, PhaseWalk.Generated(triggers), PhaseWalk.Stateless(triggers)));
}

Console.WriteLine();
var isLight = WeightBars.Run();
Console.WriteLine();
var isGenerated = GenerationBars.Run();
return results.TrueForAll(result => result.IsMet) && isLight && isGenerated ? 0 : 1;

void Add(Result result)
{
    if (results.Count == 0) Console.WriteLine(Result.Header);
    results.Add(result);
    Console.WriteLine(result);
}
