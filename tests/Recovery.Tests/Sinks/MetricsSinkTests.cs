using System.Diagnostics.Metrics;
using static Replication.Recovery.Tests.SinkEvents;

namespace Replication.Recovery.Tests;

public sealed class MetricsSinkTests : IDisposable
{
    private static readonly VolumeId V2 = new("v2");

    private readonly Meters _meters = new();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<(string Instrument, string Tag), double> _sums = [];
    private readonly List<(double Seconds, string Cause)> _durations = [];
    private readonly MetricsSink _sink;

    public MetricsSinkTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _meters.Made) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, _) => _durations.Add((value, (string)tags[0].Value!)));
        _sink = new MetricsSink(_meters, capacity: 3);
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _sink.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public void Every_kind_is_counted()
    {
        foreach (var kind in AllKinds) _sink.Write(Event((ulong)kind, kind));
        Assert.All(AllKinds, kind => Assert.Equal(1, Sum("replication.recovery.events", kind.Text())));
    }

    [Fact]
    public void Names_and_units_follow_the_conventions()
    {
        var found = new List<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => found.Add(instrument) };
        listener.Start();
        var published = found.Where(i => i.Meter == _meters.Made).ToDictionary(i => i.Name, i => i.Unit);
        Assert.Equal("Replication.Recovery", _meters.Made!.Name);
        Assert.Equal(
            [
                ("replication.recovery.events", "{event}"),
                ("replication.recovery.events.missed", "{event}"),
                ("replication.recovery.session.begun", "{session}"),
                ("replication.recovery.session.duration", "s"),
                ("replication.recovery.session.ended", "{session}"),
                ("replication.recovery.session.live", "{session}"),
            ],
            published.Select(p => (p.Key, p.Value!)).Order());
        Assert.All(found.Where(i => i.Meter == _meters.Made), i => Assert.False(string.IsNullOrEmpty(i.Description)));
    }

    [Fact]
    public void A_session_is_live_between_its_events_and_its_duration_is_theirs()
    {
        _sink.Write(Event(1, RecoveryEventKind.SessionCreated, 1), Event(2, RecoveryEventKind.Connected, 1));
        Assert.Equal(1, Live());
        _sink.Write(Completed(31, 1));
        Assert.Equal(0, Live());
        Assert.Equal([(30.0, "completed")], _durations);
        Assert.Equal((1, 1), (Sum("replication.recovery.session.begun"), Sum("replication.recovery.session.ended", "completed")));
    }

    [Fact]
    public void Time_that_was_set_back_counts_as_no_time()
    {
        _sink.Write(Event(9, RecoveryEventKind.SessionCreated, 1), Completed(2, 1));
        Assert.Equal([(0.0, "completed")], _durations);
    }

    [Fact]
    public void Replicas_and_volumes_do_not_mix()
    {
        _sink.Write(Event(1, RecoveryEventKind.SessionCreated, 1), Event(2, RecoveryEventKind.SessionCreated, 2, replica: RecoveryWorld.R2));
        _sink.Write(Event(3, RecoveryEventKind.SessionCreated, 3, volume: V2));
        Assert.Equal(3, Live());

        // A worker presents one replica's session at another: that says nothing about the session.
        _sink.Write(Event(4, RecoveryEventKind.ConnectFailed, 1, EventDetail.Error(RecoveryCode.SessionMismatch), RecoveryWorld.R2));
        Assert.Equal(3, Live());
        _sink.Write(Event(5, RecoveryEventKind.Escalated, 3, end: EndCause.GapExceedsRetention, volume: V2));
        Assert.Equal(2, Live());
        Assert.Equal(1, Sum("replication.recovery.session.ended", "gap_exceeds_retention"));
    }

    [Fact]
    public void Missing_events_are_counted_and_a_session_whose_end_is_missing_ends_with_the_next_one()
    {
        _sink.Write(Event(1, RecoveryEventKind.SessionCreated, 1));
        _sink.Write(new RecoveryLogBatch(8, [Event(10, RecoveryEventKind.SessionCreated, 2)]));
        Assert.Equal(8, Sum("replication.recovery.events.missed"));
        Assert.Equal(1, Live());
        Assert.Equal([(9.0, "unobserved")], _durations);
    }

    public static TheoryData<EndCause, string> Causes
    {
        get
        {
            var causes = new TheoryData<EndCause, string>
            {
                { EndCause.Failed, "storage_failed" },
                { EndCause.Budget, "budget" },
            };
            foreach (var cause in Enum.GetValues<EndCause>().Except([EndCause.None, EndCause.Failed, EndCause.Budget])) causes.Add(cause, cause.Text());
            return causes;
        }
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public void Whatever_event_ends_a_session_its_cause_is_the_dimension(EndCause end, string cause)
    {
        foreach (var kind in AllKinds.Where(k => k is not (RecoveryEventKind.SessionCreated or RecoveryEventKind.SessionSuperseded or RecoveryEventKind.SenderRemoved)))
        {
            _sink.Write(Event(1, RecoveryEventKind.SessionCreated, 1), Event(2, kind, 1));
            Assert.Equal(1, Live());
            _sink.Write(Event(3, kind, 1, EventDetail.Error(RecoveryCode.StorageFailed), end: end));
            Assert.Equal((2.0, cause), _durations[^1]);
            Assert.Equal(0, Live());
        }
    }

    [Theory]
    [InlineData(BudgetViolation.DurationExceeded)]
    [InlineData(BudgetViolation.EntriesExceeded)]
    [InlineData(BudgetViolation.ProgressStalled)]
    public void A_budget_is_told_with_its_violation_whichever_event_says_so(BudgetViolation violation)
    {
        foreach (var detail in new[] { EventDetail.Violation(violation), EventDetail.Ended(EndReason.BudgetExceeded(violation)) })
        {
            _sink.Write(Event(1, RecoveryEventKind.SessionCreated, 1), Event(2, RecoveryEventKind.BudgetEscalated, 1, detail, end: EndCause.Budget));
            Assert.Equal("budget_" + violation.Text(), _durations[^1].Cause);
        }
    }

    [Fact]
    public void An_event_costs_no_allocation()
    {
        using var unheard = new MetricsSink(capacity: 3);
        var batch = Batch(
            [
                .. Enum.GetValues<EndCause>().SelectMany(end => new[]
                {
                    Event(1, RecoveryEventKind.SessionCreated, 1), Event(2, RecoveryEventKind.Handshake, 1),
                    Event(3, RecoveryEventKind.BudgetEscalated, 1, EventDetail.Violation(BudgetViolation.ProgressStalled), end: end),
                }),
                .. Enumerable.Range(1, 9).Select(i => Event(4, RecoveryEventKind.SessionCreated, (ulong)i, replica: new ReplicaId($"r{i}"))),
            ]);
        for (var i = 0; i < 100; i++) unheard.Write(batch);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) unheard.Write(batch);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_is_remembered_is_bounded()
    {
        for (ulong i = 1; i <= 10; i++) _sink.Write(Event(i, RecoveryEventKind.SessionCreated, i, replica: new ReplicaId($"r{i}")));
        Assert.Equal(3, Live());
        Assert.Equal(7, Sum("replication.recovery.session.ended", "unobserved"));
        _sink.Write(Completed(11, 8, new ReplicaId("r8")));
        Assert.Equal(1, Sum("replication.recovery.session.ended", "completed"));
    }

    private double Live()
    {
        _listener.RecordObservableInstruments();
        return Sum("replication.recovery.session.live");
    }

    private double Sum(string instrument, string tag = "") => _sums.GetValueOrDefault((instrument, tag));

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = (instrument.Name, tags.IsEmpty ? "" : (string)tags[0].Value!);

        // What is observed is the sum itself; what is counted adds to it.
        _sums[key] = instrument.IsObservable ? value : _sums.GetValueOrDefault(key) + value;
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter? Made { get; private set; }

        public Meter Create(MeterOptions options) => Made = new Meter(options);

        public void Dispose() => Made?.Dispose();
    }
}
