using Replication.Recovery;

namespace Replication.Transport.Grpc.Wire;

/// <summary>A replica's facts on the wire.</summary>
internal static class WireFacts
{
    /// <summary>To the wire.</summary>
    /// <param name="facts">The facts.</param>
    public static Facts ToWire(this ReplicaFacts facts) => new()
    {
        Volume = facts.Volume.Value,
        Store = facts.Store.Value,
        PromisedEpoch = facts.PromisedEpoch.Value,
        PromisedSession = facts.PromisedSession.Value,
        Flushed = facts.Flushed.Value,
        KnownCommitted = facts.KnownCommitted.Value,
        Lineage = facts.Lineage?.ToWire(),
        BaseUnfinished = facts.BaseUnfinished,
    };

    /// <summary>From the wire.</summary>
    /// <param name="wire">What arrived.</param>
    /// <returns>The facts, or <c>empty_id</c>, <c>invalid_history</c> that names the field.</returns>
    public static Result<ReplicaFacts> ToFacts(this Facts wire)
    {
        if (wire.Volume.Length == 0) return new RecoveryError(RecoveryCode.EmptyId, "the replica's facts: volume = \"\"", null, "a volume ID");
        if (wire.Store.Length == 0) return new RecoveryError(RecoveryCode.EmptyId, "the replica's facts: store = \"\"", null, "a store ID");
        Recovery.Lineage? lineage = null;
        if (wire.Lineage is not null && !wire.Lineage.ToLineage().TryGet(out lineage, out var error)) return error;
        return new ReplicaFacts(
            new VolumeId(wire.Volume),
            new StoreId(wire.Store),
            new Epoch(wire.PromisedEpoch),
            new SessionId(wire.PromisedSession),
            new Lsn(wire.Flushed),
            new Lsn(wire.KnownCommitted),
            lineage,
            wire.BaseUnfinished);
    }
}
