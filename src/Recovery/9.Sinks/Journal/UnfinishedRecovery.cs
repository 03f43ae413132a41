namespace Replication.Recovery;

/// <summary>A recovery that began and whose end the journal has not seen.</summary>
/// <param name="Volume">The volume.</param>
/// <param name="Replica">The replica.</param>
/// <param name="Session">The session that did it. After a restart no session is live, so it says which recovery this was; it can be presented nowhere.</param>
/// <param name="LastEvent">The last event of the session that is durable: how far it got at least.</param>
public readonly record struct UnfinishedRecovery(VolumeId Volume, ReplicaId Replica, SessionId Session, RecoveryEventKind LastEvent);
