namespace Replication.Recovery;

/// <summary>A replica's state as status and logs name it; the lifecycle itself is the table of <see cref="ReplicaLifecycle"/>.</summary>
public enum ReplicaState : byte
{
    /// <summary><c>disconnected</c>.</summary>
    Disconnected = 0,

    /// <summary><c>connecting</c>.</summary>
    Connecting,

    /// <summary><c>catching_up</c>.</summary>
    CatchingUp,

    /// <summary><c>in_sync</c>.</summary>
    InSync,

    /// <summary><c>degraded</c>.</summary>
    Degraded,

    /// <summary><c>needs_rebuild</c>.</summary>
    NeedsRebuild,
}
