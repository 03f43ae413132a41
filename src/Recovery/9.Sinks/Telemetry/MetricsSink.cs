using System.Diagnostics.Metrics;

namespace Replication.Recovery;

/// <summary>
/// Counts what the log tells, in a <see cref="Meter"/> named <see cref="MeterName"/>. Names and units follow the conventions of OpenTelemetry; dimensions have few
/// values, so neither volumes nor replicas are among them.
/// </summary>
/// <remarks>
/// Thread-safe; one sink serves all logs and volumes of a host. What it does for an event allocates nothing. Listeners to the meter run inside the sink's lock and must not wait for the sink.
/// <list type="table">
/// <item><term><c>replication.recovery.events</c></term><description>counter, <c>{event}</c>, by <c>replication.event.kind</c></description></item>
/// <item><term><c>replication.recovery.events.missed</c></term><description>counter, <c>{event}</c>: gave way before they were read</description></item>
/// <item><term><c>replication.recovery.session.begun</c></term><description>counter, <c>{session}</c></description></item>
/// <item><term><c>replication.recovery.session.ended</c></term><description>counter, <c>{session}</c>, by <c>replication.session.end_cause</c></description></item>
/// <item><term><c>replication.recovery.session.duration</c></term><description>histogram, <c>s</c>, by <c>replication.session.end_cause</c>; from the times of the
/// events of beginning and end</description></item>
/// <item><term><c>replication.recovery.session.live</c></term><description>observable up-down counter, <c>{session}</c></description></item>
/// </list>
/// A cause is the <c>Text()</c> of the event's <see cref="EndCause"/>; for a budget <c>budget_</c> and the violation, for what failed its code; or <c>unobserved</c> where
/// the end was not seen, because events are missing. A session whose beginning was not seen counts as event only.
/// </remarks>
public sealed class MetricsSink : IRecoveryLogSink, IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Replication.Recovery";

    private const string KindTag = "replication.event.kind";
    private const string CauseTag = "replication.session.end_cause";

    private readonly Lock _lock = new();
    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Counter<long> _missed;
    private readonly LiveSessions<DateTimeOffset> _sessions;
    private long _live;

    /// <summary>Makes the meter.</summary>
    /// <param name="meters">Makes the meter, as a host does it; <see langword="null"/> = a meter of the sink's own.</param>
    /// <param name="capacity">For how many live sessions the beginning is remembered, at least 1; beyond it the oldest counts as ended, unobserved.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public MetricsSink(IMeterFactory? meters = null, int capacity = 65_536)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _meter = meters?.Create(new MeterOptions(MeterName)) ?? new Meter(MeterName);
        _events = _meter.CreateCounter<long>("replication.recovery.events", "{event}", "Events of the recovery log.");
        _missed = _meter.CreateCounter<long>("replication.recovery.events.missed", "{event}", "Events that gave way before they were read.");
        _sessions = new LiveSessions<DateTimeOffset>(new Observer(_meter), capacity);
        _meter.CreateObservableUpDownCounter(
            "replication.recovery.session.live", () => Volatile.Read(ref _live), "{session}", "Recovery sessions that have begun and not ended.");
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(RecoveryLogBatch batch, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (batch.Missed > 0) _missed.Add((long)batch.Missed);
            for (var i = 0; i < batch.Events.Count; i++)
            {
                var e = batch.Events[i];
                _events.Add(1, new KeyValuePair<string, object?>(KindTag, e.Kind.Text()));
                _sessions.Observe(e);
            }

            Volatile.Write(ref _live, _sessions.Count);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the meter.</summary>
    public void Dispose() => _meter.Dispose();

    private sealed class Observer(Meter meter) : ILiveSessionObserver<DateTimeOffset>
    {
        private readonly Counter<long> _begun = meter.CreateCounter<long>("replication.recovery.session.begun", "{session}", "Recovery sessions that began.");
        private readonly Counter<long> _ended = meter.CreateCounter<long>("replication.recovery.session.ended", "{session}", "Recovery sessions that ended.");

        // From a zero gap, which takes milliseconds, to the rebuild of a large volume over a slow line.
        private readonly Histogram<double> _duration = meter.CreateHistogram(
            "replication.recovery.session.duration",
            "s",
            "How long a recovery session was live.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.1, 1, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400] });

        public DateTimeOffset Begin(in RecoveryEvent e)
        {
            _begun.Add(1);
            return e.Time;
        }

        public void Observe(ref DateTimeOffset session, in RecoveryEvent e)
        {
        }

        public void End(in DateTimeOffset session, DateTimeOffset at, string cause)
        {
            var tag = new KeyValuePair<string, object?>(CauseTag, cause);
            _ended.Add(1, tag);

            // Events carry wall-clock time, which may have been set back in between.
            _duration.Record(Math.Max(0, (at - session).TotalSeconds), tag);
        }
    }
}
