using System.Text.Json.Nodes;
using Replication.Recovery;

namespace Replication.Tool.Replay;

/// <summary>The operations of a trace that act on one sender.</summary>
internal static class SenderOperations
{
    public static JsonNode Execute(TraceStep step, Sender sender, SessionOrdinals ordinals)
    {
        SessionId Presented() => ordinals.Session(step.Replica, step.Number("session"));
        switch (step.Op)
        {
            case "attach":
                var attached = sender.Attach(step.Epoch, step.Kind("kind"), step.Budget);
                attached.TryGet(out var session, out var error);
                return new JsonObject { ["session"] = ordinals.Of(step.Replica, session), ["error"] = error.Code.Text() };
            case "supersede":
                sender.Supersede(step.Kind("kind"), new EndReason(EndCause.Other, Words: step.Text("reason")), step.Budget).TryGet(out session, out _);
                return new JsonObject { ["session"] = ordinals.Of(step.Replica, session) };
            case "invalidate":
                Invalidate(step, sender, ordinals);
                return new JsonObject();
            case "sender_epoch":
                sender.UpdateEpoch(step.Epoch);
                return new JsonObject();
            case "sender_endpoint":
                sender.UpdateEndpoint(new Endpoint(step.Text("data"), step.Text("ctrl"), step.Number("version")));
                return new JsonObject();
            case "stop":
                sender.Stop();
                return new JsonObject();
            case "begin_connect":
                return Error(sender.BeginConnect(Presented()));
            case "handshake":
                return Error(sender.RecordHandshake(Presented(), step.Lsn("start"), step.Lsn("target")));
            case "handshake_outcome":
                var raw = sender.RecordHandshake(Presented(), step.Lsn("flushed"), step.Lsn("committed"), step.Lsn("retention_start"));
                return new JsonObject { ["outcome"] = raw.Decision.Outcome.Text(), ["error"] = raw.Error.Code.Text() };
            case "handshake_history":
                return HandshakeHistory(step, sender, Presented());
            case "begin_catchup":
                return Error(sender.BeginCatchUp(Presented(), step.Tick("tick")));
            case "progress":
                return Error(sender.RecordProgress(Presented(), step.Lsn("to"), step.Tick("tick")));
            case "truncate":
                return Error(sender.RecordTruncation(Presented(), step.Lsn("to")));
            case "complete":
                return new JsonObject { ["completed"] = sender.Complete(Presented()).IsNone };
            case "check_budget":
                error = sender.CheckBudget(Presented(), step.Tick("tick"), out var violation);
                return new JsonObject { ["violation"] = violation.Text(), ["error"] = error.Code.Text() };
            case "select_source":
                return Error(sender.SelectSource(
                    Presented(), RebuildSource.From(step.Lsn("snapshot"), step.Flag("snapshot_valid"), step.Lsn("committed"))));
            case "select_history":
                return Error(step.TryHistory(out var history, out error) ? sender.SelectSource(Presented(), RebuildSource.From(history!)) : error);
            case "begin_transfer":
                return Error(sender.BeginTransfer(Presented()));
            case "transfer_progress":
                return Error(sender.RecordBase(Presented(), step.Lsn("to")));
            case "begin_tail":
                return Error(sender.BeginTail(Presented()));
            case "tail_progress":
                return Error(sender.RecordTail(Presented(), step.Lsn("to")));
            case "complete_rebuild_session":
                return Error(sender.CompleteRebuild(Presented()));
            default:
                throw new TraceFormatException($"unknown operation \"{step.Op}\"");
        }
    }

    private static JsonObject Error(RecoveryError error) => new() { ["error"] = error.Code.Text() };

    private static JsonObject HandshakeHistory(TraceStep step, Sender sender, SessionId session)
    {
        if (!step.TryHistory(out var history, out var error)) return new JsonObject { ["outcome"] = "", ["error"] = error.Code.Text(), ["proof"] = null };
        var answer = sender.RecordHandshake(session, step.Lsn("flushed"), history!);
        return new JsonObject
        {
            ["outcome"] = answer.Decision.Outcome.Text(),
            ["error"] = answer.Error.Code.Text(),
            ["proof"] = SenderPicture.Proof(answer.Decision.Proof),
        };
    }

    private static void Invalidate(TraceStep step, Sender sender, SessionOrdinals ordinals)
    {
        var text = step.Text("state");
        var states = Enum.GetValues<ReplicaState>().Where(s => s.Text() == text).ToArray();
        if (states is not [var state]) throw new TraceFormatException($"\"state\" is \"{text}\", which is no state");
        var view = sender.View();

        // The step of a trace names no session: it means the one that was made last.
        _ = view.Session is null
            ? sender.Invalidate(view.Epoch, state)
            : sender.Invalidate(ordinals.Latest(step.Replica), new EndReason(EndCause.Other, Words: step.Text("reason")), state);
    }
}
