using Replication.Exploration.Model;
using Replication.Recovery;

namespace Replication.Exploration.Core;

/// <summary>
/// Who works for the session that is live: one step at a time, as an execution does it. It presents what it was given, does its I/O, and has the core record what was
/// achieved. Messages of one session keep their order, as on one connection; those of several do not.
/// </summary>
internal static class Worker
{
    /// <summary>Whether the next step can have this fate. What nothing is sent for has one fate only.</summary>
    public static bool IsPossible(Bounds bounds, in Replica replica, Fate fate)
    {
        if (fate == Fate.Delivered) return true;
        var message = MessageOf(replica);
        if (fate == Fate.DeliveredInPart) return message == Late.Chunk && Target(replica) - From(replica) > 1;
        return bounds.Faults && message != Late.None && (fate is Fate.Lost or Fate.Unanswered || replica.Late == Late.None);
    }

    public static void Step(RealCore core, int index, ref World world, ref Replica replica, Fate fate)
    {
        var message = MessageOf(replica);
        var sender = core.Sender(index)!;
        var session = core.LiveBefore(index);
        if (message == Late.None)
        {
            // What comes next on the connection finds all that went before it arrived.
            if (replica.LateSession == replica.Live && IsCompleting(replica)) replica.DropLate();
            WithoutMessage(core, sender, session, world, replica);
            return;
        }

        if (replica.LateSession == replica.Live) replica.DropLate();
        var epoch = replica.Epoch;
        var (from, target) = (From(replica), fate == Fate.DeliveredInPart ? From(replica) + 1 : Target(replica));
        if (fate is Fate.Lost or Fate.Late)
        {
            if (fate == Fate.Late) Delay(ref replica, message, world, from, target);
            Fail(core, sender, session, replica, RecoveryCode.TransportLost);
            return;
        }

        if (!Disk.TryPromise(ref replica, epoch, replica.Live))
        {
            Fail(core, sender, session, replica, RecoveryCode.StaleSession);
            return;
        }

        if (fate == Fate.Twice) Delay(ref replica, message, world, from, target);
        Send(core, sender, session, ref replica, world, message, from, target, fate == Fate.Unanswered);
    }

    /// <summary>The replica is gone, and with it every connection to it.</summary>
    public static void Crash(RealCore core, int index, in Replica replica)
    {
        var sender = core.Sender(index)!;
        if (replica.Lifecycle != Lifecycle.None && replica.Phase != Phase.Init) Fail(core, sender, core.LiveBefore(index), replica, RecoveryCode.TransportLost);
        using var step = core.Registry.Enter();
        Protocol.LoseSync(step, sender, RecoveryCode.TransportLost);
    }

    private static Late MessageOf(in Replica replica) => (replica.Lifecycle, replica.Phase) switch
    {
        (_, Phase.Connecting) => Late.Handshake,
        (Lifecycle.CatchUp, Phase.CatchUp) when replica is { TruncateTo: > 0, IsDone: false } => Late.Truncate,
        (Lifecycle.CatchUp, Phase.CatchUp) when replica.Reached < replica.Target => Late.Chunk,
        (Lifecycle.Rebuild, Phase.Transfer) when !replica.IsDone => Late.Base,
        (Lifecycle.Rebuild, Phase.TailReplay) when replica.Reached < replica.SourceTarget => Late.Chunk,
        _ => Late.None,
    };

    private static bool IsCompleting(in Replica replica) =>
        replica.Lifecycle == Lifecycle.CatchUp ? replica.Phase is Phase.Handshake or Phase.CatchUp : replica.Phase is Phase.Transfer or Phase.TailReplay;

    private static int From(in Replica replica) =>
        replica.Lifecycle == Lifecycle.Rebuild ? Math.Max(replica.Reached, replica.TruncateTo - 1) : replica.Reached;

    private static int Target(in Replica replica) => replica.Lifecycle == Lifecycle.Rebuild ? replica.SourceTarget : replica.Target;

    private static void Delay(ref Replica replica, Late message, in World world, int from, int target)
    {
        (replica.Late, replica.LateSession, replica.LateEpoch) = (message, replica.Live, replica.Epoch);
        (replica.LateStart, replica.LateEnd, replica.LateLog) = message switch
        {
            Late.Chunk => (from, target, world.Log),
            Late.Truncate => (0, replica.TruncateTo - 1, Log.Empty),
            _ => (0, 0, Log.Empty),
        };
    }

    private static void WithoutMessage(RealCore core, Sender sender, SessionId session, in World world, in Replica replica)
    {
        using var step = core.Registry.Enter();
        switch (replica.Lifecycle, replica.Phase)
        {
            case (Lifecycle.CatchUp, Phase.Init):
                _ = Protocol.TryConnect(step, sender, session, out At<CatchUpSession.Connecting> _, out _);
                break;
            case (Lifecycle.Rebuild, Phase.Init):
                _ = Protocol.TryConnect(step, sender, session, out At<RebuildSession.Connecting> _, out _);
                break;
            case (Lifecycle.CatchUp, Phase.Handshake):
                var handshake = ((CatchUpSession)sender.Machine(step)!).Now(step).Handshake!.Value;
                if (replica.TruncateTo > 0 || replica.Start < replica.Target) _ = Protocol.TryBeginCatchUp(step, sender, session, At(replica.Target), default, out _, out _);
                else if (replica.Start < world.Tail) Fail(core, sender, session, replica, RecoveryCode.GapExceedsRetention);
                else _ = Protocol.TryComplete(step, sender, session, handshake, out _);
                break;
            case (Lifecycle.CatchUp, Phase.CatchUp):
                // The live stream opens where the replay ended, if the log is still there.
                if (replica.Reached < world.Tail) Fail(core, sender, session, replica, RecoveryCode.GapExceedsRetention);
                else _ = Protocol.TryComplete(step, sender, session, ((CatchUpSession)sender.Machine(step)!).Now(step).CatchUp!.Value, out _);
                break;
            case (Lifecycle.Rebuild, Phase.SourceSelect):
                _ = sender.TryBeginTransfer(step, ((RebuildSession)sender.Machine(step)!).Now(step).SourceSelect!.Value, out _, out _);
                break;
            case (Lifecycle.Rebuild, Phase.Transfer):
                var transfer = ((RebuildSession)sender.Machine(step)!).Now(step).Transfer!.Value;
                if (replica.IsSnapshot) _ = sender.TryBeginTail(step, transfer, out _, out _);
                else if (replica.Reached < world.Tail) Fail(core, sender, session, replica, RecoveryCode.GapExceedsRetention);
                else _ = Protocol.TryComplete(step, sender, session, transfer, out _);
                break;
            case (Lifecycle.Rebuild, Phase.TailReplay):
                if (replica.Reached < world.Tail) Fail(core, sender, session, replica, RecoveryCode.GapExceedsRetention);
                else _ = Protocol.TryComplete(step, sender, session, ((RebuildSession)sender.Machine(step)!).Now(step).TailReplay!.Value, out _);
                break;
        }
    }

    private static void Send(
        RealCore core, Sender sender, SessionId session, ref Replica replica, in World world, Late message, int from, int target, bool isUnanswered)
    {
        using var step = core.Registry.Enter();
        switch (message)
        {
            case Late.Handshake when !isUnanswered && replica.Lifecycle == Lifecycle.CatchUp:
                var connecting = ((CatchUpSession)sender.Machine(step)!).Now(step).Connecting!.Value;
                _ = Protocol.TryDecide(step, sender, session, connecting, Facts.Of(replica), Facts.History(world), out _, out _, out _);
                break;
            case Late.Handshake when !isUnanswered:
                var asking = ((RebuildSession)sender.Machine(step)!).Now(step).Connecting!.Value;
                var reading = Facts.History(world);
                _ = Protocol.TryDecide(step, sender, session, asking, Facts.Of(replica), reading.History, reading.Lineage, out _, out _, out _);
                break;
            case Late.Truncate:
                replica.Log = replica.Log.Prefix(replica.TruncateTo - 1);
                if (isUnanswered) break;
                var truncating = ((CatchUpSession)sender.Machine(step)!).Now(step).CatchUp!.Value;
                _ = Protocol.TryRecordTruncation(step, sender, session, ref truncating, At(replica.TruncateTo - 1), out _);
                break;
            case Late.Chunk when from < world.Tail:
                // The pin came too late: what was to be sent is no longer there.
                Fail(core, sender, session, replica, RecoveryCode.GapExceedsRetention);
                return;
            case Late.Chunk:
                replica.Log = replica.Log.Apply(world.Log, from, target);
                if (isUnanswered) break;
                Record(core, step, sender, session, replica, Math.Min(target, replica.Log.Length));
                break;
            case Late.Base when replica.IsSnapshot && replica.TruncateTo - 1 < world.Tail:
                Fail(core, sender, session, replica, RecoveryCode.GapExceedsRetention);
                return;
            case Late.Base:
                // It marks itself before the first byte; only a verified base clears the mark.
                var reached = replica.IsSnapshot ? replica.TruncateTo - 1 : world.Committed;
                (replica.Log, replica.IsUnfinished) = (isUnanswered ? Log.Empty : world.Log.Prefix(reached), isUnanswered);
                if (isUnanswered) break;
                var transfer = ((RebuildSession)sender.Machine(step)!).Now(step).Transfer!.Value;
                _ = sender.TryVerifyBase(step, ref transfer, At(reached), out _);
                break;
        }

        if (isUnanswered) Fail(core, sender, session, replica, RecoveryCode.TransportLost);
    }

    private static void Record(RealCore core, in OwnerStep step, Sender sender, SessionId session, in Replica replica, int achieved)
    {
        RecoveryError error;
        if (replica.Lifecycle == Lifecycle.CatchUp)
        {
            var at = ((CatchUpSession)sender.Machine(step)!).Now(step).CatchUp!.Value;
            _ = sender.TryRecordProgress(step, ref at, At(achieved), default, out error);
        }
        else
        {
            var at = ((RebuildSession)sender.Machine(step)!).Now(step).TailReplay!.Value;
            _ = sender.TryRecordTail(step, ref at, At(achieved), out error);
        }

        if (!error.IsNone) Fail(core, sender, session, replica, error.Code);
    }

    private static void Fail(RealCore core, Sender sender, SessionId session, in Replica replica, RecoveryCode code)
    {
        using var step = core.Registry.Enter();
        var kind = (replica.Lifecycle, replica.Phase) switch
        {
            (Lifecycle.CatchUp, Phase.Connecting) => RecoveryEventKind.ConnectFailed,
            (Lifecycle.CatchUp, Phase.Handshake) => RecoveryEventKind.CompletionRejected,
            (Lifecycle.CatchUp, _) => RecoveryEventKind.CatchUpProgressFailed,
            (_, Phase.Connecting) => RecoveryEventKind.RebuildConnectFailed,
            (_, Phase.TailReplay) => RecoveryEventKind.RebuildTailFailed,
            _ => RecoveryEventKind.RebuildTransferFailed,
        };
        var state = code == RecoveryCode.GapExceedsRetention ? ReplicaState.NeedsRebuild : ReplicaState.Disconnected;
        Protocol.Fail(step, sender, session, kind, new RecoveryError(code), state);
    }

    private static Lsn At(int lsn) => new((ulong)lsn);
}
