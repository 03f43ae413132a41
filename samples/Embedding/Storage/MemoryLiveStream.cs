using Replication.Recovery;

namespace Replication.Embedding.Storage;

/// <summary>Ships to one replica whatever is written, until it is disposed or cannot go on. It owns its pin.</summary>
internal sealed class MemoryLiveStream : ILiveStream
{
    private static readonly Lsn Endless = new(ulong.MaxValue);

    private readonly CancellationTokenSource _stop = new();
    private readonly MemoryPrimary _primary;
    private readonly MemoryReplica _replica;
    private readonly Authority _authority;
    private readonly Pin _pin;
    private ulong _acknowledged;

    /// <summary>Begins to ship.</summary>
    /// <param name="primary">Where the log is read.</param>
    /// <param name="replica">Who gets it.</param>
    /// <param name="authority">On whose behalf: carried by every append, so that a stream that was overtaken ships nothing more.</param>
    /// <param name="pin">What holds the log; released when the stream has ended.</param>
    /// <param name="from">The LSN that is durable on the replica.</param>
    public MemoryLiveStream(MemoryPrimary primary, MemoryReplica replica, Authority authority, Pin pin, Lsn from)
    {
        (_primary, _replica, _authority, _pin, _acknowledged) = (primary, replica, authority, pin, from.Value);
        Ended = Task.Run(ShipAsync);
    }

    /// <inheritdoc/>
    public Lsn Acknowledged => new(Volatile.Read(ref _acknowledged));

    /// <inheritdoc/>
    public Task<RecoveryError> Ended { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _ = await Ended;
        _stop.Dispose();
    }

    private async Task<RecoveryError> ShipAsync()
    {
        try
        {
            while (true)
            {
                await _primary.WaitForAsync(Acknowledged, _stop.Token);
                if (!_primary.Read(Acknowledged, Endless).TryGet(out var piece, out var error)) return error;
                if (!_replica.Append(_authority, piece).TryGet(out var last, out error)) return error;
                Volatile.Write(ref _acknowledged, last.Value);
                _primary.Advance(_pin, last);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return new RecoveryError(RecoveryCode.Cancelled, $"{_authority}", "the live stream was closed", "a new session");
        }
        finally
        {
            // Whatever ended it: nothing of it is under way any more.
            _primary.Release(_pin);
        }
    }
}
