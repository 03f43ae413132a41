using Google.Protobuf;
using Replication.Recovery;
using Replication.Transport.Grpc.Flow;
using Replication.Transport.Grpc.Wire;

namespace Replication.Transport.Grpc.Primary;

/// <summary>Log on its way to one replica, and what the replica acknowledged of it. One caller sends. Disposing it stops all I/O of the call.</summary>
internal sealed class AppendCall : IAsyncDisposable
{
    private readonly FrameCall<AppendFrame, AppendReply> _frames;
    private readonly Wire.Authority _authority;
    private readonly TransportOptions _options;
    private readonly TaskCompletionSource<Lsn> _position = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<Lsn> _durable;
    private ulong _acknowledged;

    /// <summary>Opens the call.</summary>
    /// <param name="client">The replica.</param>
    /// <param name="authority">On whose behalf.</param>
    /// <param name="start">Where the replica stands before it.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="flow">Window and rate.</param>
    /// <param name="durable">Told each LSN that is newly durable; by one thread at a time, rising.</param>
    /// <param name="stop">Ends the call.</param>
    public AppendCall(
        Wire.Replica.ReplicaClient client,
        Recovery.Authority authority,
        Lsn start,
        TransportOptions options,
        CallFlow flow,
        Action<Lsn> durable,
        CancellationToken stop)
    {
        _authority = authority.ToWire();
        _options = options;
        _durable = durable;
        _acknowledged = start.Value;
        _frames = new FrameCall<AppendFrame, AppendReply>(client.Append, flow, Hear, stop);
    }

    /// <summary>The highest LSN of what was sent here that the replica acknowledged as durable; before that, the start.</summary>
    public Lsn Acknowledged => new(Volatile.Read(ref _acknowledged));

    /// <summary>Completes with the replica's own last LSN, as its first acknowledgement says it. Never completes when there is none.</summary>
    public Task<Lsn> Position => _position.Task;

    /// <summary>See <see cref="FrameCall{TFrame,TReply}.Ended"/>.</summary>
    public Task<RecoveryError> Ended => _frames.Ended;

    /// <summary>See <see cref="FrameCall{TFrame,TReply}.Over"/>.</summary>
    public CancellationToken Over => _frames.Over;

    /// <summary>Sends a chunk.</summary>
    /// <param name="chunk">The chunk; an empty range asks where the replica stands.</param>
    /// <param name="sync">Whether everything up to its end must be durable before it is acknowledged.</param>
    /// <returns>Whether it was sent; if not, the call is over.</returns>
    public ValueTask<bool> TrySendAsync(LogChunk chunk, bool sync) => _frames.TrySendAsync(
        new AppendFrame
        {
            Authority = _authority,
            After = chunk.After.Value,
            Last = chunk.Last.Value,
            Sync = sync,
            Bytes = UnsafeByteOperations.UnsafeWrap(chunk.Bytes),
        },
        new SentFrame((ulong)chunk.Bytes.Length, chunk.After, chunk.Last));

    /// <summary>Asks the replica to make durable what it has of what was sent.</summary>
    /// <param name="last">The last LSN sent.</param>
    /// <returns>Whether it was sent; if not, the call is over.</returns>
    public ValueTask<bool> TrySyncAsync(Lsn last) => TrySendAsync(new LogChunk(last, last, default), sync: true);

    /// <summary>Whether a chunk can be sent at all.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="error"><c>storage_failed</c> where it passes what one message may carry.</param>
    public bool Fits(in LogChunk chunk, out RecoveryError error)
    {
        var limit = Math.Max(_options.ChunkBytes, _options.MaxEntryBytes);
        error = chunk.Bytes.Length <= limit
            ? default
            : new(RecoveryCode.StorageFailed, $"a chunk of {chunk.Bytes.Length} bytes after LSN {chunk.After}", $"MaxEntryBytes = {limit}", $"at most {limit} bytes");
        return error.IsNone;
    }

    /// <summary>See <see cref="FrameCall{TFrame,TReply}.CompleteAsync"/>.</summary>
    public Task<RecoveryError> CompleteAsync() => _frames.CompleteAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _frames.DisposeAsync();

    private RecoveryError Hear(AppendReply reply, SentFrame frame)
    {
        switch (reply.AnswerCase)
        {
            case AppendReply.AnswerOneofCase.Appended:
                _position.TrySetResult(new Lsn(reply.Appended.Last));

                // What the replica has beyond the frame is not of this stream and not ours to count; what it lacks of the frame was not achieved (fault L1).
                var achieved = Lsn.Min(new Lsn(reply.Appended.Last), frame.Last);
                if (reply.Appended.Durable && achieved > Acknowledged)
                {
                    Volatile.Write(ref _acknowledged, achieved.Value);
                    _durable(achieved);
                }

                return default;
            case AppendReply.AnswerOneofCase.Refusal:
                return reply.Refusal.ToError();
            default:
                return WireRefusal.Unanswered("an append");
        }
    }
}
