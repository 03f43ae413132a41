using System.Diagnostics;
using static Replication.Recovery.Tests.SinkEvents;

namespace Replication.Recovery.Tests;

public sealed class TracingSinkTests : IDisposable
{
    // Sources are found by name in the whole process: spans of other tests are told apart by their volume.
    private readonly VolumeId _volume = new($"traced-{Guid.NewGuid():N}");
    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private readonly TracingSink _sink = new(capacity: 3, eventLimit: 5);

    public TracingSinkTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TracingSink.SourceName,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (!_volume.Value.Equals(activity.GetTagItem("replication.volume"))) return;
                lock (_spans) _spans.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _sink.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public void A_session_is_a_span_from_its_beginning_to_its_end_at_the_times_of_the_events()
    {
        Write(Event(1, RecoveryEventKind.SessionCreated, 1), Event(2, RecoveryEventKind.Connected, 1));
        Assert.Empty(_spans);
        Write(Event(3, RecoveryEventKind.Handshake, 1, EventDetail.Outcome(RecoveryOutcome.ZeroGap)), Completed(9, 1));
        var span = Assert.Single(_spans);
        Assert.Equal(Zero.AddSeconds(1).UtcDateTime, span.StartTimeUtc);
        Assert.Equal(TimeSpan.FromSeconds(8), span.Duration);
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal(("r1", "1", "completed"), (Tag(span, "replica"), Tag(span, "session"), Tag(span, "session.end_cause")));
        Assert.Equal(
            ["session_created 1", "connected 2", "handshake 3 outcome=zero_gap", "completed 9 in_sync"],
            span.Events.Select(e => string.Join(' ', e.Tags.Select(t => t.Value).Prepend(e.Name))));
        Assert.Equal(Zero.AddSeconds(3), span.Events.ElementAt(2).Timestamp);
    }

    [Theory]
    [InlineData(RecoveryEventKind.Escalated, EndCause.GapExceedsRetention, "gap_exceeds_retention")]
    [InlineData(RecoveryEventKind.ConnectFailed, EndCause.TransportLost, "transport_lost")]
    [InlineData(RecoveryEventKind.RebuildTailFailed, EndCause.Failed, "verification_failed")]
    public void A_session_that_did_not_complete_is_an_error_with_its_cause(RecoveryEventKind kind, EndCause end, string cause)
    {
        Write(Event(1, RecoveryEventKind.SessionSuperseded, 1), Event(2, kind, 1, EventDetail.Error(RecoveryCode.VerificationFailed), end: end));
        var span = Assert.Single(_spans);
        Assert.Equal((ActivityStatusCode.Error, cause), (span.Status, span.StatusDescription));
    }

    [Fact]
    public void Every_kind_becomes_an_event_of_a_span()
    {
        var seen = new HashSet<string>();
        ulong sequence = 0;
        foreach (var kind in AllKinds)
        {
            Write(Event(++sequence, RecoveryEventKind.SessionCreated, sequence), Event(++sequence, kind, sequence - 1));
            Write(Event(++sequence, RecoveryEventKind.SessionInvalidated, sequence - 2, end: EndCause.Other));
        }

        Write(Event(++sequence, RecoveryEventKind.SenderRemoved));
        seen.UnionWith(_spans.SelectMany(s => s.Events).Select(e => e.Name));

        // What is not about a session that is live is no event of a span.
        Assert.Equal(AllKinds.Select(k => k.Text()).Except(["sender_removed"]).Order(), seen.Order());
    }

    [Fact]
    public void Spans_of_sessions_have_no_parent_and_leave_the_current_activity_alone()
    {
        using var current = new Activity("mine").Start();
        Write(Event(1, RecoveryEventKind.SessionCreated, 1), Event(2, RecoveryEventKind.SessionCreated, 2, replica: RecoveryWorld.R2));
        Assert.Same(current, Activity.Current);
        Write(Completed(3, 1), Completed(4, 2, RecoveryWorld.R2));
        Assert.Same(current, Activity.Current);
        Assert.Equal(2, _spans.Count);
        Assert.All(_spans, s => Assert.Null(s.ParentId));
    }

    [Fact]
    public void Missing_events_show_in_open_spans_and_a_missing_end_is_no_error()
    {
        Write(Event(1, RecoveryEventKind.SessionCreated, 1));
        _sink.Write(new RecoveryLogBatch(8, [Event(10, RecoveryEventKind.SessionCreated, 2, volume: _volume)]));
        var span = Assert.Single(_spans);
        Assert.Equal(["session_created", "events_missed"], span.Events.Select(e => e.Name));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal("unobserved", Tag(span, "session.end_cause"));
    }

    [Fact]
    public void A_replica_of_another_volume_is_another_replica()
    {
        var other = new VolumeId($"other-{Guid.NewGuid():N}");
        _sink.Write(
            Event(1, RecoveryEventKind.SessionCreated, 1, volume: _volume),
            Event(2, RecoveryEventKind.SessionCreated, 2, volume: other),
            Completed(3, 2, volume: other),
            Completed(4, 1, volume: _volume));
        Assert.Equal(("1", TimeSpan.FromSeconds(3)), (Tag(Assert.Single(_spans), "session"), _spans[0].Duration));
    }

    [Fact]
    public void Sessions_that_never_end_are_bounded_in_number_and_in_size()
    {
        for (ulong i = 1; i <= 5; i++) Write(Event(i, RecoveryEventKind.SessionCreated, i, replica: new ReplicaId($"r{i}")));
        Assert.Equal(["1", "2"], _spans.Select(s => Tag(s, "session")));
        for (ulong i = 6; i <= 20; i++) Write(Event(i, RecoveryEventKind.CompletionRejected, 5, EventDetail.Of("not convergent"), new ReplicaId("r5")));
        Write(Completed(21, 5, new ReplicaId("r5")));
        Assert.Equal(5, _spans[^1].Events.Count());
        Assert.Equal(12L, _spans[^1].GetTagItem("replication.events_dropped"));
    }

    [Fact]
    public void What_is_open_when_the_sink_ends_is_handed_out()
    {
        Write(Event(1, RecoveryEventKind.SessionCreated, 1), Event(4, RecoveryEventKind.Connected, 1));
        _sink.Dispose();
        var span = Assert.Single(_spans);
        Assert.Equal((TimeSpan.FromSeconds(3), "unobserved"), (span.Duration, Tag(span, "session.end_cause")));
    }

    private void Write(params RecoveryEvent[] events) => _sink.Write([.. events.Select(e => e with { Volume = _volume })]);

    private static string? Tag(Activity span, string name) => (string?)span.GetTagItem("replication." + name);
}
