using System.Collections.Immutable;

namespace Replication.Recovery;

/// <summary>A session an intent made: its ID is what the worker will present.</summary>
/// <param name="Replica">The replica.</param>
/// <param name="Session">The session.</param>
public readonly record struct AssignedSession(ReplicaId Replica, SessionId Session);

/// <summary>A target that got no session.</summary>
/// <param name="Replica">The replica.</param>
/// <param name="Error">Why.</param>
public readonly record struct FailedTarget(ReplicaId Replica, RecoveryError Error);

/// <summary>What an intent did. All lists are in ordinal order of replica ID.</summary>
/// <remarks>A target may fail where the intent is applied: who asks for recoveries reads <see cref="Failed"/> beside <see cref="Error"/>.</remarks>
[MustUse]
public sealed record AssignmentAnswer
{
    /// <summary>Why the intent was refused whole; none when it was applied.</summary>
    public RecoveryError Error { get; internal set; }

    /// <summary>Replicas that got a sender.</summary>
    public ImmutableArray<ReplicaId> Added { get; internal set; } = [];

    /// <summary>Replicas whose sender was stopped and removed.</summary>
    public ImmutableArray<ReplicaId> Removed { get; internal set; } = [];

    /// <summary>Sessions attached.</summary>
    public ImmutableArray<AssignedSession> Created { get; internal set; } = [];

    /// <summary>Sessions that took the place of another.</summary>
    public ImmutableArray<AssignedSession> Superseded { get; internal set; } = [];

    /// <summary>Targets that got no session.</summary>
    public ImmutableArray<FailedTarget> Failed { get; internal set; } = [];

    /// <summary>Replicas whose endpoint in the intent has a lower version than the one that stands, and was ignored.</summary>
    public ImmutableArray<ReplicaId> IgnoredEndpoints { get; internal set; } = [];

    /// <summary>Whether the intent had been applied before: nothing was changed, and only sessions that still stand are listed.</summary>
    public bool Redelivered { get; internal set; }
}
