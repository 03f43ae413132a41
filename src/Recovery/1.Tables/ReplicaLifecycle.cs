namespace Replication.Recovery;

/// <summary>
/// What a replica is worth to its primary. <c>in_sync</c> is a claim within one epoch and one endpoint, and only the end of a session's work leads there. A new session
/// may begin in any state, also on a replica in sync: it is not counted as such while it is being asked again.
/// </summary>
[StateMachine<RecoveryCode>(Fence.Owner, Initial = typeof(Disconnected), Exhaustive = true)]
[On<IReplica, BeginConnect, Connecting>]
[On<Connecting, BeginCatchUp, CatchingUp>]
[On<Connecting, Complete, InSync>]   // a zero gap, or a rebuild
[On<CatchingUp, Complete, InSync>]
[On<IReplica, Disconnect, Disconnected>]
[On<IReplica, Degrade, Degraded>]    // beyond its lag or pin cap: not counted for commit
[On<IReplica, Escalate, NeedsRebuild>]
[Illegal<IReplica, BeginCatchUp>]    // from anywhere else: what is replayed is decided on facts, and only a connection has them
[Illegal<IReplica, Complete>]        // from anywhere else: only a session's work leads to in_sync
public sealed partial class ReplicaLifecycle
{
    /// <summary>Every state.</summary>
    public interface IReplica;

    /// <summary><c>disconnected</c>: nothing is known of it.</summary>
    public readonly record struct Disconnected : IReplica;

    /// <summary><c>connecting</c>: a session is asking for its facts, or has them.</summary>
    public readonly record struct Connecting : IReplica;

    /// <summary><c>catching_up</c>: the log is being replayed to it.</summary>
    public readonly record struct CatchingUp : IReplica;

    /// <summary><c>in_sync</c>: durable to the target of its last session, and shipped to since.</summary>
    public readonly record struct InSync : IReplica;

    /// <summary><c>degraded</c>: it exceeded a cap; only through a new session does it come back from here to be in sync.</summary>
    public readonly record struct Degraded : IReplica;

    /// <summary><c>needs_rebuild</c>: its log cannot be continued.</summary>
    public readonly record struct NeedsRebuild : IReplica;

    /// <summary>A session connects.</summary>
    public readonly record struct BeginConnect;

    /// <summary>A session replays the log.</summary>
    public readonly record struct BeginCatchUp;

    /// <summary>A session reached its target.</summary>
    public readonly record struct Complete;

    /// <summary>A session ended, the stream was lost, or the epoch or endpoint it was in sync for is over.</summary>
    public readonly record struct Disconnect;

    /// <summary>It exceeded a cap.</summary>
    public readonly record struct Degrade;

    /// <summary>Its log cannot be continued.</summary>
    public readonly record struct Escalate;
}
