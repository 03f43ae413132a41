using System.Collections.Immutable;

namespace Replication.Gallery;

/// <summary>
/// A follower's progress as the leader of a Raft group sees it: probe, replicate, snapshot. The states, and what messages do in them, are those of
/// <c>tracker/progress.go</c> and <c>raft.go</c> in etcd's Raft (go.etcd.io/raft).
/// </summary>
/// <remarks>
/// A progress never ends: it is dropped with the leader's term. Log indices begin at 1. In every state the next index to send is greater than the highest
/// index known to match, and what lies between the two is under way.
/// </remarks>
[StateMachine<FollowerError>(Fence.None, Context = typeof(FollowerLimits))]
[On<Probe, SendEntries, Probe>]               // one message a heartbeat, until the follower says where its log matches
[On<Probe, Acknowledge, Replicate>]           // it does: from now on messages are sent ahead of their answers
[On<Probe, Reject, Probe>]                    // not here: probe further back
[On<Probe, ReceiveHeartbeat, Probe>]
[On<Probe, SendSnapshot, Snapshot>]           // further back the log is gone
[On<Replicate, SendEntries, Replicate>]
[On<Replicate, Acknowledge, Replicate>]
[On<Replicate, Reject, Probe>]
[On<Replicate, ReceiveHeartbeat, Replicate>]
[On<Replicate, Lose, Probe>]                  // what was sent ahead may be lost
[On<Replicate, SendSnapshot, Snapshot>]
[On<Snapshot, Acknowledge, Snapshot>]         // progress, and still behind the log,
[On<Snapshot, Acknowledge, Replicate>]        // or far enough for the log to go on
[On<Snapshot, ReportSnapshot, Probe>]
[On<Snapshot, ReceiveHeartbeat, Snapshot>]
public sealed partial class FollowerProgress
{
    /// <summary>Where the follower's log matches is not known: it is asked.</summary>
    /// <param name="Match">The highest index known to match; 0 = none.</param>
    /// <param name="Next">The next index to send.</param>
    /// <param name="MsgAppFlowPaused">Whether the one message that is allowed is under way.</param>
    public readonly record struct Probe(ulong Match, ulong Next, bool MsgAppFlowPaused)
    {
        /// <summary>Probes from just after what is known to match.</summary>
        /// <param name="match">The highest index known to match.</param>
        public static Probe After(ulong match) => new(match, match + 1, MsgAppFlowPaused: false);
    }

    /// <summary>Entries are sent ahead of their answers.</summary>
    /// <param name="Match">The highest index known to match.</param>
    /// <param name="Next">The next index to send.</param>
    /// <param name="Inflights">The last index of each message under way, ascending.</param>
    /// <param name="MsgAppFlowPaused">Whether as many messages are under way as may be.</param>
    public readonly record struct Replicate(ulong Match, ulong Next, ImmutableArray<ulong> Inflights, bool MsgAppFlowPaused)
    {
        /// <summary>Replicates from just after what matches.</summary>
        /// <param name="match">The highest index known to match.</param>
        public static Replicate After(ulong match) => new(match, match + 1, [], MsgAppFlowPaused: false);
    }

    /// <summary>A snapshot is under way; nothing else is sent.</summary>
    /// <param name="Match">The highest index known to match.</param>
    /// <param name="PendingSnapshot">The last index the snapshot has.</param>
    public readonly record struct Snapshot(ulong Match, ulong PendingSnapshot);

    /// <summary>An append message was sent.</summary>
    /// <param name="Entries">How many entries it has; it may have none.</param>
    public readonly record struct SendEntries(uint Entries);

    /// <summary>A snapshot was sent.</summary>
    /// <param name="Index">The last index it has.</param>
    public readonly record struct SendSnapshot(ulong Index);

    /// <summary>The follower has everything up to an index.</summary>
    /// <param name="Index">The index.</param>
    /// <param name="FirstIndex">The first index that the leader's log still has.</param>
    public readonly record struct Acknowledge(ulong Index, ulong FirstIndex);

    /// <summary>The follower could not append, because its log does not match.</summary>
    /// <param name="Index">The index just before the entries it was sent.</param>
    /// <param name="Hint">The highest index at which its log may match.</param>
    public readonly record struct Reject(ulong Index, ulong Hint);

    /// <summary>The follower answered a heartbeat.</summary>
    public readonly record struct ReceiveHeartbeat;

    /// <summary>A message could not be delivered.</summary>
    public readonly record struct Lose;

    /// <summary>The application says how the snapshot went.</summary>
    /// <param name="Arrived">Whether the follower has it.</param>
    public readonly record struct ReportSnapshot(bool Arrived);

    static Next<Probe, FollowerError> On(in Probe s, in SendEntries t) =>
        s.MsgAppFlowPaused ? FollowerError.FlowPaused.Because("one message is under way") : s with { MsgAppFlowPaused = t.Entries > 0 };

    static Next<Replicate, FollowerError> On(in Probe s, in Acknowledge t) =>
        t.Index < s.Match ? FollowerError.Stale.Because(t.Index, s.Match) : Replicate.After(t.Index);

    // A probe asks about one index at a time, so an answer about another one is late.
    static Next<Probe, FollowerError> On(in Probe s, in Reject t) =>
        t.Index != s.Next - 1
            ? FollowerError.Stale.Because(t.Index, s.Next - 1)
            : new Probe(s.Match, Math.Max(Math.Min(t.Index, t.Hint + 1), s.Match + 1), MsgAppFlowPaused: false);

    static Probe On(in Probe s, in ReceiveHeartbeat t) => s with { MsgAppFlowPaused = false };

    static Next<Snapshot, FollowerError> On(in Probe s, in SendSnapshot t) =>
        t.Index <= s.Match ? FollowerError.SnapshotTooOld.Because(t.Index, s.Match) : new Snapshot(s.Match, t.Index);

    static Next<Replicate, FollowerError> On(in Replicate s, in SendEntries t, in FollowerLimits limits)
    {
        // A heartbeat opens the flow for one message more, so that a full window cannot stay full for ever; that message is empty.
        var isFull = s.Inflights.Length >= limits.MaxInflight;
        if (s.MsgAppFlowPaused || (isFull && t.Entries > 0)) return FollowerError.FlowPaused.Because(s.Inflights.Length + 1, limits.MaxInflight);
        if (t.Entries == 0) return s with { MsgAppFlowPaused = isFull };
        var inflights = s.Inflights.Add(s.Next + t.Entries - 1);
        return new Replicate(s.Match, s.Next + t.Entries, inflights, inflights.Length >= limits.MaxInflight);
    }

    static Next<Replicate, FollowerError> On(in Replicate s, in Acknowledge t)
    {
        if (t.Index <= s.Match) return FollowerError.Stale.Because(t.Index, s.Match);
        var answered = s.Inflights.BinarySearch(t.Index);
        var inflights = s.Inflights.RemoveRange(0, answered < 0 ? ~answered : answered + 1);
        return new Replicate(t.Index, Math.Max(s.Next, t.Index + 1), inflights, MsgAppFlowPaused: false);
    }

    static Next<Probe, FollowerError> On(in Replicate s, in Reject t) =>
        t.Index <= s.Match ? FollowerError.Stale.Because(t.Index, s.Match) : Probe.After(s.Match);

    static Replicate On(in Replicate s, in ReceiveHeartbeat t) => s with { MsgAppFlowPaused = false };

    static Probe On(in Replicate s, in Lose t) => Probe.After(s.Match);

    static Next<Snapshot, FollowerError> On(in Replicate s, in SendSnapshot t) =>
        t.Index <= s.Match ? FollowerError.SnapshotTooOld.Because(t.Index, s.Match) : new Snapshot(s.Match, t.Index);

    // What counts is that the log goes on where the follower is, not that it is the snapshot that brought it there.
    static Next<Snapshot, Replicate, FollowerError> On(in Snapshot s, in Acknowledge t) =>
        t.Index <= s.Match ? FollowerError.Stale.Because(t.Index, s.Match)
        : t.Index + 1 >= t.FirstIndex ? Replicate.After(t.Index)
        : s with { Match = t.Index };

    // Paused until the next heartbeat, so that a snapshot that failed is not sent again at once.
    static Probe On(in Snapshot s, in ReportSnapshot t) =>
        new(s.Match, (t.Arrived ? Math.Max(s.Match, s.PendingSnapshot) : s.Match) + 1, MsgAppFlowPaused: true);

    static Snapshot On(in Snapshot s, in ReceiveHeartbeat t) => s;
}
