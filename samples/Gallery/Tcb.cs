namespace Replication.Gallery;

/// <summary>
/// The sequence variables of a transmission control block (RFC 9293, section 3.3.1). Sequence numbers count modulo 2^32, so "before" and "after" are meant
/// within half of that.
/// </summary>
/// <param name="SndUna">The oldest sequence number sent and not acknowledged.</param>
/// <param name="SndNxt">The next one to be sent; a SYN and a FIN each take one.</param>
/// <param name="RcvNxt">The next one expected from the peer.</param>
public readonly record struct Tcb(uint SndUna, uint SndNxt, uint RcvNxt)
{
    /// <summary>Whether everything sent, a FIN included, is acknowledged.</summary>
    public bool IsAllAcknowledged => SndUna == SndNxt;

    /// <summary>The block after so many more sequence numbers were sent.</summary>
    /// <param name="count">Octets of data, and one for a FIN.</param>
    public Tcb Sent(uint count) => this with { SndNxt = unchecked(SndNxt + count) };

    /// <summary>The block after a segment, or why the segment is not taken (section 3.10.7.4, first and fifth step).</summary>
    /// <param name="seq">The first sequence number of the segment.</param>
    /// <param name="length">How many sequence numbers it takes: octets of data, and one for a FIN.</param>
    /// <param name="ack">What it acknowledges: the next sequence number the peer expects.</param>
    /// <param name="window">The receive window.</param>
    public Next<Tcb, TcpError> Received(uint seq, uint length, uint ack, uint window)
    {
        if (!Reaches(seq, length, window)) return TcpError.OutsideWindow.Because(seq, RcvNxt);
        if (length > 0 && seq != RcvNxt) return TcpError.OutOfOrder.Because(seq, RcvNxt);
        if (IsBefore(SndNxt, ack)) return TcpError.UnacceptableAck.Because(ack, SndNxt);
        return new Tcb(IsBefore(SndUna, ack) ? ack : SndUna, SndNxt, unchecked(RcvNxt + length));
    }

    /// <summary>Whether a sequence number lies in the receive window.</summary>
    /// <param name="seq">The sequence number.</param>
    /// <param name="window">The receive window.</param>
    public bool IsInWindow(uint seq, uint window) => unchecked(seq - RcvNxt) < window;

    /// <summary>Whether one sequence number comes before another.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    public static bool IsBefore(uint one, uint other) => unchecked((int)(one - other)) < 0;

    // The four cases of an acceptable segment: what it begins or ends with is inside the window, and a closed window takes no data.
    private bool Reaches(uint seq, uint length, uint window) =>
        length == 0 ? seq == RcvNxt || IsInWindow(seq, window)
        : IsInWindow(seq, window) || IsInWindow(unchecked(seq + length - 1), window);
}
