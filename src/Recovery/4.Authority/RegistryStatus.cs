using System.Collections.Immutable;

namespace Replication.Recovery;

/// <summary>One consistent picture of a registry.</summary>
/// <param name="HighWater">The highest epoch accepted.</param>
/// <param name="Senders">All senders, in ordinal order of replica ID.</param>
public sealed record RegistryStatus(Epoch HighWater, ImmutableArray<SenderView> Senders)
{
    /// <summary>How many senders there are.</summary>
    public int Total => Senders.Length;

    /// <summary>In sync: its state says so, it is not stopped, and no rebuild session is live on it.</summary>
    public int InSync => Senders.Count(s => !s.Stopped && s.State == ReplicaState.InSync && s.Session?.Kind != SessionKind.Rebuild);

    /// <summary>Connecting or catching up.</summary>
    public int Recovering => Senders.Count(s => s.State is ReplicaState.Connecting or ReplicaState.CatchingUp);

    /// <summary>Degraded.</summary>
    public int Degraded => Senders.Count(s => s.State == ReplicaState.Degraded);

    /// <summary>In need of a rebuild, or with a live one.</summary>
    public int Rebuilding => Senders.Count(s => s.State == ReplicaState.NeedsRebuild || s.Session?.Kind == SessionKind.Rebuild);
}
