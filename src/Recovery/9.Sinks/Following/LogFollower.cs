namespace Replication.Recovery;

/// <summary>
/// Follows one log and hands its events to one sink, in order and each once. Events that gave way before they were read are counted in
/// <see cref="RecoveryLogBatch.Missed"/>, never passed over in silence. Several sinks: a follower each, so that a slow or failing one holds up no other.
/// </summary>
/// <remarks>Thread-safe. The sink runs on the thread pool, outside of every lock.</remarks>
public sealed class LogFollower : IAsyncDisposable
{
    // One that lags copies and hands over no more than this at once, however far it is behind.
    private const int LargestBatch = 512;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandoned = new();
    private readonly RecoveryLog _log;
    private readonly IRecoveryLogSink _sink;
    private ulong _delivered;
    private ulong _until;   // What is logged up to here is still delivered; set before _stopping is cancelled, and not read before.

    private LogFollower(RecoveryLog log, IRecoveryLogSink sink, ulong after)
    {
        _log = log;
        _sink = sink;
        _delivered = after;
        Completion = Task.Run(FollowAsync);
    }

    /// <summary>
    /// Completes when the follower has ended: after <see cref="StopAsync"/> has delivered the rest; with the sink's exception when the sink failed; as cancelled when
    /// the delivery of the rest was abandoned.
    /// </summary>
    public Task Completion { get; }

    /// <summary>The sequence number of the last event that the sink has taken, or that was missing before it.</summary>
    public ulong Delivered => Volatile.Read(ref _delivered);

    /// <summary>Begins to follow a log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="sink">Takes the events.</param>
    /// <param name="after">The sequence number of the last event already known; 0 = none. Numbers of a log that is gone, such as an earlier process's, mean nothing here.</param>
    /// <exception cref="ArgumentOutOfRangeException">The log has no event of that number yet: events would be skipped.</exception>
    public static LogFollower Start(RecoveryLog log, IRecoveryLogSink sink, ulong after = 0)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(after, log.LastSequence);
        return new LogFollower(log, sink, after);
    }

    /// <summary>Delivers everything logged up to the first call, then ends.</summary>
    /// <param name="abandon">Gives the delivery up: the sink's token is cancelled, and events may stay undelivered.</param>
    /// <returns>A task that is <see cref="Completion"/>: it fails with the sink's exception.</returns>
    public async Task StopAsync(CancellationToken abandon = default)
    {
        if (!Completion.IsCompleted)
        {
            await StopFollowingAsync();
            await using var registration = abandon.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _abandoned);
            await Task.WhenAny(Completion);
        }

        await Completion;
    }

    /// <summary>As <see cref="StopAsync"/>, to the end: a sink's exception comes out here too.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            _stopping.Dispose();
            _abandoned.Dispose();
        }
    }

    private Task StopFollowingAsync()
    {
        lock (_lock)
        {
            if (_stopping.IsCancellationRequested) return Task.CompletedTask;
            _until = _log.LastSequence;
            return _stopping.CancelAsync();
        }
    }

    private async Task FollowAsync()
    {
        while (!_stopping.IsCancellationRequested || _delivered < _until)
        {
            if (_log.Read(_delivered, most: LargestBatch) is { Count: > 0 } events) await DeliverAsync(events);
            else await WaitAsync();
        }
    }

    private async Task DeliverAsync(IReadOnlyList<RecoveryEvent> events)
    {
        _abandoned.Token.ThrowIfCancellationRequested();
        await _sink.WriteAsync(new RecoveryLogBatch(events[0].Sequence - _delivered - 1, events), _abandoned.Token);
        Volatile.Write(ref _delivered, events[^1].Sequence);
    }

    private async Task WaitAsync()
    {
        try
        {
            await _log.WaitAsync(_delivered, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Woken to stop, not by an event; the loop decides what is left to do.
        }
    }
}
