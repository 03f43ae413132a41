using Replication.Recovery;

namespace Replication.Transport.Grpc;

/// <summary>What a stream waits for.</summary>
public enum WaitCause
{
    /// <summary>The replica has to acknowledge before more may be sent.</summary>
    Window = 1,

    /// <summary>The rate limit lets nothing through for now.</summary>
    Rate,

    /// <summary>Everything was sent; the replica has to acknowledge the rest, or to verify the base.</summary>
    Acknowledgement,

    /// <summary>A live stream has shipped all there is; something has to be written.</summary>
    Log,
}

/// <summary>A stream begins to wait. "Waiting for what" is always answerable (fault P1).</summary>
/// <param name="Authority">Whose stream.</param>
/// <param name="Cause">For what.</param>
/// <param name="UnacknowledgedBytes">Bytes sent that the replica has not acknowledged.</param>
/// <param name="UnacknowledgedEntries">Entries sent that the replica has not acknowledged, as a distance in LSN.</param>
public readonly record struct StreamWait(Authority Authority, WaitCause Cause, ulong UnacknowledgedBytes, ulong UnacknowledgedEntries);
