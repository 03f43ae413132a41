using Replication.Exploration.Model;
using Replication.Exploration.Search;
using Replication.Recovery;

namespace Replication.Exploration.Core;

/// <summary>Presents what is stale to everything that takes something: nothing may come of it.</summary>
internal static class Stale
{
    /// <summary>Sessions that are not live, to every operation on a session.</summary>
    public static void Present(RealCore core, Sender sender, SessionId live)
    {
        PresentTo(core, sender, new SessionId(1));
        PresentTo(core, sender, SessionId.None);
        if (live == SessionId.None) return;
        PresentTo(core, sender, new SessionId(live.Value - 1));
        PresentTo(core, sender, new SessionId(live.Value + 1));
    }

    /// <summary>Intents that are stale, and one that was accepted before.</summary>
    public static void Present(RealCore core, in World world)
    {
        var named = world.First.IsNamed || world.Second.IsNamed;
        if (world.Accepted > 0 && world.Accepted == world.HighWater && named)
        {
            Refused(core.Registry.Apply(RealCore.Intent(world.Accepted, 0, true, false, 1)).Error);
            var again = core.Registry.Apply(RealCore.Intent(world.Accepted, 1, world.First.IsNamed, world.Second.IsNamed));
            if (!again.Redelivered || !again.Error.IsNone) throw new BrokenException("an intent that was accepted before is not told so");
            Refused(core.Registry.Apply(RealCore.Intent(world.Accepted, 1, world.First.IsNamed, world.Second.IsNamed, 3)).Error);
        }

        // What is of the epoch that is announced once more stays.
        if (Math.Min(EpochOf(world.First), EpochOf(world.Second)) >= world.HighWater && EndedBy(core, world.HighWater) != 0)
            throw new BrokenException("the end of the epochs before this one ended a session of this one");

        for (var epoch = 1; epoch < world.HighWater; epoch++)
        {
            Refused(core.Registry.Apply(RealCore.Intent(epoch, 2, true, false, 1)).Error);
            Refused(core.Registry.Apply(RealCore.Intent(epoch, 2, false, false, moved: 1)).Error);
            Refused(core.Registry.Apply(RealCore.Intent(epoch, 2, true, true, 4)).Error);
            foreach (var name in RealCore.Names)
            {
                if (core.Registry.Attach(name, new Epoch((ulong)epoch), SessionKind.CatchUp).TryGet(out _, out _)) throw new BrokenException("a session of an epoch below the high-water was attached");
                _ = core.Registry.UpdateSenderEpoch(name, new Epoch(0));
            }

            if (EndedBy(core, epoch - 1) != 0) throw new BrokenException("the end of an epoch that was over before ended a session");
        }
    }

    private static int EpochOf(in Replica replica) => replica.IsNamed ? replica.Epoch : int.MaxValue;

    private static void PresentTo(RealCore core, Sender sender, SessionId stale)
    {
        Refused(sender.BeginConnect(stale));
        Refused(sender.RecordHandshake(stale, Lsn.Zero, Lsn.Zero));
        Refused(sender.RecordHandshake(stale, Lsn.Zero, Lsn.Zero, Lsn.Zero).Error);
        Refused(sender.BeginCatchUp(stale, default));
        Refused(sender.RecordProgress(stale, new Lsn(4), default));
        Refused(sender.RecordTruncation(stale, Lsn.Zero));
        Refused(sender.Complete(stale));
        Refused(sender.CheckBudget(stale, new Tick(100), out _));
        Refused(sender.SelectSource(stale, default));
        Refused(sender.BeginTransfer(stale));
        Refused(sender.RecordBase(stale, new Lsn(4)));
        Refused(sender.BeginTail(stale));
        Refused(sender.RecordTail(stale, new Lsn(4)));
        Refused(sender.CompleteRebuild(stale));
        Refused(sender.Invalidate(stale, new EndReason(EndCause.Other, Words: "stale"), ReplicaState.NeedsRebuild));
        using var step = core.Registry.Enter();
        if (Protocol.TryConnect(step, sender, stale, out At<CatchUpSession.Connecting> _, out _)
            || Protocol.TryConnect(step, sender, stale, out At<RebuildSession.Connecting> _, out _)
            || Protocol.TryBeginCatchUp(step, sender, stale, new Lsn(4), default, out _, out _)
            || Protocol.Fail(step, sender, stale, RecoveryEventKind.HandshakeFailed, new RecoveryError(RecoveryCode.TransportLost)))
            throw new BrokenException("a session that is not live was believed");
    }

    private static int EndedBy(RealCore core, int epoch)
    {
        _ = core.Registry.InvalidateEpoch(new Epoch((ulong)epoch), out var ended);
        return ended;
    }

    private static void Refused(in RecoveryError error)
    {
        if (error.IsNone) throw new BrokenException("what was stale was accepted");
    }
}
