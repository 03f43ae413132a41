using Replication.Recovery;

namespace Replication.Transport.Grpc.Flow;

/// <summary>
/// Notices that a pin was revoked, also while its stream waits for a replica that acknowledges nothing: that is when caps are exceeded (fault P2).
/// Thread-safe. Disposing stops the watch; nothing asks the store about the pin afterwards.
/// </summary>
internal sealed class PinWatch : IAsyncDisposable
{
    private readonly IPrimaryStore _store;
    private readonly Pin _pin;
    private readonly CancellationTokenSource _revoked = new();
    private readonly PeriodicTimer _timer;
    private readonly Task _watching;

    /// <summary>Begins to watch.</summary>
    /// <param name="store">The store that holds the pin.</param>
    /// <param name="pin">The pin.</param>
    /// <param name="interval">How often to ask.</param>
    /// <param name="time">Whose time.</param>
    public PinWatch(IPrimaryStore store, Pin pin, TimeSpan interval, TimeProvider time)
    {
        _store = store;
        _pin = pin;
        _timer = new PeriodicTimer(interval, time);
        Revoked = _revoked.Token;
        _watching = WatchAsync();
    }

    /// <summary>Cancelled when the watch has seen that the pin is revoked.</summary>
    public CancellationToken Revoked { get; }

    /// <summary>Asks the store now.</summary>
    /// <param name="error">Why the pin was revoked.</param>
    /// <returns>Whether it was.</returns>
    public bool IsRevoked(out RecoveryError error)
    {
        error = _store.Revocation(_pin);
        return !error.IsNone;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _watching;
        _revoked.Dispose();
    }

    private async Task WatchAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            if (!IsRevoked(out _)) continue;
            await _revoked.CancelAsync();
            return;
        }
    }
}
