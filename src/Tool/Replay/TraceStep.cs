using System.Text.Json;
using System.Text.Json.Nodes;
using Replication.Recovery;

namespace Replication.Tool.Replay;

/// <summary>One step of a trace: an operation, its arguments, and what must be seen after it.</summary>
internal sealed class TraceStep(JsonObject json)
{
    public string Op { get; } = Text(json, "op");

    public JsonNode Result => Required("result");

    public JsonObject Events => json["events"] as JsonObject ?? [];

    public JsonObject Senders => json["senders"] as JsonObject ?? [];

    public ReplicaId Replica => new(Text("replica"));

    public Lsn Lsn(string name) => new(Number(name));

    public Tick Tick(string name) => new(Number(name));

    public Epoch Epoch => new(Number("epoch"));

    public JsonArray Array(string name) => Required(name) as JsonArray ?? throw Wrong(name, "an array");

    public JsonObject Object(string name) => Required(name) as JsonObject ?? throw Wrong(name, "an object");

    public string Text(string name) => Text(json, name);

    public ulong Number(string name) => Number(json, name);

    public bool Flag(string name) => Flag(json, name);

    public SessionKind Kind(string name) => KindOf(Text(name));

    /// <summary>The history of the step; a contradictory one is a result of the operation, not of the trace's form.</summary>
    public bool TryHistory(out RetainedHistory? history, out RecoveryError error)
    {
        var given = Object("history");
        return RetainedHistory.TryCreate(
            new Lsn(Number(given, "head")),
            new Lsn(Number(given, "tail")),
            new Lsn(Number(given, "committed")),
            new Lsn(Number(given, "checkpoint")),
            Flag(given, "checkpoint_trusted"),
            out history,
            out error);
    }

    public RecoveryBudget Budget => json["budget"] is JsonObject budget
        ? new(Number(budget, "max_duration_ticks"), Number(budget, "max_entries"), Number(budget, "progress_deadline_ticks"))
        : RecoveryBudget.Unlimited;

    /// <summary>An unknown kind becomes a value outside of the closed set, for the engine to refuse.</summary>
    public static SessionKind KindOf(string text) =>
        Enum.GetValues<SessionKind>().FirstOrDefault(k => k.Text() == text);

    public static string Text(JsonObject from, string name) =>
        from[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Wrong(name, "a string");

    public static ulong Number(JsonObject from, string name) =>
        from[name] is JsonValue value && value.TryGetValue<ulong>(out var number) ? number : throw Wrong(name, "a whole number from 0 to 2^64-1");

    private static bool Flag(JsonObject from, string name) =>
        from[name]?.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong(name, "true or false"),
        };

    private JsonNode Required(string name) => json[name] ?? throw new TraceFormatException($"a step \"{Op}\" has no \"{name}\"");

    private static TraceFormatException Wrong(string name, string expected) => new($"\"{name}\" is not {expected}");
}

/// <summary>A trace is not of the form that can be replayed.</summary>
internal sealed class TraceFormatException(string message) : Exception(message);
