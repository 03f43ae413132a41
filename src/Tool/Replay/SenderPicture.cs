using System.Text.Json.Nodes;
using Replication.Recovery;

namespace Replication.Tool.Replay;

/// <summary>Senders, sessions and proofs in the trace's form.</summary>
internal static class SenderPicture
{
    public static JsonNode Of(SenderView sender, SessionOrdinals ordinals) => new JsonObject
    {
        ["state"] = sender.State.Text(),
        ["epoch"] = sender.Epoch.Value,
        ["endpoint"] = new JsonArray(sender.Endpoint.Data, sender.Endpoint.Control, sender.Endpoint.Version),
        ["session"] = sender.Session is { } session ? Of(sender.Replica, session, ordinals) : null,
    };

    public static JsonObject Proof(RecoveryProof proof) => new() { ["recoverable"] = proof.Recoverable, ["reason"] = proof.Reason };

    private static JsonObject Of(ReplicaId replica, SessionView session, SessionOrdinals ordinals)
    {
        var picture = new JsonObject
        {
            ["session"] = ordinals.Of(replica, session.Session),
            ["epoch"] = session.Epoch.Value,
            ["kind"] = session.Kind.Text(),
            ["phase"] = session.Phase,
            ["start"] = session.Start.Value,
            ["target"] = session.Target.Value,
            ["frozen"] = session.Frozen.Value,
            ["recovered"] = session.Recovered.Value,
        };
        if (session.TruncateTo is { } truncateTo)
        {
            picture["truncate_to"] = truncateTo.Value;
            picture["truncated"] = session.Truncated;
        }

        if (session.RebuildPhase is { } phase)
        {
            picture["rebuild_source"] = session.RebuildSource?.Text() ?? "";
            picture["rebuild_phase"] = phase;
        }

        return picture;
    }
}
