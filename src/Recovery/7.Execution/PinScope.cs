namespace Replication.Recovery;

/// <summary>
/// The pins of one execution. Success, failure, cancellation and exception leave through one release, exactly once, after the I/O has stopped; a pin handed over to a
/// live stream is the stream's from then on.
/// </summary>
internal sealed class PinScope(IStoragePort port, SessionId owner) : IAsyncDisposable
{
    private readonly List<Pin> _held = [];

    public async ValueTask<Result<Pin>> PinAsync(PinKind kind, Lsn from, PinCaps caps, CancellationToken cancellationToken)
    {
        var result = await port.PinAsync(new PinRequest(kind, from, owner, caps), cancellationToken);
        if (result.TryGet(out var pin, out _)) _held.Add(pin);
        return result;
    }

    public void HandOver(Pin pin) => _held.Remove(pin);

    public async ValueTask DisposeAsync()
    {
        // The last taken goes first: a base never outlives the log that continues it. A release that throws keeps no other pin.
        if (_held.Count == 0) return;
        var pin = _held[^1];
        _held.RemoveAt(_held.Count - 1);
        try
        {
            await port.ReleaseAsync(pin);
        }
        finally
        {
            await DisposeAsync();
        }
    }
}
