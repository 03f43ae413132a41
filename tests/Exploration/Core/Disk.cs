using Replication.Exploration.Model;
using Replication.Recovery;

namespace Replication.Exploration.Core;

/// <summary>What a replica's store does with what reaches it: the fence first, which is the engine's own.</summary>
internal static class Disk
{
    /// <summary>Whether an authority may act; a higher one is promised to.</summary>
    public static bool TryPromise(ref Replica replica, int epoch, int session)
    {
        var presented = new Authority(RealCore.Volume, RealCore.Names[0], null!, new Epoch((ulong)epoch), new SessionId((ulong)session));
        var refused = ReplicaFence.Check(RealCore.Volume, new Epoch((ulong)replica.PromisedEpoch), new SessionId((ulong)replica.Promised), presented);
        if (!refused.IsNone) return false;
        (replica.PromisedEpoch, replica.Promised) = (epoch, session);
        return true;
    }

    /// <summary>A message that nobody waits for any longer.</summary>
    public static void Arrive(ref Replica replica)
    {
        var message = replica;
        replica.DropLate();
        if (!TryPromise(ref replica, message.LateEpoch, message.LateSession)) return;
        switch (message.Late)
        {
            case Late.Chunk when !replica.IsUnfinished:
                replica.Log = replica.Log.Apply(message.LateLog, message.LateStart, message.LateEnd);
                break;
            case Late.Truncate:
                replica.Log = replica.Log.Prefix(message.LateEnd);
                break;
            case Late.Base:
                (replica.Log, replica.IsUnfinished) = (Log.Empty, true);
                break;
        }
    }
}
