using System.Collections.Immutable;

namespace Replication.Recovery;

/// <summary>An intent that is well formed, its lists in ordinal order of replica ID.</summary>
/// <param name="Intent">The intent.</param>
/// <param name="Replicas">Its replicas, each once.</param>
/// <param name="Targets">Its targets, each once.</param>
internal readonly record struct OrderedIntent(AssignmentIntent Intent, ImmutableArray<AssignedReplica> Replicas, ImmutableArray<RecoveryTarget> Targets)
{
    /// <summary>Checks and orders an intent. One that is in order already, as control planes make them, is taken as it is.</summary>
    public static bool TryRead(AssignmentIntent intent, out OrderedIntent ordered, out RecoveryError error)
    {
        if (intent.Replicas.Contains(null!) || intent.Targets.Contains(null!))
        {
            ordered = default;
            error = new(RecoveryCode.EmptyId, "a replica or a target that is null", null, "a replica with an ID and an endpoint, a target with an ID and a kind");
            return false;
        }

        ordered = new OrderedIntent(
            intent, Ordered(intent.Replicas, static replica => replica.Replica), Ordered(intent.Targets, static target => target.Replica));
        error = intent.Epoch == Epoch.None ? new(RecoveryCode.ZeroEpoch, "epoch 0", null, "an epoch above 0")
            : WrongReplica(ordered.Replicas) is { IsNone: false } wrong ? wrong
            : WrongTarget(ordered.Targets);
        return error.IsNone;
    }

    private static RecoveryError WrongReplica(ImmutableArray<AssignedReplica> replicas)
    {
        for (var i = 0; i < replicas.Length; i++)
        {
            var (replica, endpoint) = replicas[i];
            if (replica.IsEmpty) return new(RecoveryCode.EmptyId, $"a replica without ID at {endpoint}", null, "a non-empty ID");
            if (endpoint is null or { Data: null } or { Control: null })
                return new(RecoveryCode.EmptyId, $"replica {replica} without {(endpoint is null ? "an endpoint" : "an address")}", null, "an endpoint with both addresses");
            if (i > 0 && replica == replicas[i - 1].Replica) return new(RecoveryCode.DuplicateReplica, $"replica {replica} at {endpoint}", "it is named before", "each replica once");
        }

        return default;
    }

    private static RecoveryError WrongTarget(ImmutableArray<RecoveryTarget> targets)
    {
        for (var i = 0; i < targets.Length; i++)
        {
            var (replica, kind, _) = targets[i];
            if (replica.IsEmpty) return new(RecoveryCode.EmptyId, "a recovery target without replica ID", null, "a non-empty ID");
            if (i > 0 && replica == targets[i - 1].Replica) return new(RecoveryCode.DuplicateReplica, $"target {replica}", "it is named before", "each target once");
            if (!kind.IsKnown()) return new(RecoveryCode.UnknownKind, $"kind {(byte)kind} for {replica}", null, "bootstrap, catchup, reassign or rebuild");
        }

        return default;
    }

    private static ImmutableArray<T> Ordered<T>(ImmutableArray<T> items, Func<T, ReplicaId> id)
    {
        for (var i = 1; i < items.Length; i++)
        {
            if (id(items[i]) < id(items[i - 1])) return [.. items.OrderBy(id)];
        }

        return items;
    }
}
