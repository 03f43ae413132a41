namespace Replication.Transport.Grpc.Flow;

/// <summary>
/// A token bucket. A frame goes as soon as the bucket is not in debt and may leave it in debt, so that a frame of any size passes and the rate holds
/// on average. An idle bucket saves up a tenth of a second. Thread-safe.
/// </summary>
/// <param name="bytesPerSecond">The rate; 0 = unlimited.</param>
/// <param name="time">Whose time.</param>
internal sealed class RateLimit(ulong bytesPerSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly double _capacity = bytesPerSecond / 10.0;
    private double _tokens;
    private long _filledAt = time.GetTimestamp();

    /// <summary>Takes the bytes of a frame, or says how long to wait before trying again.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="wait">How long; whole milliseconds, rounded up, so that the debt is paid by then.</param>
    /// <returns>Whether the frame may be sent.</returns>
    public bool TryTake(ulong bytes, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (bytesPerSecond == 0) return true;
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _tokens = Math.Min(_capacity, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * bytesPerSecond));
            _filledAt = now;
            if (_tokens < 0)
            {
                wait = TimeSpan.FromMilliseconds(Math.Ceiling(-_tokens * 1000 / bytesPerSecond));
                return false;
            }

            _tokens -= bytes;
            return true;
        }
    }

    /// <summary>Limits nothing.</summary>
    public static RateLimit None { get; } = new(0, TimeProvider.System);
}
