using Grpc.Core;
using Replication.Recovery;

namespace Replication.Transport.Grpc.Primary;

/// <summary>What a call that failed below the protocol means to the engine.</summary>
internal static class TransportLoss
{
    /// <summary>
    /// Whether an exception is the end of a call. Reading and starting a call throw what gRPC makes of it; writing throws what the connection itself says.
    /// </summary>
    /// <param name="exception">What was thrown by a call.</param>
    public static bool Is(Exception exception) => exception is RpcException or IOException or HttpRequestException or ObjectDisposedException;

    /// <summary>
    /// A call that ended below the protocol. Whatever the status, the replica said nothing by value: all the primary knows is that the connection no longer carries the
    /// call, and that is never a reason to rebuild (fault L6). Status and detail are for people.
    /// </summary>
    /// <param name="exception">What was thrown.</param>
    public static RecoveryError Of(Exception exception)
    {
        var end = exception is RpcException { Status: var status } ? $"{status.StatusCode}: {status.Detail}" : $"{exception.GetType().Name}: {exception.Message}";
        return new(RecoveryCode.TransportLost, "a call to the replica", $"it ended with {end}", "a new session");
    }

    /// <summary>A replica that did not answer in time.</summary>
    /// <param name="operation">What was asked.</param>
    /// <param name="deadline">How long it had.</param>
    public static RecoveryError Late(string operation, TimeSpan deadline) =>
        new(RecoveryCode.TransportLost, operation, $"no answer within {deadline.TotalMilliseconds} ms", "an answer by then");
}
