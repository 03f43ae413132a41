using Replication.Recovery;

namespace Replication.Transport.Grpc.Primary;

/// <summary>Ships to one replica whatever becomes durable on the primary, until it is disposed or cannot go on. It owns its pin, its call and its lease.</summary>
internal sealed class LiveStream : ILiveStream
{
    /// <summary>There is no end: a live stream reads on for ever.</summary>
    private static readonly Lsn Endless = new(ulong.MaxValue);

    private readonly IPrimaryStore _store;
    private readonly Pin _pin;
    private readonly Lsn _from;
    private readonly LiveParts _parts;
    private readonly int _chunkBytes;
    private readonly Action<LiveStream> _ended;

    /// <summary>Begins to ship.</summary>
    /// <param name="store">Where the log is read.</param>
    /// <param name="pin">What holds it; released when the stream ends.</param>
    /// <param name="from">The LSN that is durable on the replica.</param>
    /// <param name="parts">What the stream owns besides.</param>
    /// <param name="chunkBytes">The size a chunk should not pass.</param>
    /// <param name="ended">Told once, when the stream has ended.</param>
    public LiveStream(IPrimaryStore store, Pin pin, Lsn from, LiveParts parts, int chunkBytes, Action<LiveStream> ended)
    {
        _store = store;
        _pin = pin;
        _from = from;
        _parts = parts;
        _chunkBytes = chunkBytes;
        _ended = ended;
        Ended = Task.Run(RunAsync);
    }

    /// <inheritdoc/>
    public Lsn Acknowledged => _parts.Call.Acknowledged;

    /// <inheritdoc/>
    /// <remarks>By then all I/O of the stream has stopped and its pin is released. Never faults: where the primary's store threw, the cause is <c>storage_failed</c>.</remarks>
    public Task<RecoveryError> Ended { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _parts.StopAsync();
        await Ended;
    }

    /// <summary>The only way out of a stream, so that the pin is released exactly once, after all I/O has stopped (fault L7).</summary>
    private async Task<RecoveryError> RunAsync()
    {
        var shipped = await ByValueAsync(ShipAsync);
        if (_parts.IsStopped) shipped = new(RecoveryCode.Cancelled, "the live stream was disposed");
        var closed = await ByValueAsync(CloseAsync);
        return closed.IsNone ? shipped : closed;
    }

    private async Task<RecoveryError> CloseAsync()
    {
        try
        {
            await _parts.DisposeAsync();
        }
        finally
        {
            _ended(this);
            _store.Release(_pin);
        }

        return default;
    }

    /// <summary>
    /// A stream has no caller to throw to. A store that throws ends it with a cause like any other, because a stream that ends unheard leaves its replica in_sync with
    /// nobody shipping to it (fault P6).
    /// </summary>
    private static async Task<RecoveryError> ByValueAsync(Func<Task<RecoveryError>> step)
    {
        try
        {
            return await step();
        }
        catch (Exception exception)
        {
            return new(RecoveryCode.StorageFailed, "a live stream", $"the primary's store threw {exception.GetType().Name}: {exception.Message}", "a new session");
        }
    }

    private async Task<RecoveryError> ShipAsync()
    {
        var call = _parts.Call;
        var sent = _from;
        try
        {
            while (true)
            {
                var written = _store.WaitForAsync(sent, call.Over);
                if (!written.IsCompleted) _parts.WaitingForLog();
                await written;
                foreach (var read in _store.Read(_pin, sent, Endless, _chunkBytes))
                {
                    if (_parts.Watch.IsRevoked(out var revoked)) return revoked;
                    if (!read.TryGet(out var chunk, out var error) || !call.Fits(chunk, out error)) return error;
                    if (!await call.TrySendAsync(chunk, sync: true)) return await _parts.CauseAsync();
                    sent = chunk.Last;
                }

                if (call.Over.IsCancellationRequested) return await _parts.CauseAsync();
            }
        }
        catch (OperationCanceledException) when (call.Over.IsCancellationRequested)
        {
            return await _parts.CauseAsync();
        }
    }
}
