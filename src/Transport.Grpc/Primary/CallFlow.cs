using Replication.Recovery;
using Replication.Transport.Grpc.Flow;

namespace Replication.Transport.Grpc.Primary;

/// <summary>What governs the flow of one call.</summary>
/// <param name="Window">Bounds what is unacknowledged.</param>
/// <param name="Rate">Bounds how fast it is sent.</param>
/// <param name="Waiting">Told when the sender begins to wait.</param>
/// <param name="Time">Whose time.</param>
internal sealed record CallFlow(FlowWindow Window, RateLimit Rate, Action<WaitCause, FlowWindow> Waiting, TimeProvider Time)
{
    /// <summary>The flow of a new call.</summary>
    /// <param name="options">Window, and whom to tell.</param>
    /// <param name="authority">Whose call.</param>
    /// <param name="rate">Its rate.</param>
    /// <param name="time">Whose time.</param>
    public static CallFlow Of(TransportOptions options, Authority authority, RateLimit rate, TimeProvider time) => new(
        new FlowWindow(options.WindowBytes, options.WindowEntries),
        rate,
        (cause, window) =>
        {
            if (options.Waiting is not { } told) return;
            var (_, bytes, entries) = window.Unacknowledged;
            told(new StreamWait(authority, cause, bytes, entries));
        },
        time);
}
