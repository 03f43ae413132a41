using Grpc.Core;
using Replication.Recovery;
using Replication.Storage.RocksDb;
using Replication.Tool.Wire;

namespace Replication.Tool.Serve;

/// <summary>The orchestrator's operations for a control plane in another process.</summary>
internal sealed class ControlService(RocksDbPrimary store, Orchestrator orchestrator) : Control.ControlBase
{
    public override Task<WriteReply> Write(WriteRequest request, ServerCallContext context)
    {
        using var batch = new StoreBatch();
        foreach (var record in request.Records) batch.Put(record.Key.Span, record.Value.Span);
        return Task.FromResult(store.Write(batch).TryGet(out var lsn, out var error)
            ? new WriteReply { Lsn = lsn.Value }
            : new WriteReply { Error = WireAnswers.Of(error) });
    }

    public override Task<AssignReply> Assign(AssignRequest request, ServerCallContext context)
    {
        var answer = orchestrator.ProcessAssignment(new AssignmentIntent(
            new Epoch(request.Epoch),
            request.Revision,
            [.. request.Replicas.Select(r => new Recovery.AssignedReplica(new ReplicaId(r.Replica), new Endpoint(r.Data, r.Control, r.Version)))],
            [.. request.Targets.Select(t => new RecoveryTarget(new ReplicaId(t.Replica), t.Kind <= byte.MaxValue ? (SessionKind)t.Kind : default))]));
        return Task.FromResult(new AssignReply
        {
            Error = WireAnswers.Of(answer.Error),
            Created = { answer.Created.Select(Of) },
            Superseded = { answer.Superseded.Select(Of) },
            Failed = { answer.Failed.Select(f => new Failure { Replica = f.Replica.Value, Error = WireAnswers.Of(f.Error) }) },
        });
    }

    public override async Task<RecoverReply> Recover(SessionRequest request, ServerCallContext context)
    {
        var answer = await orchestrator.RecoverAsync(new ReplicaId(request.Replica), new SessionId(request.Session), context.CancellationToken);
        var reply = new RecoverReply
        {
            Error = WireAnswers.Of(answer.Error),
            Outcome = answer.Outcome?.Text() ?? "",
            Proof = answer.Proof?.Reason ?? "",
            Start = answer.Plan?.Start.Value ?? 0,
            Target = answer.Plan?.Target.Value ?? 0,
        };
        if (answer.Plan?.TruncateTo is { } truncateTo) reply.TruncateTo = truncateTo.Value;
        return reply;
    }

    public override async Task<OperationReply> CompleteCatchUp(CompleteCatchUpRequest request, ServerCallContext context) => new()
    {
        Error = WireAnswers.Of(await orchestrator.CompleteCatchUpAsync(
            new ReplicaId(request.Replica),
            new SessionId(request.Session),
            new Lsn(request.Target),
            CatchUpTicks.FromClock,
            request.HasTruncateTo ? new Lsn(request.TruncateTo) : null,
            context.CancellationToken)),
    };

    public override async Task<OperationReply> CompleteRebuild(SessionRequest request, ServerCallContext context) => new()
    {
        Error = WireAnswers.Of(store.ReadHistory().TryGet(out var reading, out var error)
            ? await orchestrator.CompleteRebuildAsync(
                new ReplicaId(request.Replica), new SessionId(request.Session), reading.History, context.CancellationToken)
            : error),
    };

    public override Task<ObserveReply> Observe(ObserveRequest request, ServerCallContext context)
    {
        var acknowledged = orchestrator.Acknowledged;
        var reply = new ObserveReply
        {
            Events = { orchestrator.Log.Read(request.After).Select(Of) },
            Activities = { orchestrator.Activities.Read().Select(Of) },
            Standings = { orchestrator.Registry.Status().Senders.Select(s => Of(s, acknowledged)) },
        };
        if (store.ReadHistory().TryGet(out var reading, out _))
        {
            reply.Head = reading.History.Head.Value;
            reply.Tail = reading.History.Tail.Value;
            reply.Committed = reading.History.Committed.Value;
            reply.Checkpoint = reading.History.Checkpoint.Value;
        }

        return Task.FromResult(reply);
    }

    public override Task<ChecksumReply> Checksum(ChecksumRequest request, ServerCallContext context) =>
        Task.Run(() => WireAnswers.Of(store.ContentChecksum(context.CancellationToken)));

    private static Session Of(AssignedSession session) => new() { Replica = session.Replica.Value, Session_ = session.Session.Value };

    private static Event Of(RecoveryEvent entry) => new()
    {
        Sequence = entry.Sequence,
        UnixMilliseconds = entry.Time.ToUnixTimeMilliseconds(),
        Replica = entry.Replica.Value,
        Session = entry.Session.Value,
        Kind = entry.Kind.Text(),
        Detail = entry.Detail.ToString(),
    };

    private static Activity Of(RecoveryActivity activity)
    {
        var wire = new Activity
        {
            Replica = activity.Replica.Value,
            Doing = activity.Doing,
            Unit = activity.Unit switch { ActivityUnit.Entries => "entries", ActivityUnit.Bytes => "bytes", _ => "" },
            Done = activity.Done,
            Total = activity.Total,
            PerSecond = activity.PerSecond,
        };
        if (activity.Remaining is { } remaining) wire.RemainingSeconds = remaining.TotalSeconds;
        return wire;
    }

    private static Standing Of(SenderView sender, IReadOnlyDictionary<ReplicaId, Lsn> acknowledged)
    {
        var wire = new Standing { Replica = sender.Replica.Value, State = sender.State.Text() };
        if (acknowledged.TryGetValue(sender.Replica, out var lsn)) wire.Acknowledged = lsn.Value;
        return wire;
    }
}
