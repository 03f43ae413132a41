namespace Replication.Recovery;

/// <summary>What a replica says of itself in a handshake, after it durably promised the (epoch, session) that asked.</summary>
/// <param name="Volume">The volume it holds.</param>
/// <param name="Store">Its store: new for every empty disk.</param>
/// <param name="PromisedEpoch">The highest epoch promised.</param>
/// <param name="PromisedSession">The highest session promised under that epoch.</param>
/// <param name="Flushed">The highest durable LSN.</param>
/// <param name="KnownCommitted">
/// The highest LSN it durably knows to be committed; may lie above what it holds. A truncation or a base below it that an accepted loss brought lowers it: as long as it stands,
/// a primary whose log ends before it is <c>primary_behind</c>.
/// </param>
/// <param name="Lineage">The epochs its log was written under; <see langword="null"/> where the engine has none.</param>
/// <param name="BaseUnfinished">Whether a base was begun and never verified: whatever its LSN says, it needs a rebuild.</param>
[OfOneLog]
public sealed record ReplicaFacts(
    VolumeId Volume,
    StoreId Store,
    Epoch PromisedEpoch,
    SessionId PromisedSession,
    Lsn Flushed,
    Lsn KnownCommitted,
    Lineage? Lineage,
    bool BaseUnfinished);
