using System.Collections.Immutable;
using Replication.Recovery;

namespace Replication.Benchmarks.Recovery;

/// <summary>
/// The work of one recovery, as an orchestrator does it without its I/O: an intent of a new epoch demotes the replica and makes a session; the replica's facts are
/// decided on; the replay begins, is recorded and completes. Six events: demoted, session_created, connected, handshake, catchup_started, completed.
/// </summary>
internal static class RecoveryWork
{
    public const int Events = 6;

    private static readonly VolumeId _volume = new("volume");
    private static readonly HistoryReading _reading = new(History(), null);
    private static readonly ReplicaFacts _facts = new(_volume, new StoreId("store"), default, default, new Lsn(40), default, null, false);

    /// <summary>A registry in which every replica was recovered once, in epoch 1.</summary>
    public static SenderRegistry Registry(SessionIdSource ids, RecoveryLog log, AssignmentIntent first)
    {
        var registry = new SenderRegistry(_volume, ids, log);
        Recover(registry, first);
        return registry;
    }

    /// <summary>An intent that has every replica recovered.</summary>
    public static AssignmentIntent Intent(ulong epoch, ImmutableArray<AssignedReplica> replicas, ImmutableArray<RecoveryTarget> targets) => new(new Epoch(epoch), 1, replicas, targets);

    public static ImmutableArray<AssignedReplica> Replicas(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new AssignedReplica(new ReplicaId($"replica-{i:D5}"), new Endpoint("data", "control", 1)))];

    public static ImmutableArray<RecoveryTarget> Targets(ImmutableArray<AssignedReplica> replicas) =>
        [.. replicas.Select(replica => new RecoveryTarget(replica.Replica, SessionKind.CatchUp, new RecoveryBudget(60_000, 1_000_000, 10_000)))];

    /// <summary>Applies an intent and recovers every replica that it names.</summary>
    public static void Recover(SenderRegistry registry, AssignmentIntent intent)
    {
        foreach (var (replica, session) in registry.Apply(intent).Created)
        {
            Decide(registry, replica, session);
            Complete(registry, replica, session);
        }
    }

    private static void Decide(SenderRegistry registry, ReplicaId replica, SessionId session)
    {
        var sender = registry.Find(replica)!;
        using var step = registry.Enter();
        if (!Protocol.TryConnect(step, sender, session, out At<CatchUpSession.Connecting> connecting, out var error)
            || !Protocol.TryDecide(step, sender, session, connecting, _facts, _reading, out _, out _, out error))
            throw new InvalidOperationException(error.ToString());
    }

    private static void Complete(SenderRegistry registry, ReplicaId replica, SessionId session)
    {
        var sender = registry.Find(replica)!;
        var (target, now) = (new Lsn(100), new Tick(5));
        using var step = registry.Enter();
        if (!Protocol.TryBeginCatchUp(step, sender, session, target, now, out var at, out var error)
            || !Protocol.TryCheckBudget(step, sender, session, ref at, now, out error)
            || !sender.TryRecordProgress(step, ref at, target, now, out error)
            || !Protocol.TryCheckBudget(step, sender, session, ref at, now, out error)
            || !Protocol.TryComplete(step, sender, session, at, out error))
            throw new InvalidOperationException(error.ToString());
    }

    private static RetainedHistory History() =>
        RetainedHistory.TryCreate(new Lsn(120), Lsn.Zero, new Lsn(100), Lsn.Zero, false, out var history, out var error) ? history! : throw new InvalidOperationException(error.ToString());
}
