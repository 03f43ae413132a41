using Replication.Exploration.Model;
using Replication.Exploration.Search;
using Replication.Recovery;

namespace Replication.Exploration.Core;

/// <summary>What may happen in a world: to the control plane, to the primary, to the workers and the replicas, and to messages between them.</summary>
internal static class Moves
{
    public static readonly string[] Names = [.. Enum.GetNames<Global>(), .. Enum.GetNames<Local>().Select(name => $"{name} of the first"), .. Enum.GetNames<Local>().Select(name => $"{name} of the second")];

    private static readonly int _globals = Enum.GetValues<Global>().Length;
    private static readonly int _locals = Enum.GetValues<Local>().Length;

    private enum Global
    {
        Failover,
        FailoverThatLosesWhatWasNotCommitted,
        IntentWithoutTarget,
        IntentToCatchUpTheFirst,
        IntentToCatchUpTheSecond,
        IntentToRebuildTheFirst,
        IntentToRebuildTheSecond,
        Append,
        Commit,
        CutTheLog,
        RestartOfTheProcess,
    }

    private enum Local
    {
        Step,
        StepOfOneEntry,
        StepWhoseMessageIsLost,
        StepWhoseAnswerIsLost,
        StepWhoseMessageComesTwice,
        StepWhoseMessageComesLate,
        ArrivalOfALateMessage,
        Expiry,
        Crash,
        Shipping,
        UpdateOfTheEpoch,
        IntentWithoutIt,
        IntentWithAnotherEndpoint,
        CompletionBeforeItsTime,
    }

    /// <summary>Whether the process goes with a move: what it knew is gone, and nothing is logged of it.</summary>
    public static bool IsRestart(int move) => move == (int)Global.RestartOfTheProcess;

    /// <summary>Whether a replica that has a session, or is in sync, has neither afterwards: its epoch or its endpoint is over.</summary>
    public static bool Deposes(int move, int replica) => move < _globals
        ? (Global)move is Global.Failover or Global.FailoverThatLosesWhatWasNotCommitted
        : (move - _globals) / _locals == replica && (Local)((move - _globals) % _locals) == Local.IntentWithAnotherEndpoint;

    /// <summary>Whether a move is one of a replica, of who works for it, or of a message to it, and of nobody else.</summary>
    public static bool IsWorkFor(int move, int replica) => move >= _globals && (move - _globals) / _locals == replica && !IsOfTheRegistry((Local)((move - _globals) % _locals));

    /// <summary>Makes a move where it is possible.</summary>
    public static bool TryMake(int move, RealCore core, Bounds bounds, ref World world)
    {
        if (move < _globals) return TryMake((Global)move, core, bounds, ref world);
        var replica = (move - _globals) / _locals;
        var local = (Local)((move - _globals) % _locals);
        if (replica >= bounds.Replicas && !IsOfTheRegistry(local)) return false;
        return TryMake(local, core, bounds, replica, ref world, ref replica == 0 ? ref world.First : ref world.Second);
    }

    private static bool IsOfTheRegistry(Local move) => move is Local.UpdateOfTheEpoch or Local.IntentWithoutIt or Local.IntentWithAnotherEndpoint;

    private static bool TryMake(Global move, RealCore core, Bounds bounds, ref World world)
    {
        switch (move)
        {
            case Global.Failover or Global.FailoverThatLosesWhatWasNotCommitted:
                if (world.Epoch == bounds.Epochs) return false;
                if (move == Global.FailoverThatLosesWhatWasNotCommitted && world.Log.Length == world.Committed) return false;
                core.Bring(world);
                world.Epoch++;
                if (move == Global.FailoverThatLosesWhatWasNotCommitted) world.Log = world.Log.Prefix(world.Committed);
                _ = core.Registry.InvalidateEpoch(new Epoch((ulong)world.Epoch), out _);
                break;
            case Global.IntentWithoutTarget:
                // One that changes nothing makes no other state.
                if (world.Accepted == world.Epoch && world.First.IsNamed && world.Second.IsNamed) return false;
                Apply(core, world, 0);
                break;
            case Global.IntentToCatchUpTheFirst or Global.IntentToCatchUpTheSecond or Global.IntentToRebuildTheFirst or Global.IntentToRebuildTheSecond:
                var target = move - Global.IntentWithoutTarget;
                Apply(core, world, target);
                break;
            case Global.Append:
                if (world.Log.Length == bounds.Lsn || world.Log.Length > world.Committed) return false;
                core.Bring(world);
                world.Log = world.Log.With(world.Epoch);
                return true;
            case Global.Commit:
                if (world.Log.Length == world.Committed) return false;
                core.Bring(world);
                world.Committed = world.Log.Length;
                return true;
            case Global.CutTheLog:
                if (world.Tail == world.Committed) return false;
                core.Bring(world);
                world.Tail = world.Committed;
                return true;
            default:
                if (!bounds.Faults) return false;
                core.Bring(world);
                core.Restart(world.HighWater);
                break;
        }

        core.Read(ref world);
        return true;
    }

    private static void Apply(RealCore core, in World world, int target)
    {
        core.Bring(world);
        _ = core.Registry.Apply(RealCore.Intent(world.Epoch, 2, true, true, target));
    }

    private static bool TryMake(Local move, RealCore core, Bounds bounds, int index, ref World world, ref Replica replica)
    {
        var isWorking = replica.Lifecycle != Lifecycle.None;
        switch (move)
        {
            case Local.Step or Local.StepOfOneEntry or Local.StepWhoseMessageIsLost or Local.StepWhoseAnswerIsLost or Local.StepWhoseMessageComesTwice or Local.StepWhoseMessageComesLate:
                if (!isWorking || !Worker.IsPossible(bounds, replica, (Fate)move)) return false;
                core.Bring(world);
                Worker.Step(core, index, ref world, ref replica, (Fate)move);
                break;
            case Local.ArrivalOfALateMessage:
                // What a session still works on keeps its order: what it sent before has arrived before.
                if (replica.Late == Late.None || (isWorking && replica.LateSession == replica.Live)) return false;
                core.Bring(world);
                Disk.Arrive(ref replica);
                return true;
            case Local.Expiry:
                if (!isWorking) return false;
                core.Bring(world);
                using (var step = core.Registry.Enter())
                {
                    Protocol.Expire(step, core.Sender(index)!, default, 1);
                    Protocol.Expire(step, core.Sender(index)!, new Tick(3), 1);
                }

                break;
            case Local.Crash:
                if (!bounds.Faults || (!isWorking && replica.State != ReplicaState.InSync)) return false;
                core.Bring(world);
                Worker.Crash(core, index, replica);
                break;
            case Local.Shipping:
                if (replica.State != ReplicaState.InSync || isWorking || replica.Log == world.Log) return false;
                core.Bring(world);
                if (!world.Log.StartsWith(replica.Log)) throw new BrokenException("a replica in sync holds entries that its primary does not");
                replica.Log = world.Log;
                return true;
            case Local.CompletionBeforeItsTime:
                // A worker that asks for more than it did: where it is given that, it has to have been done.
                if (!isWorking) return false;
                core.Bring(world);
                var refused = replica.Lifecycle == Lifecycle.CatchUp ? core.Sender(index)!.Complete(core.LiveBefore(index)) : core.Sender(index)!.CompleteRebuild(core.LiveBefore(index));

                // The live stream that a completion stands on comes after all that the session sent before.
                if (refused.IsNone && replica.LateSession == replica.Live) replica.DropLate();
                break;
            case Local.IntentWithoutIt:
                if (!replica.IsNamed) return false;
                core.Bring(world);
                _ = core.Registry.Apply(RealCore.Intent(world.Epoch, 2, index == 1 && world.First.IsNamed, index == 0 && world.Second.IsNamed));
                break;
            case Local.IntentWithAnotherEndpoint:
                if (!replica.IsNamed) return false;
                core.Bring(world);
                _ = core.Registry.Apply(RealCore.Intent(world.Epoch, 2, world.First.IsNamed, world.Second.IsNamed, moved: index + 1));
                break;
            default:
                if (!replica.IsNamed || replica.Epoch == world.Epoch) return false;
                core.Bring(world);
                _ = core.Registry.UpdateSenderEpoch(RealCore.Names[index], new Epoch((ulong)world.Epoch));
                break;
        }

        core.Read(ref world);
        return true;
    }
}
