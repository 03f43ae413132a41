using System.Diagnostics;
using System.Globalization;
using Replication.Recovery;

namespace Replication.Benchmarks.Recovery;

/// <summary>What one recovery costs the core, at several sizes, what an epoch bump costs, and what a sender weighs.</summary>
/// <remarks>Every round checks what it did: the states, and the number of events. The quickest round counts; all rounds of a size do the same work.</remarks>
internal static class RecoveryBars
{
    private const int Rounds = 15;

    private static readonly TimeProvider _time = TimeProvider.System;

    /// <summary>Measures, prints and says whether the bars are met.</summary>
    public static bool Run()
    {
        Console.WriteLine("| recovery core | ns | B | bar | |\n|---|--:|--:|--:|---|");
        var one = Recovery(1, 1, 20_000);
        var isMet = Print("one recovery: assign, recover, complete, six events", one, 400, 200);
        isMet &= Print("the same, each of 1,000 replicas of a registry", Recovery(1, 1_000, 20), 1.5 * one.Core.Nanoseconds, 1.5 * 200);
        isMet &= Print("the same, each of 1,000,000 replicas in 100,000 registries", Recovery(100_000, 10, 1), 3 * one.Core.Nanoseconds, 3 * 200);
        isMet &= Print("epoch bump, each of 10,000 idle senders", Bump(10_000), 60, 0);
        isMet &= Weight(100_000, 10);
        Compare("an intent that names 10,000 replicas and has one recovered, each that is named", Intent(10_000));
        Compare("a picture of a registry of 10,000, each sender", Picture(10_000));
        return isMet;
    }

    private static bool Print(string name, Cost cost, double time, double bytes)
    {
        var isMet = cost.Nanoseconds <= time && cost.Bytes <= bytes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {cost.Nanoseconds:F0} | {cost.Bytes:F0} | ≤ {time:F0} ns, ≤ {bytes:F0} B | {(isMet ? "met" : "MISSED")} |"));
        return isMet;
    }

    private static bool Print(string name, (Cost Core, Cost Hand) both, double time, double bytes)
    {
        var isMet = Print(name, both.Core, time, bytes);
        Compare("- by hand: a lock, a dictionary, an object a session, events as texts", both.Hand);
        return isMet;
    }

    private static void Compare(string name, Cost cost) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {cost.Nanoseconds:F0} | {cost.Bytes:F0} | - | for comparison |"));

    private static Cost Intent(int replicas)
    {
        var registry = new SenderRegistry(new VolumeId("volume"), new SessionIdSource(null), new RecoveryLog(_time));
        var named = RecoveryWork.Replicas(replicas);
        registry.Apply(RecoveryWork.Intent(1, named, []));
        var best = new Cost(double.MaxValue, double.MaxValue);
        for (ulong revision = 2, round = 0; round < Rounds * 10; round++, revision++)
        {
            var intent = new AssignmentIntent(new Epoch(1), revision, named, RecoveryWork.Targets([named[(int)revision % replicas]]));
            var (bytes, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            var answer = registry.Apply(intent);
            best = best.Or(new Cost(Stopwatch.GetElapsedTime(start).TotalNanoseconds / replicas, (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)replicas));
            if (answer.Created.Length + answer.Superseded.Length != 1) throw new InvalidOperationException("One session was asked for.");
        }

        return best;
    }

    private static Cost Picture(int replicas)
    {
        var registry = RecoveryWork.Registry(new SessionIdSource(null), new RecoveryLog(_time), RecoveryWork.Intent(1, RecoveryWork.Replicas(replicas), RecoveryWork.Targets(RecoveryWork.Replicas(replicas))));
        var best = new Cost(double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds * 10; round++)
        {
            var (bytes, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            var status = registry.Status();
            best = best.Or(new Cost(Stopwatch.GetElapsedTime(start).TotalNanoseconds / replicas, (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)replicas));
            if (status.InSync != replicas) throw new InvalidOperationException("All are in sync.");
        }

        return best;
    }

    // Both in turn, on the same machine in the same minute. Every round is a new epoch; the intents are the control plane's, and made before.
    private static (Cost Core, Cost Hand) Recovery(int volumes, int replicas, int epochs)
    {
        IRecoveries[] sides = [new CoreRecoveries(volumes, replicas), new HandRecoveries(volumes, replicas)];
        var best = new[] { new Cost(double.MaxValue, double.MaxValue), new Cost(double.MaxValue, double.MaxValue) };
        var recoveries = (double)volumes * replicas * epochs;
        for (ulong epoch = 2, round = 0; round < Rounds; round++, epoch += (ulong)epochs)
        {
            for (var side = 0; side < sides.Length; side++) best[side] = best[side].Or(Round(sides[side], epoch, epochs, recoveries));
        }

        return sides.All(side => side.AreInSync) ? (best[0], best[1]) : throw new InvalidOperationException("Not all are in sync.");
    }

    private static Cost Round(IRecoveries side, ulong epoch, int epochs, double recoveries)
    {
        side.Prepare(epoch, epochs);
        GC.Collect();
        var (logged, bytes, start) = (side.Logged, GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        side.Recover();
        var elapsed = Stopwatch.GetElapsedTime(start);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - bytes;
        if (side.Logged - logged != recoveries * RecoveryWork.Events) throw new InvalidOperationException($"{side.Logged - logged} events");
        return new Cost(elapsed.TotalNanoseconds / recoveries, allocated / recoveries);
    }

    private static Cost Bump(int senders)
    {
        var registry = new SenderRegistry(new VolumeId("volume"), new SessionIdSource(null), new RecoveryLog(_time));
        registry.Apply(RecoveryWork.Intent(1, RecoveryWork.Replicas(senders), []));
        var best = new Cost(double.MaxValue, double.MaxValue);
        for (ulong epoch = 2, round = 0; round < Rounds; round++)
        {
            const int Bumps = 100;
            var (bytes, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            for (var i = 0; i < Bumps; i++, epoch++)
            {
                if (!registry.InvalidateEpoch(new Epoch(epoch), out var ended).IsNone || ended != 0) throw new InvalidOperationException("Nothing was live.");
            }

            best = best.Or(new Cost(Stopwatch.GetElapsedTime(start).TotalNanoseconds / Bumps / senders, (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)Bumps / senders));
        }

        return best;
    }

    // Intents, and the identities and endpoints in them, are the control plane's: they are there before.
    private static bool Weight(int volumes, int replicas)
    {
        var named = RecoveryWork.Replicas(replicas);
        var first = RecoveryWork.Intent(1, named, RecoveryWork.Targets(named));
        var (ids, log) = (new SessionIdSource(null), new RecoveryLog(_time));
        RecoveryWork.Registry(ids, log, first);
        var registries = new SenderRegistry[volumes];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < volumes; i++) registries[i] = RecoveryWork.Registry(ids, log, first);
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / ((double)volumes * replicas);
        var isReadable = registries.All(registry => registry.Status().Senders.All(sender => sender.LastEnd is { Reason.Cause: EndCause.Completed }));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| a sender that has completed a recovery, its registry included, {volumes * (long)replicas:N0} of them | | {bytes:F0} | ≤ 250 B | {(bytes <= 250 && isReadable ? "met" : "MISSED")} |"));
        return bytes <= 250 && isReadable;
    }

    private readonly record struct Cost(double Nanoseconds, double Bytes)
    {
        public Cost Or(Cost other) => new(Math.Min(Nanoseconds, other.Nanoseconds), Math.Min(Bytes, other.Bytes));
    }
}
