namespace Replication.Recovery;

/// <summary>
/// On whose behalf something is asked of a replica. Every handshake, write, truncation and base chunk carries it; a replica refuses one that is older than the
/// highest it has promised, also after a restart.
/// </summary>
/// <param name="Volume">The volume that is meant.</param>
/// <param name="Replica">The replica that is meant.</param>
/// <param name="Endpoint">Where the replica is reached.</param>
/// <param name="Epoch">The epoch the session belongs to.</param>
/// <param name="Session">The session.</param>
public sealed record Authority(VolumeId Volume, ReplicaId Replica, Endpoint Endpoint, Epoch Epoch, SessionId Session)
{
    /// <inheritdoc/>
    public override string ToString() => $"volume {Volume}, replica {Replica}, epoch {Epoch}, session {Session}";
}
