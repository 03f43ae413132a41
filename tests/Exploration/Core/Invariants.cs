using Replication.Exploration.Model;
using Replication.Exploration.Search;
using Replication.Recovery;

namespace Replication.Exploration.Core;

/// <summary>What holds in every state, and of every move.</summary>
internal static class Invariants
{
    /// <summary>What a move may do.</summary>
    public static void OfMove(RealCore core, int move, in World before, in World after)
    {
        EntersInSyncOnlyByWork(before.First, after.First, after);
        EntersInSyncOnlyByWork(before.Second, after.Second, after);
        LosesWhatIsOver(Moves.Deposes(move, 0), before.First, after.First);
        LosesWhatIsOver(Moves.Deposes(move, 1), before.Second, after.Second);
        if (!Moves.IsRestart(move)) EndsWithOneEvent(core);
    }

    /// <summary>What may be true in a state; and that whatever is stale changes nothing in it.</summary>
    public static void OfState(RealCore core, in State state, in World world)
    {
        core.Bring(world);
        var read = world;
        core.Read(ref read);
        if (read.Write(isSymmetric: false) != state) throw new InvalidOperationException($"The core is not where the world has it:\n{world}\nbut\n{read}");
        HoldsWhatItIsSaidTo(world.First, world);
        HoldsWhatItIsSaidTo(world.Second, world);
        for (var replica = 0; replica < 2; replica++)
        {
            if (core.Sender(replica) is { } sender) Stale.Present(core, sender, core.LiveBefore(replica));
        }

        Stale.Present(core, world);
        read = world;
        core.Read(ref read);
        if (read.Write(isSymmetric: false) != state) throw new BrokenException($"something stale changed the state to\n  {read}");
        if (core.Events.Any(one => one.Kind is not (RecoveryEventKind.SessionFailed or RecoveryEventKind.ConnectFailed or RecoveryEventKind.RebuildConnectFailed
            or RecoveryEventKind.CatchUpBeginFailed or RecoveryEventKind.HandshakeFailed) || one.End != EndCause.None))
            throw new BrokenException("something stale left an event of something that happened");
    }

    // in_sync: durable to the frozen target of a shared lineage, in the current epoch and endpoint, the base finished.
    private static void EntersInSyncOnlyByWork(in Replica before, in Replica after, in World world)
    {
        if (after.State != ReplicaState.InSync || before.State == ReplicaState.InSync) return;
        if (before.Lifecycle == Lifecycle.None) throw new BrokenException("in_sync without a session");
        if (before.Epoch != after.Epoch) throw new BrokenException("in_sync in another epoch than that of the session");
        var target = before.Lifecycle == Lifecycle.CatchUp ? before.Target : before.SourceTarget;
        if (after.IsUnfinished) throw new BrokenException("in_sync with an unfinished base");
        if (after.Log.Length < target) throw new BrokenException($"in_sync at LSN {after.Log.Length}, with a target of {target}");
        if (!world.Log.StartsWith(after.Log)) throw new BrokenException("in_sync with a log that its primary does not share");
        if (before is { TruncateTo: > 0, IsDone: false, Lifecycle: Lifecycle.CatchUp }) throw new BrokenException("in_sync without the truncation that was required");
    }

    // A new epoch, or a new endpoint, ends a session and takes in_sync with it.
    private static void LosesWhatIsOver(bool isDeposed, in Replica before, in Replica after)
    {
        if (!before.IsNamed || !after.IsNamed || !(isDeposed || before.Epoch < after.Epoch)) return;
        if (after.State == ReplicaState.InSync) throw new BrokenException("in_sync outlived its epoch or its endpoint");
        if (before.Lifecycle != Lifecycle.None && before.Live == after.Live && after.Lifecycle != Lifecycle.None) throw new BrokenException("a session outlived its epoch or its endpoint");
    }

    // As long as it counts as in sync: what it holds is what its primary holds, from where the log still is.
    private static void HoldsWhatItIsSaidTo(in Replica replica, in World world)
    {
        if (replica.State != ReplicaState.InSync || replica.Lifecycle == Lifecycle.Rebuild) return;
        if (replica.Epoch < world.HighWater && replica.Epoch < world.Epoch) return;   // the sender of an epoch that nobody has invalidated for it
        if (!world.Log.StartsWith(replica.Log)) throw new BrokenException("a replica in sync holds entries that its primary does not");
        if (replica.IsUnfinished) throw new BrokenException("a replica in sync has an unfinished base");
    }

    private static void EndsWithOneEvent(RealCore core)
    {
        var events = core.Events;
        for (var replica = 0; replica < 2; replica++)
        {
            var was = core.LiveBefore(replica);
            var isOver = was != SessionId.None && core.Live(replica) != was;
            var ends = 0;
            foreach (var one in events)
            {
                if (one.Replica != RealCore.Names[replica] || one.End == EndCause.None) continue;
                if (one.Session != was) throw new BrokenException($"an event says of session {one.Session} that it is over, and session {was} was live: {one}");
                ends++;
            }

            if (ends != (isOver ? 1 : 0)) throw new BrokenException($"{ends} events say that a session is over that {(isOver ? "is" : "is not")}: {string.Join("; ", events)}");
        }
    }
}
