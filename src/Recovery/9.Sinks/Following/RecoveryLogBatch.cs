namespace Replication.Recovery;

/// <summary>A run of events of one log, as a follower hands it to a sink.</summary>
/// <param name="Volume">The volume whose log it is; one sink may serve the logs of many volumes.</param>
/// <param name="Missed">How many events right before these gave way before they were read; 0 = none. Nobody can read them any more.</param>
/// <param name="Events">The events, oldest first, without holes; at least one.</param>
public readonly record struct RecoveryLogBatch(VolumeId Volume, ulong Missed, IReadOnlyList<RecoveryEvent> Events);
