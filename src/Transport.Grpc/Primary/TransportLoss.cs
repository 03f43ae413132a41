using Grpc.Core;
using Replication.Recovery;

namespace Replication.Transport.Grpc.Primary;

/// <summary>What a call that failed below the protocol means to the engine.</summary>
internal static class TransportLoss
{
    /// <summary>
    /// A call that ended with a status of gRPC itself. Whatever the status, the replica said nothing by value: all the primary knows is that the connection no longer
    /// carries the call, and that is never a reason to rebuild (fault L6). Status and detail are for people.
    /// </summary>
    /// <param name="exception">What was thrown.</param>
    public static RecoveryError Of(RpcException exception) =>
        new(RecoveryCode.TransportLost, "a call to the replica", $"it ended with {exception.StatusCode}: {exception.Status.Detail}", "a new session");

    /// <summary>A replica that did not answer in time.</summary>
    /// <param name="operation">What was asked.</param>
    /// <param name="deadline">How long it had.</param>
    public static RecoveryError Late(string operation, TimeSpan deadline) =>
        new(RecoveryCode.TransportLost, operation, $"no answer within {deadline.TotalMilliseconds} ms", "an answer by then");
}
