using System.Collections.Concurrent;

namespace Replication.Recovery;

/// <summary>What every recovery does or waits for: always answerable, for people only, never part of a decision. Thread-safe.</summary>
public sealed class ActivityBoard
{
    private readonly ConcurrentDictionary<ReplicaId, Entry> _entries = new();
    private readonly TimeProvider _time;

    internal ActivityBoard(TimeProvider time) => _time = time;

    /// <summary>The activities under way, in ordinal order of replica ID.</summary>
    public IReadOnlyList<RecoveryActivity> Read() => [.. _entries.Values.OrderBy(e => e.Replica).Select(View)];

    internal void Begin(Authority authority, string doing, ActivityUnit unit = ActivityUnit.None, ulong total = 0) =>
        _entries[authority.Replica] = new Entry(authority.Replica, authority.Session, doing, unit, 0, total, _time.GetTimestamp());

    internal void Report(Authority authority, ulong done, ulong total)
    {
        if (_entries.TryGetValue(authority.Replica, out var entry) && entry.Session == authority.Session)
            _entries.TryUpdate(authority.Replica, entry with { Done = done, Total = total }, entry);
    }

    internal void End(Authority authority)
    {
        if (_entries.TryGetValue(authority.Replica, out var entry) && entry.Session == authority.Session)
            _entries.TryRemove(new KeyValuePair<ReplicaId, Entry>(authority.Replica, entry));
    }

    private RecoveryActivity View(Entry entry)
    {
        var seconds = _time.GetElapsedTime(entry.Began).TotalSeconds;
        var rate = seconds > 0 ? entry.Done / seconds : 0;
        var remaining = rate > 0 && entry.Total >= entry.Done ? Span((entry.Total - entry.Done) / rate) : null;
        return new RecoveryActivity(entry.Replica, entry.Session, entry.Doing, entry.Unit, entry.Done, entry.Total, rate, remaining);
    }

    // At the rate of one that hardly moves the rest may take longer than a span can say.
    private static TimeSpan? Span(double seconds) => seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;

    private sealed record Entry(ReplicaId Replica, SessionId Session, string Doing, ActivityUnit Unit, ulong Done, ulong Total, long Began);
}
