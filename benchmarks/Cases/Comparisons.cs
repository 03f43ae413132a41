using Replication.Benchmarks.Measuring;

namespace Replication.Benchmarks.Cases;

/// <summary>What is compared, and what each may cost.</summary>
internal static class Comparisons
{
    /// <summary>Makes all comparisons, each when it is asked for.</summary>
    /// <remarks>
    /// A short array is foreseen by the processor after a few rounds: then the instructions count. A long one is not: then what a missed branch costs
    /// counts, which is the same on both sides. Each bar is to be met with both.
    /// </remarks>
    public static IEnumerable<Result> All()
    {
        foreach (var (length, words) in new[] { (64, "foreseen"), (65_536, "not foreseen") })
        {
            var triggers = PhaseTriggers.Make(length);
            var payloads = TransferPayloads.Make(length / TransferPayloads.CallsPerLap);
            yield return Comparison.Run($"dynamic, None ({words})", 1.1, length, PhaseWalk.Generated(triggers), PhaseWalk.ByHand(triggers));
            yield return Comparison.Run($"typed, None ({words})", 1.5, length, LoneTransferWalk.Over(payloads), PlainTransferWalk.Over(payloads));
            yield return Comparison.Run(
                $"typed, Cas, by hand lock + switch ({words})", 1.0, length, SharedTransferWalk.Over(payloads), LockedTransferWalk.Over(payloads));
            yield return Comparison.Run(
                $"typed, Owner, by hand lock + switch ({words})", 0.8, length, OwnedTransferWalk.Over(payloads), LockedTransferWalk.Over(payloads));

            // Its walks would be too long for one round with the long array.
            if (length == 64)
            {
                yield return Comparison.Run("dynamic, None, by Stateless", 0.01, length, PhaseWalk.Generated(triggers), PhaseWalk.Stateless(triggers));
            }
        }
    }
}
