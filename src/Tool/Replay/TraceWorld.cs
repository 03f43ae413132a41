using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Replication.Recovery;

namespace Replication.Tool.Replay;

/// <summary>The engine as one trace sees it: executes steps through the public API and describes what can be seen after each.</summary>
internal sealed class TraceWorld : IAsyncDisposable
{
    private static readonly VolumeId Volume = new("trace");

    private readonly ReplayPort _port = new();
    private readonly SessionOrdinals _ordinals = new();
    private readonly Dictionary<ReplicaId, RetainedHistory> _histories = [];
    private readonly SenderRegistry _registry;
    private readonly Orchestrator _orchestrator;
    private ulong _revision;
    private ulong _seen;

    public TraceWorld()
    {
        _registry = new SenderRegistry(Volume, new SessionIdSource(null), new RecoveryLog(TimeProvider.System));
        _orchestrator = new Orchestrator(_registry, _port, TimeProvider.System, new ExecutionOptions { StepEntries = ulong.MaxValue });
    }

    public int OpenPins => _port.OpenPins;

    public ValueTask DisposeAsync() => _orchestrator.DisposeAsync();

    /// <summary>Executes a step.</summary>
    /// <returns>The result, in the trace's form.</returns>
    public async Task<JsonNode> ExecuteAsync(TraceStep step) => step.Op switch
    {
        "assign" => Assign(step),
        "recover" => await RecoverAsync(step),
        "complete_catchup" => await CompleteCatchUpAsync(step),
        "complete_rebuild" => await CompleteRebuildAsync(step),
        "update_sender_epoch" => Nothing(() => _orchestrator.UpdateSenderEpoch(step.Replica, step.Epoch)),
        "invalidate_epoch" => InvalidateEpoch(step),
        _ when _registry.Find(step.Replica) is { } sender => SenderOperations.Execute(step, sender, _ordinals),
        _ => new JsonObject { ["error"] = RecoveryCode.SenderNotFound.Text() },
    };

    /// <summary>The events since the last call, by replica, in the trace's form.</summary>
    public JsonObject Events()
    {
        var events = new JsonObject();
        foreach (var entry in _orchestrator.Log.Read(_seen))
        {
            _seen = entry.Sequence;
            if (events[entry.Replica.Value] is not JsonArray list) events[entry.Replica.Value] = list = [];
            list.Add((JsonNode)new JsonArray(_ordinals.Of(entry.Replica, entry.Session), entry.Kind.Text(), entry.Detail.ToString()));
        }

        return events;
    }

    /// <summary>All senders, by replica, in the trace's form.</summary>
    public Dictionary<string, JsonNode> Senders() =>
        _registry.Status().Senders.ToDictionary(s => s.Replica.Value, s => SenderPicture.Of(s, _ordinals), StringComparer.Ordinal);

    private static JsonObject Nothing(Func<RecoveryError> act)
    {
        _ = act();
        return [];
    }

    private JsonObject InvalidateEpoch(TraceStep step)
    {
        _ = _orchestrator.InvalidateEpoch(step.Epoch, out var ended);
        return new JsonObject { ["count"] = ended };
    }

    private static JsonArray Names(IEnumerable<ReplicaId> replicas) => new([.. replicas.Select(r => (JsonNode)r.Value)]);

    private SessionId Current(ReplicaId replica) => _registry.Find(replica)?.View().Session?.Session ?? SessionId.None;

    private JsonObject Assign(TraceStep step)
    {
        var replicas = step.Array("replicas").Select(r => r as JsonObject ?? throw new TraceFormatException("a replica is not an object"));
        var intent = new AssignmentIntent(
            step.Epoch,
            ++_revision,
            [.. replicas.Select(r => new AssignedReplica(
                new ReplicaId(TraceStep.Text(r, "id")),
                new Endpoint(TraceStep.Text(r, "data"), TraceStep.Text(r, "ctrl"), TraceStep.Number(r, "version"))))],
            [.. step.Object("targets").Select(t => new RecoveryTarget(new ReplicaId(t.Key), TraceStep.KindOf(TraceStep.Text(step.Object("targets"), t.Key))))]);
        var answer = _orchestrator.ProcessAssignment(intent);
        foreach (var (replica, session) in answer.Created.Concat(answer.Superseded)) _ordinals.Of(replica, session);
        return new JsonObject
        {
            ["added"] = Names(answer.Added),
            ["removed"] = Names(answer.Removed),
            ["created"] = Names(answer.Created.Select(c => c.Replica)),
            ["superseded"] = Names(answer.Superseded.Select(s => s.Replica)),
            ["failed"] = Names(answer.Failed.Select(f => f.Replica)),
        };
    }

    private async Task<JsonNode> RecoverAsync(TraceStep step)
    {
        var flushed = step.Lsn("flushed");
        if (!step.TryHistory(out var history, out var error)) return Recovered(new RecoverAnswer(null, null, null, error, null));
        _port.History = history;
        _port.Flushed = flushed;
        var answer = await _orchestrator.RecoverAsync(
            step.Replica, Current(step.Replica), ReplayPort.Facts(Volume, flushed), new HistoryReading(history!, null));

        // A refused recover decided nothing: what its session goes on with is the history of the one that did.
        if (answer.Plan is not null) _histories[step.Replica] = history!;
        return Recovered(answer);
    }

    private async Task<JsonNode> CompleteCatchUpAsync(TraceStep step)
    {
        _port.History = _histories.GetValueOrDefault(step.Replica);
        var truncate = step.Number("truncate");
        var error = await _orchestrator.CompleteCatchUpAsync(
            step.Replica,
            Current(step.Replica),
            step.Lsn("target"),
            new CatchUpTicks(step.Tick("start_tick"), step.Tick("complete_tick")),
            truncate == 0 ? null : new Lsn(truncate));
        return new JsonObject { ["error"] = error.Code.Text() };
    }

    private async Task<JsonNode> CompleteRebuildAsync(TraceStep step)
    {
        if (!step.TryHistory(out var history, out var error)) return new JsonObject { ["error"] = error.Code.Text() };
        _port.History = history;
        _port.Flushed = Lsn.Zero;
        error = await _orchestrator.CompleteRebuildAsync(step.Replica, Current(step.Replica), history);
        return new JsonObject { ["error"] = error.Code.Text() };
    }

    private static JsonObject Recovered(RecoverAnswer answer) => new()
    {
        ["outcome"] = answer.Outcome?.Text() ?? "",
        ["state"] = answer.State?.Text() ?? "",
        ["error"] = answer.Error.Code.Text(),
        ["proof"] = answer.Proof is { } proof ? SenderPicture.Proof(proof) : null,
    };
}
