using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Replication.Tool.Wire;

namespace Replication.Tool.Demo;

/// <summary>The report as JSON, one object a line, each with a <c>report</c> that says what it is.</summary>
internal sealed class JsonReport(TextWriter output) : IDemoReport
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _lock = new();

    public void Stage(string text) => Write("stage", new() { ["text"] = text });

    public void Pasts(IReadOnlyList<Past> pasts, ObserveReply primary)
    {
        Write("primary", new() { ["head"] = primary.Head, ["committed"] = primary.Committed, ["tail"] = primary.Tail, ["checkpoint"] = primary.Checkpoint });
        foreach (var past in pasts) Write("past", new() { ["replica"] = past.Replica, ["lsn"] = past.Lsn, ["past"] = past.Story });
    }

    public void Decision(string replica, string outcome, string proof) =>
        Write("decision", new() { ["replica"] = replica, ["outcome"] = outcome, ["proof"] = proof });

    public void Retry(string replica, string code, string text) => Write("retry", new() { ["replica"] = replica, ["code"] = code, ["text"] = text });

    public void Killed(string replica) => Write("killed", new() { ["replica"] = replica });

    public async Task WatchAsync(Func<Task<ObserveReply>> observe, Task work)
    {
        while (!work.IsCompleted)
        {
            foreach (var activity in (await observe()).Activities.Where(a => a.Total > 0))
            {
                Write("progress", new()
                {
                    ["replica"] = activity.Replica,
                    ["doing"] = activity.Doing,
                    ["unit"] = activity.Unit,
                    ["done"] = activity.Done,
                    ["total"] = activity.Total,
                    ["per_second"] = Math.Round(activity.PerSecond),
                    ["remaining_seconds"] = activity.HasRemainingSeconds ? Math.Round(activity.RemainingSeconds, 1) : null,
                });
            }

            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(250)));
        }
    }

    public void Log(IReadOnlyList<Event> events)
    {
        foreach (var entry in events)
        {
            Write("event", new()
            {
                ["sequence"] = entry.Sequence,
                ["time"] = DateTimeOffset.FromUnixTimeMilliseconds(entry.UnixMilliseconds),
                ["replica"] = entry.Replica,
                ["session"] = entry.Session,
                ["event"] = entry.Kind,
                ["detail"] = entry.Detail,
            });
        }
    }

    public void Check(IReadOnlyList<StoreContent> contents)
    {
        foreach (var content in contents)
        {
            Write("content", new()
            {
                ["store"] = content.Store,
                ["lsn"] = content.Lsn,
                ["records"] = content.Records,
                ["sha256"] = content.Sha256,
                ["same"] = content.Same,
            });
        }
    }

    public void End(DemoResult result) => Write("end", new()
    {
        ["succeeded"] = result.Succeeded,
        ["replicas"] = result.Replicas,
        ["in_sync"] = result.InSync,
        ["same_content"] = result.SameContent,
        ["written_meanwhile"] = result.WrittenMeanwhile,
        ["recovering_seconds"] = Math.Round(result.Recovering.TotalSeconds, 3),
    });

    private void Write(string report, JsonObject content)
    {
        var line = new JsonObject { ["report"] = report };
        foreach (var (name, value) in content) line[name] = value?.DeepClone();
        lock (_lock) output.WriteLine(line.ToJsonString(Readable));
    }
}
