namespace Replication.Gallery;

/// <summary>Why a connection does not take a call or a segment.</summary>
public enum TcpError
{
    /// <summary>No reason.</summary>
    None,

    /// <summary>It acknowledges what was never sent.</summary>
    UnacceptableAck,

    /// <summary>Its sequence number is outside the receive window.</summary>
    OutsideWindow,

    /// <summary>It is inside the receive window and not what comes next; a whole stack would keep it until the gap is filled.</summary>
    OutOfOrder,

    /// <summary>A reset inside the window that does not name exactly what comes next: it may be forged and is answered with a challenge (RFC 5961).</summary>
    Challenged,
}
