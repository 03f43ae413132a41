using System.Globalization;
using Replication.Tool.Wire;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Replication.Tool.Demo;

/// <summary>The report for people: a live table where the terminal can redraw, plain lines where it cannot.</summary>
internal sealed class ConsoleReport : IDemoReport
{
    private const int WidthOfFiles = 140;

    private static readonly string[] Numbers = ["Last LSN", "Records"];

    private readonly IAnsiConsole _console = AnsiConsole.Console;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, ReplicaRow> _rows = new(StringComparer.Ordinal);
    private bool _live;

    public ConsoleReport()
    {
        // A file or a pipe has no width of its own; proofs should stay on one line there.
        if (Console.IsOutputRedirected) _console.Profile.Width = WidthOfFiles;
    }

    public void Stage(string text)
    {
        _console.WriteLine();
        _console.Write(new Rule($"[bold]{Markup.Escape(text)}[/]").LeftJustified().RuleStyle("grey"));
    }

    public void Pasts(IReadOnlyList<Past> pasts, ObserveReply primary)
    {
        _console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"Primary: committed to LSN [bold]{primary.Committed:N0}[/], log retained above {primary.Tail:N0}, checkpoint at {primary.Checkpoint:N0}");
        var table = Plain("Replica", "Last LSN", "Past");
        foreach (var past in pasts)
        {
            lock (_lock) _rows[past.Replica] = new ReplicaRow();
            table.AddRow(new Text(past.Replica), Number(past.Lsn), new Text(past.Story));
        }

        _console.Write(table);
    }

    public void Decision(string replica, string outcome, string proof)
    {
        lock (_lock)
        {
            _rows[replica] = _rows[replica] with { Decision = outcome, Proof = proof };
            if (!_live) _console.WriteLine($"{replica}: {outcome}: {proof}");
        }
    }

    public void Retry(string replica, string code, string text)
    {
        lock (_lock)
        {
            _rows[replica] = _rows[replica] with { Retries = _rows[replica].Retries + 1 };
            if (!_live) _console.WriteLine($"{replica}: {code}; asking for fresh facts under a new session");
        }
    }

    public void Killed(string replica)
    {
        lock (_lock)
        {
            _rows[replica] = _rows[replica] with { Killed = true };
            if (!_live) _console.WriteLine($"{replica}: its process is killed now");
        }
    }

    public async Task WatchAsync(Func<Task<ObserveReply>> observe, Task work)
    {
        if (!_console.Profile.Capabilities.Interactive || !_console.Profile.Capabilities.Ansi)
        {
            await WatchPlainAsync(observe, work);
            return;
        }

        _live = true;
        await _console.Live(new Text("")).Overflow(VerticalOverflow.Ellipsis).StartAsync(async live =>
        {
            do
            {
                await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(100)));
                if (work.IsFaulted || work.IsCanceled) break;
                live.UpdateTarget(Progress(await observe()));
            }
            while (!work.IsCompleted);

            // What stays on the screen is how it ended, not how it stood a moment before.
            if (work.IsCompletedSuccessfully) live.UpdateTarget(Progress(await observe()));
        });
        _live = false;
    }

    public void Log(IReadOnlyList<Event> events)
    {
        Stage("What happened, and why");
        var began = events.Count == 0 ? 0 : events[0].UnixMilliseconds;
        foreach (var replica in events.GroupBy(e => e.Replica).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var table = new Table().NoBorder().HideHeaders().AddColumns("", "", "", "");
            foreach (var entry in replica)
            {
                table.AddRow(
                    new Markup($"  [grey]+{(entry.UnixMilliseconds - began) / 1000.0:F3} s[/]"),
                    new Markup(entry.Session == 0 ? "" : $"[grey]session {entry.Session}[/]"),
                    new Markup($"[{Colour(entry.Kind)}]{entry.Kind}[/]"),
                    new Text(entry.Detail));
            }

            _console.MarkupLineInterpolated($"[bold]{replica.Key}[/]");
            _console.Write(table);
        }
    }

    public void Check(IReadOnlyList<StoreContent> contents)
    {
        var table = Plain("Store", "Last LSN", "Records", "SHA-256 of all keys and values", "");
        foreach (var content in contents)
        {
            var verdict = content.Store == "primary" ? "" : content.Same ? "[green]identical[/]" : "[red bold]DIFFERS[/]";
            table.AddRow(new Text(content.Store), Number(content.Lsn), Number(content.Records), new Text(content.Sha256[..32] + "…"), new Markup(verdict));
        }

        _console.Write(table);
    }

    public void End(DemoResult result)
    {
        _console.WriteLine();
        _console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{result.InSync} of {result.Replicas} replicas in sync after {result.Recovering.TotalSeconds:F1} s, {result.SameContent} of {result.Replicas} identical to the primary; {result.WrittenMeanwhile:N0} records were written meanwhile.");
        _console.MarkupLine(result.Succeeded ? "[green bold]All replicas are back.[/]" : "[red bold]Not all replicas are what they should be.[/]");
    }

    private static Table Plain(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple).BorderColor(Color.Grey);
        foreach (var name in columns)
        {
            var column = new TableColumn(new Text(name, new Style(decoration: Decoration.Bold))).NoWrap();
            table.AddColumn(Numbers.Contains(name) ? column.RightAligned() : column);
        }

        return table;
    }

    private static Text Number(ulong number) => new(number.ToString("N0", CultureInfo.InvariantCulture));

    private static string Colour(string kind) =>
        kind.EndsWith("_failed", StringComparison.Ordinal) || kind is "session_invalidated" or "budget_escalated" or "completion_rejected" ? "red"
        : kind is "escalated" or "demoted" ? "yellow"
        : kind is "completed" or "rebuild_completed" ? "green"
        : "default";

    // Two lines a replica, always: what redraws in place must not change its height.
    private Rows Progress(ObserveReply observed)
    {
        var lines = new List<IRenderable>();
        lock (_lock)
        {
            foreach (var (replica, row) in _rows)
            {
                var state = observed.Standings.FirstOrDefault(s => s.Replica == replica)?.State ?? "";
                lines.Add(new Markup(Work(replica, state, observed.Activities.FirstOrDefault(a => a.Replica == replica))));
                var decision = row.Decision + (row.Retries > 0 ? $" (attempt {row.Retries + 1}{(row.Killed ? ", its process was killed" : "")})" : "") + (row.Proof.Length > 0 ? ": " + row.Proof : "");
                lines.Add(new Markup($"[grey]     {Markup.Escape(Cut(decision, _console.Profile.Width - 6))}[/]"));
            }
        }

        return new Rows(lines);
    }

    private static string Work(string replica, string state, Activity? activity)
    {
        const int Width = 10;
        var name = $"[bold]{replica,-4}[/] ";
        if (activity is null) return name + (state == "in_sync" ? "[green]in_sync[/], shipping live" : state);
        var doing = $"{activity.Doing,-31}";
        if (activity.Total == 0) return name + doing;
        var share = Math.Min(1.0, (double)activity.Done / activity.Total);
        var full = (int)(share * Width);
        var left = activity.HasRemainingSeconds ? string.Create(CultureInfo.InvariantCulture, $"{activity.RemainingSeconds,4:F1} s left") : "";
        return $"{name}{doing} [blue]{new string('█', full)}[/][grey]{new string('░', Width - full)}[/] {share * 100,3:F0} % {Rate(activity),13} {left}";
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..Math.Max(0, width - 1)] + "…";

    private static string Rate(Activity activity) => activity.Unit == "bytes"
        ? string.Create(CultureInfo.InvariantCulture, $"{activity.PerSecond / 1e6:F0} MB/s")
        : string.Create(CultureInfo.InvariantCulture, $"{activity.PerSecond:N0} LSN/s");

    // Every tenth of the way is a line of its own; what is not news is not said.
    private async Task WatchPlainAsync(Func<Task<ObserveReply>> observe, Task work)
    {
        var said = new Dictionary<string, string>();
        do
        {
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(100)));
            if (work.IsFaulted || work.IsCanceled) return;
            var observed = await observe();
            foreach (var activity in observed.Activities.Where(a => a.Total > 0))
            {
                var tenths = activity.Done * 10 / activity.Total;
                if (!Say(said, activity.Replica, $"{activity.Doing} {tenths}")) continue;
                var left = activity.HasRemainingSeconds ? string.Create(CultureInfo.InvariantCulture, $", {activity.RemainingSeconds:F1} s left") : "";
                lock (_lock) _console.WriteLine($"{activity.Replica}: {activity.Doing}: {tenths * 10} %, {Rate(activity)}{left}");
            }

            foreach (var standing in observed.Standings.Where(s => s.State == "in_sync" && Say(said, s.Replica, "in_sync")))
            {
                lock (_lock) _console.WriteLine($"{standing.Replica}: in_sync");
            }
        }
        while (!work.IsCompleted);
    }

    private static bool Say(Dictionary<string, string> said, string replica, string news)
    {
        var isNews = said.GetValueOrDefault(replica) != news;
        said[replica] = news;
        return isNews;
    }

    private sealed record ReplicaRow(string Decision = "", string Proof = "", int Retries = 0, bool Killed = false);
}
