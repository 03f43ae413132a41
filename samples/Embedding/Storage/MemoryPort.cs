using Replication.Recovery;

namespace Replication.Embedding.Storage;

/// <summary>
/// What the engine asks of the storage engine: a primary here, replicas where their endpoints say. Nothing in it decides anything. What can be expected to fail
/// comes back as a code; every operation carries the authority to the replica, which refuses a stale one; whatever waits hears its token.
/// </summary>
/// <param name="primary">The primary.</param>
/// <param name="replicas">The replicas by their data address, in place of a network.</param>
internal sealed class MemoryPort(MemoryPrimary primary, IReadOnlyDictionary<string, MemoryReplica> replicas) : IStoragePort
{
    private const int EntriesAtOnce = 10;

    /// <inheritdoc/>
    public ValueTask<Result<HistoryReading>> ReadHistoryAsync(CancellationToken cancellationToken) => ValueTask.FromResult(primary.ReadHistory());

    /// <inheritdoc/>
    public ValueTask<Result<ReplicaFacts>> ReadFactsAsync(Authority authority, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Reach(authority).TryGet(out var replica, out var error) ? replica.Promise(authority) : error);

    /// <inheritdoc/>
    public ValueTask<Result<Pin>> PinAsync(PinRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(primary.Pin(request));

    /// <inheritdoc/>
    public ValueTask ReleaseAsync(Pin pin)
    {
        primary.Release(pin);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<Result<Lsn>> TruncateAsync(Authority authority, Lsn to, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Reach(authority).TryGet(out var replica, out var error) ? replica.Truncate(authority, to) : error);

    /// <inheritdoc/>
    /// <remarks>The answer is where the replica is, also where that is less than was asked for: the engine asks again.</remarks>
    public ValueTask<Result<Lsn>> StreamAsync(Authority authority, Pin pin, Lsn start, Lsn end, CancellationToken cancellationToken)
    {
        if (!Reach(authority).TryGet(out var replica, out var error)) return ValueTask.FromResult<Result<Lsn>>(error);
        if (!primary.Read(start, end).TryGet(out var piece, out error)) return ValueTask.FromResult<Result<Lsn>>(error);
        return ValueTask.FromResult(replica.Append(authority, piece));
    }

    /// <inheritdoc/>
    public async ValueTask<Result<Lsn>> TransferBaseAsync(Authority authority, Pin pin, IProgress<BaseProgress> progress, CancellationToken cancellationToken)
    {
        if (!Reach(authority).TryGet(out var replica, out var error)) return error;
        var content = primary.ReadBase(pin);
        if (replica.BeginBase(authority) is { IsNone: false } notBegun) return notBegun;
        var copied = 0UL;
        foreach (var entries in content.Chunk(EntriesAtOnce))
        {
            if (await replica.WriteBaseAsync(authority, entries, cancellationToken) is { IsNone: false } notWritten) return notWritten;
            copied += (ulong)entries.Length;
            progress.Report(new BaseProgress(copied, (ulong)content.Length));
        }

        return replica.FinishBase(authority, pin.To, MemoryReplica.Checksum(content));
    }

    /// <inheritdoc/>
    /// <remarks>An empty append asks first whether the replica accepts the authority, and ends where the stream begins.</remarks>
    public ValueTask<Result<ILiveStream>> OpenLiveStreamAsync(Authority authority, Pin pin, Lsn from, CancellationToken cancellationToken)
    {
        if (!Reach(authority).TryGet(out var replica, out var error)) return ValueTask.FromResult<Result<ILiveStream>>(error);
        if (!replica.Append(authority, new LogPiece(from, [], Lsn.Zero)).TryGet(out var last, out error)) return ValueTask.FromResult<Result<ILiveStream>>(error);
        return ValueTask.FromResult(last == from
            ? Result.Ok<ILiveStream>(new MemoryLiveStream(primary, replica, authority, pin, from))
            : new RecoveryError(RecoveryCode.InvalidRange, $"a live stream from LSN {from}", $"the store ends at LSN {last}", $"a live stream from LSN {last}"));
    }

    private Result<MemoryReplica> Reach(Authority authority) =>
        replicas.TryGetValue(authority.Endpoint.Data, out var replica)
            ? replica
            : new RecoveryError(RecoveryCode.TransportLost, $"{authority}", $"nobody answers at {authority.Endpoint.Data}", "a new session, later");
}
