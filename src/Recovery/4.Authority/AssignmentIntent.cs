using System.Collections.Immutable;

namespace Replication.Recovery;

/// <summary>A replica that is to be followed.</summary>
/// <param name="Replica">Its identity.</param>
/// <param name="Endpoint">Where it is reached.</param>
public sealed record AssignedReplica(ReplicaId Replica, Endpoint Endpoint);

/// <summary>A replica that is to be recovered.</summary>
/// <param name="Replica">Its identity.</param>
/// <param name="Kind">The kind of session it gets.</param>
/// <param name="Budget">What the session may cost.</param>
public sealed record RecoveryTarget(ReplicaId Replica, SessionKind Kind, RecoveryBudget Budget = default);

/// <summary>What the control plane wants: applied as one atomic step, or refused whole.</summary>
/// <remarks>Intents are ordered by (epoch, revision). The same revision may be delivered any number of times.</remarks>
/// <param name="Epoch">The control plane's term; not 0.</param>
/// <param name="Revision">The intent's number within the epoch.</param>
/// <param name="Replicas">All replicas that are to be followed; those not named are removed.</param>
/// <param name="Targets">Those of them that are to be recovered.</param>
/// <param name="AcceptDataLoss">Whether it is accepted that the primary lost entries a replica knows to be committed.</param>
public sealed record AssignmentIntent(
    Epoch Epoch, ulong Revision, ImmutableArray<AssignedReplica> Replicas, ImmutableArray<RecoveryTarget> Targets, bool AcceptDataLoss = false)
{
    /// <summary>All replicas that are to be followed; those not named are removed.</summary>
    /// <exception cref="ArgumentException">The array was never made: an intent that forgets its replicas must not be one that removes them all.</exception>
    public ImmutableArray<AssignedReplica> Replicas { get; init => field = Made(value, nameof(Replicas)); } = Made(Replicas, nameof(Replicas));

    /// <summary>Those of them that are to be recovered.</summary>
    /// <exception cref="ArgumentException">The array was never made.</exception>
    public ImmutableArray<RecoveryTarget> Targets { get; init => field = Made(value, nameof(Targets)); } = Made(Targets, nameof(Targets));

    /// <summary>Whether two intents ask for the same, in whatever order.</summary>
    /// <param name="other">The other intent.</param>
    public bool SameContent(AssignmentIntent other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return AcceptDataLoss == other.AcceptDataLoss
            && Replicas.OrderBy(r => r.Replica).SequenceEqual(other.Replicas.OrderBy(r => r.Replica))
            && Targets.OrderBy(t => t.Replica).SequenceEqual(other.Targets.OrderBy(t => t.Replica));
    }

    /// <summary>What is wrong with the intent itself; none when it may be applied.</summary>
    public RecoveryError Check() => OrderedIntent.TryRead(this, out _, out var error) ? default : error;

    private static ImmutableArray<T> Made<T>(ImmutableArray<T> array, string name) =>
        array.IsDefault ? throw new ArgumentException("The array was never made; [] is one without elements.", name) : array;
}
