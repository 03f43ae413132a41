using System.Globalization;
using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests.Concurrency;

/// <summary>Carries out operations, and says as text everything that they answer: codes, lists, session IDs, and the words.</summary>
internal static class Calls
{
    public static ReplicaId[] Replicas { get; } = [new("r1"), new("r2"), new("r3")];

    private static readonly int[] Named = [7, 7, 7, 3, 5, 6, 2];

    /// <summary>An operation of the registry.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="op">The operation.</param>
    /// <param name="made">The sessions that it answered.</param>
    public static string OfRegistry(SenderRegistry registry, Op op, List<(ReplicaId Replica, SessionId Session)> made)
    {
        var replica = Replicas[op.Replica];
        switch (op.Kind)
        {
            case OpKind.Apply:
                var answer = registry.Apply(Intent(op));
                foreach (var assigned in answer.Created.Concat(answer.Superseded)) made.Add((assigned.Replica, assigned.Session));
                return Text(answer);
            case OpKind.InvalidateEpoch:
                var error = registry.InvalidateEpoch(new Epoch((ulong)op.A / 3 + 1), out var ended);
                return $"{error}, {ended} ended";
            case OpKind.UpdateSenderEpoch:
                return registry.UpdateSenderEpoch(replica, new Epoch((ulong)op.A / 2 + 1)).ToString();
            case OpKind.AttachByReplica:
                return Text(replica, registry.Attach(replica, new Epoch((ulong)op.A / 3 + 1), Kind(op), Budget(op)), made);
            default:
                return Text(registry.Status());
        }
    }

    /// <summary>An operation of a sender.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="op">The operation.</param>
    /// <param name="session">The session presented.</param>
    /// <param name="made">The session that it answered.</param>
    public static string OfSender(Sender sender, Op op, SessionId session, List<(ReplicaId Replica, SessionId Session)> made) => op.Kind switch
    {
        OpKind.Attach => Text(sender.Replica, sender.Attach(new Epoch((ulong)op.A / 3 + 1), Kind(op), Budget(op)), made),
        OpKind.Supersede => Text(sender.Replica, sender.Supersede(Kind(op), new EndReason(EndCause.Other, Words: $"words {op.B}"), Budget(op)), made),
        OpKind.UpdateEpoch => sender.UpdateEpoch(new Epoch((ulong)op.A / 2 + 1)).ToString(),
        OpKind.UpdateEndpoint => sender.UpdateEndpoint(At((ulong)op.A / 3 + 1, $"host{op.B % 2}")).ToString(),
        OpKind.InvalidateState => sender.Invalidate(new Epoch((ulong)op.A / 3 + 1), (ReplicaState)op.B).ToString(),
        OpKind.Expire => sender.Expire(new Tick((ulong)op.A * 10), (ulong)op.B).ToString() ?? "nothing expired",
        OpKind.View => Text(sender.View()),
        OpKind.Stop => sender.Stop().ToString(),
        _ => OfSession(sender, op, session),
    };

    public static string Text(RegistryStatus status) => $"high-water {status.HighWater}: {string.Join(" | ", status.Senders.Select(Text))}";

    private static string OfSession(Sender sender, Op op, SessionId session)
    {
        var (a, b) = (new Lsn((ulong)op.A), new Lsn((ulong)op.B));
        var tick = new Tick((ulong)op.B * 5);
        var violation = BudgetViolation.None;
        var error = op.Kind switch
        {
            OpKind.Invalidate => sender.Invalidate(session, new EndReason(EndCause.Other, Words: $"words {op.B}"), (ReplicaState)op.A),
            OpKind.BeginConnect => sender.BeginConnect(session),
            OpKind.RecordHandshake => sender.RecordHandshake(session, a, b),
            OpKind.Classify => sender.RecordHandshake(session, a, b, new Lsn(1)).Error,
            OpKind.BeginCatchUp => sender.BeginCatchUp(session, tick),
            OpKind.RecordProgress => sender.RecordProgress(session, a, tick),
            OpKind.RecordTruncation => sender.RecordTruncation(session, a),
            OpKind.Complete => sender.Complete(session),
            OpKind.CheckBudget => sender.CheckBudget(session, tick, out violation),
            OpKind.SelectSource => sender.SelectSource(session, RebuildSource.From(a, op.B > 1, b)),
            OpKind.BeginTransfer => sender.BeginTransfer(session),
            OpKind.RecordBase => sender.RecordBase(session, a),
            OpKind.BeginTail => sender.BeginTail(session),
            OpKind.RecordTail => sender.RecordTail(session, a),
            _ => sender.CompleteRebuild(session),
        };
        return $"{error} {violation}";
    }

    private static AssignmentIntent Intent(Op op)
    {
        var named = Replicas.Where((_, i) => (Named[op.B] >> i & 1) != 0).ToArray();
        var targets = Replicas.Where((replica, i) => (op.Pick >> i & 1) != 0 || replica == Replicas[op.Replica]);
        return new(
            new Epoch((ulong)op.A / 5 + 1),
            (ulong)op.Pick / 3 + 2,
            [.. named.Select(replica => new AssignedReplica(replica, At((ulong)op.A % 2 + 1)))],
            [.. targets.Select(replica => new RecoveryTarget(replica, Kind(op), Budget(op)))]);
    }

    private static SessionKind Kind(Op op) => (SessionKind)(op.A % 4 + 1);

    private static RecoveryBudget Budget(Op op) => op.B == 6 ? new RecoveryBudget(20, 4, 10) : default;

    private static string Text(ReplicaId replica, Result<SessionId> result, List<(ReplicaId Replica, SessionId Session)> made)
    {
        if (!result.TryGet(out var session, out var error)) return error.ToString();
        made.Add((replica, session));
        return session.ToString();
    }

    private static string Text(AssignmentAnswer answer) => string.Create(
        CultureInfo.InvariantCulture,
        $"{answer.Error}, again {answer.Redelivered}, added [{List(answer.Added)}] removed [{List(answer.Removed)}] created [{List(answer.Created)}] superseded [{List(answer.Superseded)}] failed [{List(answer.Failed)}] ignored [{List(answer.IgnoredEndpoints)}]");

    private static string List<T>(IEnumerable<T> items) => string.Join(", ", items);

    private static string Text(SenderView view) => view.ToString();
}
