namespace Replication.Recovery;

/// <summary>A run of events of one log, as a follower hands it to a sink. A log may be that of many volumes: each event names its own.</summary>
/// <param name="Missed">How many events right before these gave way before they were read, of whichever volumes; 0 = none. Nobody can read them any more.</param>
/// <param name="Events">The events, oldest first, without holes; at least one. They may be kept.</param>
public readonly record struct RecoveryLogBatch(ulong Missed, IReadOnlyList<RecoveryEvent> Events);
