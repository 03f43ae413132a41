using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Replication.Tool.Replay;

/// <summary>One difference between a trace and the engine.</summary>
internal sealed record Divergence(string Trace, int Step, string Op, string Where, string Expected, string Seen)
{
    public override string ToString() => $"{Trace} step {Step} {Op}: {Where}: expected {Expected}, saw {Seen}";
}

/// <summary>Replays traces and compares everything that can be seen after each step.</summary>
internal static class TraceReplay
{
    private static readonly HashSet<string> LoggedOperations =
        ["assign", "recover", "complete_catchup", "complete_rebuild", "update_sender_epoch", "invalidate_epoch"];

    /// <summary>Reads the lines of a trace file, plain or gzip.</summary>
    public static async IAsyncEnumerable<string> ReadLinesAsync(string path)
    {
        await using var file = File.OpenRead(path);
        var magic = new byte[2];
        var compressed = await file.ReadAtLeastAsync(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1f, 0x8b];
        file.Position = 0;
        using var reader = new StreamReader(compressed ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (await reader.ReadLineAsync() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line)) yield return line;
        }
    }

    /// <summary>Replays one trace.</summary>
    /// <param name="line">The trace, one JSON object.</param>
    /// <exception cref="TraceFormatException">The line is not a trace.</exception>
    public static async Task<IReadOnlyList<Divergence>> ReplayAsync(string line)
    {
        JsonNode? trace;
        try
        {
            trace = JsonNode.Parse(line, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new TraceFormatException("a line is not JSON: " + e.Message);
        }

        if (trace is not JsonObject || trace["steps"] is not JsonArray steps) throw new TraceFormatException("a line is not an object with \"steps\"");
        return await ReplayAsync(trace["trace"]?.ToString() ?? "unnamed trace", steps);
    }

    private static async Task<IReadOnlyList<Divergence>> ReplayAsync(string name, JsonArray steps)
    {
        var divergences = new List<Divergence>();
        await using var world = new TraceWorld();
        var before = world.Senders();
        for (var i = 0; i < steps.Count; i++)
        {
            var step = new TraceStep(steps[i] as JsonObject ?? throw new TraceFormatException($"step {i + 1} is not an object"));
            void Compare(string where, JsonNode? expected, JsonNode? seen)
            {
                if (!JsonNode.DeepEquals(expected, seen)) divergences.Add(new Divergence(name, i + 1, step.Op, where, Show(expected), Show(seen)));
            }

            Compare("result", step.Result, await world.ExecuteAsync(step));
            var events = world.Events();
            if (LoggedOperations.Contains(step.Op))
            {
                foreach (var replica in Keys(step.Events, events)) Compare($"events of {replica}", Unmarked(step.Events[replica]), events[replica]);
            }

            var after = world.Senders();
            var changed = Changed(before, after);
            foreach (var replica in Keys(step.Senders, changed))
            {
                if (step.Senders.ContainsKey(replica) && changed.ContainsKey(replica)) Compare($"sender of {replica}", step.Senders[replica], changed[replica]);
                else Compare($"sender of {replica}", Presence(step.Senders, replica), Presence(changed, replica));
            }

            before = after;
        }

        if (world.OpenPins != 0) divergences.Add(new Divergence(name, steps.Count, "end", "pins", "0 open", $"{world.OpenPins} open"));
        return divergences;
    }

    private static IEnumerable<string> Keys(JsonObject left, JsonObject right) =>
        left.Select(p => p.Key).Union(right.Select(p => p.Key)).Order(StringComparer.Ordinal);

    private static JsonNode Presence(JsonObject senders, string replica) => senders.ContainsKey(replica) ? $"changed to {Show(senders[replica])}" : "unchanged";

    // A fourth element marks events that other implementations lack; they are logged like any other.
    private static JsonNode? Unmarked(JsonNode? events)
    {
        if (events is not JsonArray list) return events;
        var unmarked = new JsonArray();
        foreach (var entry in list)
        {
            if (entry is not JsonArray parts) throw new TraceFormatException("an event is not an array");
            unmarked.Add((JsonNode)new JsonArray([.. parts.Take(3).Select(part => part?.DeepClone())]));
        }

        return unmarked;
    }

    private static JsonObject Changed(Dictionary<string, JsonNode> before, Dictionary<string, JsonNode> after)
    {
        var changed = new JsonObject();
        foreach (var replica in before.Keys.Union(after.Keys))
        {
            var (was, now) = (before.GetValueOrDefault(replica), after.GetValueOrDefault(replica));
            if (!JsonNode.DeepEquals(was, now)) changed[replica] = now?.DeepClone();
        }

        return changed;
    }

    private static string Show(JsonNode? node) => node?.ToJsonString() ?? "null";
}
