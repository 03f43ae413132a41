namespace Replication.Recovery.Tests.Concurrency;

/// <summary>A caller's storage engine: does what <see cref="FakePort"/> does, and hears when it is told to stop.</summary>
internal sealed class CallersPort(Outsider outsider, FakePort port) : IStoragePort
{
    public ValueTask<Result<HistoryReading>> ReadHistoryAsync(CancellationToken cancellationToken) =>
        Do("ReadHistoryAsync", port.ReadHistoryAsync, cancellationToken);

    public ValueTask<Result<ReplicaFacts>> ReadFactsAsync(Authority authority, CancellationToken cancellationToken) =>
        Do("ReadFactsAsync", token => port.ReadFactsAsync(authority, token), cancellationToken);

    public ValueTask<Result<Pin>> PinAsync(PinRequest request, CancellationToken cancellationToken) =>
        Do("PinAsync", token => port.PinAsync(request, token), cancellationToken);

    public ValueTask ReleaseAsync(Pin pin)
    {
        outsider.Look("IStoragePort.ReleaseAsync");
        return port.ReleaseAsync(pin);
    }

    public ValueTask<Result<Lsn>> TruncateAsync(Authority authority, Lsn to, CancellationToken cancellationToken) =>
        Do("TruncateAsync", token => port.TruncateAsync(authority, to, token), cancellationToken);

    public ValueTask<Result<Lsn>> StreamAsync(Authority authority, Pin pin, Lsn start, Lsn end, CancellationToken cancellationToken) =>
        Do("StreamAsync", token => port.StreamAsync(authority, pin, start, end, token), cancellationToken);

    public ValueTask<Result<Lsn>> TransferBaseAsync(Authority authority, Pin pin, IProgress<BaseProgress> progress, CancellationToken cancellationToken) =>
        Do("TransferBaseAsync", token => port.TransferBaseAsync(authority, pin, progress, token), cancellationToken);

    public async ValueTask<Result<ILiveStream>> OpenLiveStreamAsync(Authority authority, Pin pin, Lsn from, CancellationToken cancellationToken)
    {
        var opened = await Do("OpenLiveStreamAsync", token => port.OpenLiveStreamAsync(authority, pin, from, token), cancellationToken);
        return opened.TryGet(out var stream, out var error) ? Result.Ok<ILiveStream>(new CallersStream(outsider, stream)) : error;
    }

    // Half of the work on the engine's thread, half on another, so that the engine goes on in both ways.
    private async ValueTask<Result<T>> Do<T>(string what, Func<CancellationToken, ValueTask<Result<T>>> work, CancellationToken cancellationToken)
    {
        // Stays after the work: who is cancelled is on the way out before the last callback runs.
        _ = cancellationToken.UnsafeRegister(_ => outsider.Look("CancellationToken callback"), null);
        outsider.Look($"IStoragePort.{what}");
        var result = await work(cancellationToken);
        outsider.Look($"IStoragePort.{what}");
        if (what.Length % 2 == 0) await Task.Yield();
        return result;
    }

    private sealed class CallersStream(Outsider outsider, ILiveStream stream) : ILiveStream
    {
        public Lsn Acknowledged
        {
            get
            {
                outsider.Look("ILiveStream.Acknowledged");
                return stream.Acknowledged;
            }
        }

        public Task<RecoveryError> Ended
        {
            get
            {
                outsider.Look("ILiveStream.Ended");
                return stream.Ended;
            }
        }

        public ValueTask DisposeAsync()
        {
            outsider.Look("ILiveStream.DisposeAsync");
            return stream.DisposeAsync();
        }

        public override bool Equals(object? obj)
        {
            outsider.Look("ILiveStream.Equals");
            return ReferenceEquals(this, obj);
        }

        public override int GetHashCode() => 0;
    }
}
