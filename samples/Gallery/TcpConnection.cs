namespace Replication.Gallery;

/// <summary>
/// One end of a TCP connection: the eleven states of RFC 9293, figure 5, and what the calls, segments and timeouts of section 3.10 do in each of them.
/// </summary>
/// <remarks>
/// Sending is the caller's: after a transition the state says what is owed to the peer. A cell that no row names is what the RFC answers with an error or an
/// empty acknowledgment, a second SYN inside a connection for instance. <c>Closed</c> is where a connection rests: it can be opened again.
/// </remarks>
[StateMachine<TcpError>(Fence.None, Context = typeof(TcpSettings))]
[On<Closed, PassiveOpen, Listen>]
[On<Closed, ActiveOpen, SynSent>]
[On<Listen, ActiveOpen, SynSent>]               // who waited decides to call
[On<Listen, ReceiveSyn, SynReceived>]
[On<Listen, Close, Closed>]
[On<SynSent, ReceiveSyn, SynReceived>]          // both call at once
[On<SynSent, ReceiveSynAck, Established>]
[On<SynSent, ReceiveReset, Closed>]             // refused by the peer
[On<SynSent, Close, Closed>]
[On<SynReceived, ReceiveAck, Established>]
[On<SynReceived, ReceiveSynAck, Established>]   // the end of a simultaneous open
[On<SynReceived, ReceiveFin, CloseWait>]
[On<SynReceived, ReceiveReset, Listen>]         // who only waited goes on waiting,
[On<SynReceived, ReceiveReset, Closed>]         // who called was refused
[On<SynReceived, Close, FinWait1>]
[On<Established, Send, Established>]
[On<Established, ReceiveAck, Established>]
[On<Established, ReceiveFin, CloseWait>]        // the peer closes first
[On<Established, Close, FinWait1>]              // this end closes first
[On<FinWait1, ReceiveAck, FinWait1>]
[On<FinWait1, ReceiveAck, FinWait2>]            // the FIN is acknowledged
[On<FinWait1, ReceiveFin, Closing>]             // both close at once: the peer has not seen this end's FIN,
[On<FinWait1, ReceiveFin, TimeWait>]            // or acknowledges it along with its own
[On<FinWait2, ReceiveAck, FinWait2>]
[On<FinWait2, ReceiveFin, TimeWait>]
[On<CloseWait, Send, CloseWait>]
[On<CloseWait, ReceiveAck, CloseWait>]
[On<CloseWait, Close, LastAck>]
[On<Closing, ReceiveAck, Closing>]
[On<Closing, ReceiveAck, TimeWait>]
[On<LastAck, ReceiveAck, LastAck>]
[On<LastAck, ReceiveAck, Closed>]
[On<TimeWait, ReceiveFin, TimeWait>]            // the last acknowledgment was lost: the wait begins anew
[On<TimeWait, TimeWaitTimeout, Closed>]         // twice the maximum segment lifetime is over
[On<ISynchronized, ReceiveReset, Closed>]
[On<IOpen, Abort, Closed>]
[On<IOpen, UserTimeout, Closed>]
[Resting<Closed>]
public sealed partial class TcpConnection
{
    /// <summary>There is a connection, or an attempt at one.</summary>
    public interface IOpen;

    /// <summary>Both ends know the sequence numbers of the other.</summary>
    public interface ISynchronized : IOpen
    {
        /// <summary>The sequence variables.</summary>
        Tcb Tcb { get; }
    }

    /// <summary>No connection.</summary>
    public readonly record struct Closed;

    /// <summary>Waits for any peer to call.</summary>
    public readonly record struct Listen : IOpen;

    /// <summary>Called a peer and waits for it to call back.</summary>
    /// <param name="Iss">The sequence number of the SYN sent.</param>
    public readonly record struct SynSent(uint Iss) : IOpen;

    /// <summary>Both SYNs are under way or there; this end's own is not acknowledged.</summary>
    /// <param name="Iss">The sequence number of the SYN sent.</param>
    /// <param name="Irs">The sequence number of the SYN received.</param>
    /// <param name="IsPassive">Whether this end was listening.</param>
    public readonly record struct SynReceived(uint Iss, uint Irs, bool IsPassive) : IOpen
    {
        /// <summary>The block of the connection that an acknowledgment of the SYN will open.</summary>
        public Tcb Tcb => new(Iss, unchecked(Iss + 1), unchecked(Irs + 1));
    }

    /// <summary>Data flows both ways.</summary>
    /// <param name="Tcb">The sequence variables.</param>
    public readonly record struct Established(Tcb Tcb) : ISynchronized;

    /// <summary>This end sent a FIN that is not acknowledged.</summary>
    /// <param name="Tcb">The sequence variables; what is sent last is the FIN.</param>
    public readonly record struct FinWait1(Tcb Tcb) : ISynchronized;

    /// <summary>This end is closed; the peer may still send.</summary>
    /// <param name="Tcb">The sequence variables.</param>
    public readonly record struct FinWait2(Tcb Tcb) : ISynchronized;

    /// <summary>The peer is closed; this end may still send.</summary>
    /// <param name="Tcb">The sequence variables.</param>
    public readonly record struct CloseWait(Tcb Tcb) : ISynchronized;

    /// <summary>Both ends sent a FIN before they saw the other's; this end's is not acknowledged.</summary>
    /// <param name="Tcb">The sequence variables; what is sent last is the FIN.</param>
    public readonly record struct Closing(Tcb Tcb) : ISynchronized;

    /// <summary>The peer closed first; this end's FIN is not acknowledged.</summary>
    /// <param name="Tcb">The sequence variables; what is sent last is the FIN.</param>
    public readonly record struct LastAck(Tcb Tcb) : ISynchronized;

    /// <summary>Both ends are closed; old segments may still be under way.</summary>
    /// <param name="Tcb">The sequence variables.</param>
    public readonly record struct TimeWait(Tcb Tcb) : ISynchronized;

    /// <summary>The user waits for a call.</summary>
    public readonly record struct PassiveOpen;

    /// <summary>The user calls; a user who sends while listening does the same.</summary>
    /// <param name="Iss">The initial send sequence number.</param>
    public readonly record struct ActiveOpen(uint Iss);

    /// <summary>The user sends data.</summary>
    /// <param name="Length">How many octets.</param>
    public readonly record struct Send(uint Length);

    /// <summary>The user has nothing more to send.</summary>
    public readonly record struct Close;

    /// <summary>The user gives the connection up.</summary>
    public readonly record struct Abort;

    /// <summary>A SYN arrives.</summary>
    /// <param name="Seq">The peer's initial sequence number.</param>
    /// <param name="FreshIss">What to answer with; an end that has sent a SYN of its own keeps the number of that.</param>
    public readonly record struct ReceiveSyn(uint Seq, uint FreshIss);

    /// <summary>A SYN arrives that acknowledges this end's own.</summary>
    /// <param name="Seq">The peer's initial sequence number.</param>
    /// <param name="Ack">What it acknowledges.</param>
    public readonly record struct ReceiveSynAck(uint Seq, uint Ack);

    /// <summary>A segment arrives, with or without data.</summary>
    /// <param name="Seq">Its sequence number.</param>
    /// <param name="Ack">What it acknowledges.</param>
    /// <param name="Length">Octets of data.</param>
    public readonly record struct ReceiveAck(uint Seq, uint Ack, uint Length);

    /// <summary>A FIN arrives.</summary>
    /// <param name="Seq">Its sequence number.</param>
    /// <param name="Ack">What it acknowledges.</param>
    public readonly record struct ReceiveFin(uint Seq, uint Ack);

    /// <summary>A reset arrives.</summary>
    /// <param name="Seq">Its sequence number.</param>
    /// <param name="Ack">What it acknowledges; counts only as an answer to a SYN.</param>
    public readonly record struct ReceiveReset(uint Seq, uint Ack);

    /// <summary>The user's patience with an unacknowledged segment is over.</summary>
    public readonly record struct UserTimeout;

    /// <summary>Nothing of the connection can be under way any more.</summary>
    public readonly record struct TimeWaitTimeout;

    static SynSent On(in Closed s, in ActiveOpen t) => new(t.Iss);

    static SynSent On(in Listen s, in ActiveOpen t) => new(t.Iss);

    static SynReceived On(in Listen s, in ReceiveSyn t) => new(t.FreshIss, t.Seq, IsPassive: true);

    static SynReceived On(in SynSent s, in ReceiveSyn t) => new(s.Iss, t.Seq, IsPassive: false);

    static Next<Established, TcpError> On(in SynSent s, in ReceiveSynAck t) =>
        t.Ack != unchecked(s.Iss + 1)
            ? TcpError.UnacceptableAck.Because(t.Ack, unchecked(s.Iss + 1))
            : new Established(new Tcb(t.Ack, t.Ack, unchecked(t.Seq + 1)));

    static Next<Closed, TcpError> On(in SynSent s, in ReceiveReset t) =>
        t.Ack != unchecked(s.Iss + 1)
            ? TcpError.UnacceptableAck.Because(t.Ack, unchecked(s.Iss + 1))
            : new Closed();

    static Next<Established, TcpError> On(in SynReceived s, in ReceiveAck t, in TcpSettings settings)
    {
        // Nothing short of the SYN's own acknowledgment opens the connection.
        if (t.Ack != s.Tcb.SndNxt) return TcpError.UnacceptableAck.Because(t.Ack, s.Tcb.SndNxt);
        var received = s.Tcb.Received(t.Seq, t.Length, t.Ack, settings.ReceiveWindow);
        return received.Accepted ? new Established(received.State) : received.Rejection;
    }

    static Next<Established, TcpError> On(in SynReceived s, in ReceiveSynAck t) =>
        t.Seq != s.Irs ? TcpError.OutsideWindow.Because(t.Seq, s.Irs)
        : t.Ack != s.Tcb.SndNxt ? TcpError.UnacceptableAck.Because(t.Ack, s.Tcb.SndNxt)
        : new Established(s.Tcb with { SndUna = t.Ack });

    static Next<CloseWait, TcpError> On(in SynReceived s, in ReceiveFin t, in TcpSettings settings)
    {
        if (t.Ack != s.Tcb.SndNxt) return TcpError.UnacceptableAck.Because(t.Ack, s.Tcb.SndNxt);
        var received = s.Tcb.Received(t.Seq, 1, t.Ack, settings.ReceiveWindow);
        return received.Accepted ? new CloseWait(received.State) : received.Rejection;
    }

    static Next<Listen, Closed, TcpError> On(in SynReceived s, in ReceiveReset t, in TcpSettings settings) =>
        t.Seq != s.Tcb.RcvNxt ? Stray(s.Tcb, t.Seq, settings)
        : s.IsPassive ? new Listen()
        : new Closed();

    static FinWait1 On(in SynReceived s, in Close t) => new(s.Tcb.Sent(1));

    static Established On(in Established s, in Send t) => new(s.Tcb.Sent(t.Length));

    static Next<Established, TcpError> On(in Established s, in ReceiveAck t, in TcpSettings settings)
    {
        var received = s.Tcb.Received(t.Seq, t.Length, t.Ack, settings.ReceiveWindow);
        return received.Accepted ? new Established(received.State) : received.Rejection;
    }

    static Next<CloseWait, TcpError> On(in Established s, in ReceiveFin t, in TcpSettings settings)
    {
        var received = s.Tcb.Received(t.Seq, 1, t.Ack, settings.ReceiveWindow);
        return received.Accepted ? new CloseWait(received.State) : received.Rejection;
    }

    static FinWait1 On(in Established s, in Close t) => new(s.Tcb.Sent(1));

    static Next<FinWait1, FinWait2, TcpError> On(in FinWait1 s, in ReceiveAck t, in TcpSettings settings)
    {
        var received = s.Tcb.Received(t.Seq, t.Length, t.Ack, settings.ReceiveWindow);
        if (!received.Accepted) return received.Rejection;
        return received.State.IsAllAcknowledged ? new FinWait2(received.State) : new FinWait1(received.State);
    }

    static Next<Closing, TimeWait, TcpError> On(in FinWait1 s, in ReceiveFin t, in TcpSettings settings)
    {
        var received = s.Tcb.Received(t.Seq, 1, t.Ack, settings.ReceiveWindow);
        if (!received.Accepted) return received.Rejection;
        return received.State.IsAllAcknowledged ? new TimeWait(received.State) : new Closing(received.State);
    }

    static Next<FinWait2, TcpError> On(in FinWait2 s, in ReceiveAck t, in TcpSettings settings)
    {
        var received = s.Tcb.Received(t.Seq, t.Length, t.Ack, settings.ReceiveWindow);
        return received.Accepted ? new FinWait2(received.State) : received.Rejection;
    }

    static Next<TimeWait, TcpError> On(in FinWait2 s, in ReceiveFin t, in TcpSettings settings)
    {
        var received = s.Tcb.Received(t.Seq, 1, t.Ack, settings.ReceiveWindow);
        return received.Accepted ? new TimeWait(received.State) : received.Rejection;
    }

    static CloseWait On(in CloseWait s, in Send t) => new(s.Tcb.Sent(t.Length));

    static Next<CloseWait, TcpError> On(in CloseWait s, in ReceiveAck t, in TcpSettings settings)
    {
        var received = s.Tcb.Received(t.Seq, t.Length, t.Ack, settings.ReceiveWindow);
        return received.Accepted ? new CloseWait(received.State) : received.Rejection;
    }

    static LastAck On(in CloseWait s, in Close t) => new(s.Tcb.Sent(1));

    static Next<Closing, TimeWait, TcpError> On(in Closing s, in ReceiveAck t, in TcpSettings settings)
    {
        var received = s.Tcb.Received(t.Seq, t.Length, t.Ack, settings.ReceiveWindow);
        if (!received.Accepted) return received.Rejection;
        return received.State.IsAllAcknowledged ? new TimeWait(received.State) : new Closing(received.State);
    }

    static Next<LastAck, Closed, TcpError> On(in LastAck s, in ReceiveAck t, in TcpSettings settings)
    {
        var received = s.Tcb.Received(t.Seq, t.Length, t.Ack, settings.ReceiveWindow);
        if (!received.Accepted) return received.Rejection;
        return received.State.IsAllAcknowledged ? new Closed() : new LastAck(received.State);
    }

    // Only the FIN that is known already can come again: it stands just before what would come next.
    static Next<TimeWait, TcpError> On(in TimeWait s, in ReceiveFin t) =>
        t.Seq != unchecked(s.Tcb.RcvNxt - 1) ? TcpError.OutsideWindow.Because(t.Seq, s.Tcb.RcvNxt) : s;

    static Next<Closed, TcpError> On<TState>(in TState s, in ReceiveReset t, in TcpSettings settings)
        where TState : struct, ISynchronized =>
        t.Seq != s.Tcb.RcvNxt ? Stray(s.Tcb, t.Seq, settings) : new Closed();

    private static Rejection<TcpError> Stray(in Tcb tcb, uint seq, in TcpSettings settings) =>
        (tcb.IsInWindow(seq, settings.ReceiveWindow) ? TcpError.Challenged : TcpError.OutsideWindow).Because(seq, tcb.RcvNxt);
}
