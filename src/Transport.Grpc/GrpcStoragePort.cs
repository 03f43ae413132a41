using Grpc.Core;
using Replication.Recovery;
using Replication.Transport.Grpc.Flow;
using Replication.Transport.Grpc.Primary;
using Replication.Transport.Grpc.Wire;
using Authority = Replication.Recovery.Authority;

namespace Replication.Transport.Grpc;

/// <summary>
/// A storage port made of a primary store in this process and of replicas reached over gRPC at the data address ("host:port", HTTP/2 without TLS) of the endpoint that
/// each authority names. What is lost below the protocol is <c>transport_lost</c>, whatever it was; what a replica refuses keeps its code.
/// </summary>
/// <remarks>Thread-safe. Disposing it ends live streams and releases their pins; operations in flight end with <c>transport_lost</c>.</remarks>
public sealed class GrpcStoragePort : IStoragePort, IAsyncDisposable
{
    private readonly IPrimaryStore _store;
    private readonly TransportOptions _options;
    private readonly TimeProvider _time;
    private readonly ReplicaLinks _links;
    private readonly Lock _lock = new();
    private readonly HashSet<LiveStream> _live = [];
    private bool _disposed;

    /// <summary>Makes a port. Connects to a replica when it is first asked something.</summary>
    /// <param name="store">The primary's store; the port does not dispose it.</param>
    /// <param name="options">How bytes are moved; the defaults where left out.</param>
    /// <param name="time">Whose time deadlines, rates and intervals are measured in; the system's where left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option cannot work.</exception>
    public GrpcStoragePort(IPrimaryStore store, TransportOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _options = (options ?? new TransportOptions()).Validated();
        _time = time ?? TimeProvider.System;
        _links = new ReplicaLinks(_options, _time);
    }

    /// <inheritdoc/>
    public async ValueTask<Result<HistoryReading>> ReadHistoryAsync(CancellationToken cancellationToken) =>
        await Task.Run(_store.ReadHistory, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<Result<Pin>> PinAsync(PinRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Once begun it is not cancelled: a pin that was taken must reach the caller, who alone can release it (fault L4).
        return await Task.Run(() => _store.Pin(request), CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseAsync(Pin pin) => await Task.Run(() => _store.Release(pin));

    /// <inheritdoc/>
    public ValueTask<Result<ReplicaFacts>> ReadFactsAsync(Authority authority, CancellationToken cancellationToken) => AskAsync(
        authority,
        "a handshake",
        _options.HandshakeDeadline,
        (client, call) => client.HandshakeAsync(new HandshakeRequest { Authority = authority.ToWire() }, call),
        reply => reply.AnswerCase switch
        {
            HandshakeReply.AnswerOneofCase.Facts => reply.Facts.ToFacts(),
            HandshakeReply.AnswerOneofCase.Refusal => reply.Refusal.ToError(),
            _ => WireRefusal.Unanswered("a handshake"),
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Result<Lsn>> TruncateAsync(Authority authority, Lsn to, CancellationToken cancellationToken) => AskAsync<TruncateReply, Lsn>(
        authority,
        $"truncation to LSN {to}",
        _options.TruncateDeadline,
        (client, call) => client.TruncateAsync(new TruncateRequest { Authority = authority.ToWire(), To = to.Value }, call),
        reply => reply.AnswerCase switch
        {
            TruncateReply.AnswerOneofCase.Last => new Lsn(reply.Last),
            TruncateReply.AnswerOneofCase.Refusal => reply.Refusal.ToError(),
            _ => WireRefusal.Unanswered("a truncation"),
        },
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<Result<Lsn>> StreamAsync(Authority authority, Pin pin, Lsn start, Lsn end, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (end < start) return new RecoveryError(RecoveryCode.InvalidRange, $"the range ({start}, {end}]", null, $"an end of {start} or later");
        if (!_links.TryLease(authority, out var lease, out var error)) return error;
        using (lease)
        {
            await using var watch = new PinWatch(_store, pin, _options.PinCheckInterval, _time);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Dropped, watch.Revoked);
            return await InBackgroundAsync(
                async () =>
                {
                    var flow = CallFlow.Of(_options, authority, lease.Rate, _time);
                    await using var call = new AppendCall(lease.Client, authority, start, _options, flow, durable => { }, stop.Token);
                    return await new CatchUpStream(_store, pin, start, end, _options).RunAsync(call, watch);
                },
                cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Result<Lsn>> TransferBaseAsync(
        Authority authority, Pin pin, IProgress<BaseProgress> progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!(await _store.ReadManifestAsync(pin, cancellationToken)).TryGet(out var manifest, out var error)) return error;
        if (!_links.TryLease(authority, out var lease, out error)) return error;
        using (lease)
        {
            await using var watch = new PinWatch(_store, pin, _options.PinCheckInterval, _time);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Dropped, watch.Revoked);
            return await InBackgroundAsync(
                () => new BaseTransfer(_store, pin, authority, manifest, progress, _options)
                    .RunAsync(lease.Client, CallFlow.Of(_options, authority, lease.Rate, _time), watch, stop.Token),
                cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Result<ILiveStream>> OpenLiveStreamAsync(Authority authority, Pin pin, Lsn from, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_links.TryLease(authority, out var lease, out var error)) return error;
        var parts = new LiveParts(_store, lease, authority, pin, from, _options, _time);
        using var late = new CancellationTokenSource(_options.HandshakeDeadline, _time);
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var verifying = parts.VerifyAsync(from);
        try
        {
            error = await verifying.WaitAsync(opening.Token);
        }
        catch (OperationCanceledException) when (opening.IsCancellationRequested)
        {
            error = TransportLoss.Late("a live stream", _options.HandshakeDeadline);
        }

        if (error.IsNone && TryBegin(parts, pin, from, out var stream)) return Result.Ok<ILiveStream>(stream);
        await parts.StopAsync();
        await verifying;
        await parts.DisposeAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return error.IsNone ? new RecoveryError(RecoveryCode.TransportLost, "a live stream", "the port was disposed", "a port that is not") : error;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        LiveStream[] streams;
        lock (_lock)
        {
            _disposed = true;
            streams = [.. _live];
        }

        foreach (var stream in streams) await stream.DisposeAsync();
        _links.Dispose();
    }

    private bool TryBegin(LiveParts parts, Pin pin, Lsn from, out LiveStream stream)
    {
        // The lock is held until the stream is counted, so that one that ends at once is uncounted after that.
        lock (_lock)
        {
            stream = null!;
            if (_disposed) return false;
            stream = new LiveStream(_store, pin, from, parts, _options.ChunkBytes, Forget);
            _live.Add(stream);
            return true;
        }
    }

    private void Forget(LiveStream stream)
    {
        lock (_lock) _live.Remove(stream);
    }

    /// <summary>Runs work that blocks on the store away from the caller, and tells a cancellation by the caller from every other end.</summary>
    private static async ValueTask<Result<Lsn>> InBackgroundAsync(Func<Task<Result<Lsn>>> work, CancellationToken cancellationToken)
    {
        var result = await Task.Run(work, CancellationToken.None);
        if (!result.Error.IsNone) cancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    private async ValueTask<Result<T>> AskAsync<TReply, T>(
        Authority authority,
        string operation,
        TimeSpan deadline,
        Func<Wire.Replica.ReplicaClient, CallOptions, AsyncUnaryCall<TReply>> ask,
        Func<TReply, Result<T>> read,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_links.TryLease(authority, out var lease, out var error)) return error;
        using (lease)
        {
            using var late = new CancellationTokenSource(deadline, _time);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Dropped, late.Token);
            try
            {
                using var call = ask(lease.Client, new CallOptions(cancellationToken: stop.Token));
                return read(await call);
            }
            catch (Exception exception) when (TransportLoss.Is(exception))
            {
                cancellationToken.ThrowIfCancellationRequested();
                return late.IsCancellationRequested ? TransportLoss.Late(operation, deadline) : TransportLoss.Of(exception);
            }
        }
    }
}
