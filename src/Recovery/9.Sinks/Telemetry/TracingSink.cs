using System.Diagnostics;

namespace Replication.Recovery;

/// <summary>
/// Makes one span of every session, in an <see cref="ActivitySource"/> named <see cref="SourceName"/>: from <c>session_created</c> or <c>session_superseded</c> to the
/// event that ends it, at the times of these events; every event on the way, the last included, is an event of the span.
/// </summary>
/// <remarks>
/// Thread-safe; one sink serves all logs and volumes of a host. A span has the tags <c>replication.volume</c>, <c>replication.replica</c>, <c>replication.session</c>, and at its
/// end <c>replication.session.end_cause</c> (the causes of <see cref="MetricsSink"/>). Its status is an error with that cause unless the session completed; where the end
/// was not seen (<c>unobserved</c>) it is unset. Events that are missing show as an event <c>events_missed</c> of every span that is open, because they may have been of any. A session whose
/// beginning was not seen, or began when nobody listened, has no span.
/// Listeners to the source run inside the sink's lock and must not wait for the sink.
/// </remarks>
public sealed class TracingSink : IRecoveryLogSink, IDisposable
{
    /// <summary>The activity source's name.</summary>
    public const string SourceName = "Replication.Recovery";

    private readonly Lock _lock = new();
    private readonly ActivitySource _source = new(SourceName);
    private readonly LiveSessions<SessionSpan?> _sessions;
    private DateTimeOffset _latest;

    /// <summary>Makes the activity source.</summary>
    /// <param name="capacity">How many spans may be open, at least 1; beyond it the oldest is ended as unobserved.</param>
    /// <param name="eventLimit">How many events a span keeps, at least 1; further ones are counted in its tag <c>replication.events_dropped</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity or the limit is below 1.</exception>
    public TracingSink(int capacity = 4096, int eventLimit = 128)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(eventLimit, 1);
        _sessions = new LiveSessions<SessionSpan?>(new Observer(_source, eventLimit), capacity);
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(RecoveryLogBatch batch, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (batch.Missed > 0) _sessions.ForEach(span => span?.Missed(batch.Missed, batch.Events[0].Time));
            for (var i = 0; i < batch.Events.Count; i++)
            {
                var e = batch.Events[i];
                _sessions.Observe(e);
                _latest = e.Time;
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the spans that are open as unobserved, at the time of the last event, and then the source.</summary>
    public void Dispose()
    {
        lock (_lock) _sessions.EndAll(_latest);
        _source.Dispose();
    }

    private sealed class Observer(ActivitySource source, int eventLimit) : ILiveSessionObserver<SessionSpan?>
    {
        public SessionSpan? Begin(in RecoveryEvent e)
        {
            var span = SessionSpan.Start(source, e, eventLimit);
            span?.Add(e);
            return span;
        }

        public void Observe(ref SessionSpan? session, in RecoveryEvent e) => session?.Add(e);

        public void End(in SessionSpan? session, DateTimeOffset at, string cause) => session?.End(at, cause);
    }
}
