namespace Replication.Gallery.Tests;

public sealed class TcpConnectionTests
{
    private static readonly TcpSettings _settings = new(ReceiveWindow: 1000);

    /// <summary>RFC 9293, figure 6.</summary>
    [Fact]
    public void Three_segments_open_a_connection_on_both_ends()
    {
        TcpConnection.Start(_settings, out var a);
        TcpConnection.Start(_settings, out var b);
        var calling = a.ActiveOpen(100);
        var called = b.PassiveOpen().ReceiveSyn(seq: 100, freshIss: 300);
        Assert.True(calling.TryReceiveSynAck(seq: 300, ack: 101, out var one, out _));
        Assert.True(called.TryReceiveAck(seq: 101, ack: 301, length: 0, out var other, out _));
        Assert.Equal(new Tcb(101, 101, 301), one.Read().Tcb);
        Assert.Equal(new Tcb(301, 301, 101), other.Read().Tcb);
    }

    /// <summary>RFC 9293, figure 7.</summary>
    [Fact]
    public void Two_ends_that_call_each_other_at_once_share_one_connection()
    {
        TcpConnection.Start(_settings, out var a);
        TcpConnection.Start(_settings, out var b);
        var one = a.ActiveOpen(100).ReceiveSyn(seq: 300, freshIss: 999);
        var other = b.ActiveOpen(300).ReceiveSyn(seq: 100, freshIss: 999);
        Assert.True(one.TryReceiveSynAck(seq: 300, ack: 101, out var oneOpen, out _));
        Assert.True(other.TryReceiveSynAck(seq: 100, ack: 301, out var otherOpen, out _));
        Assert.Equal(new Tcb(101, 101, 301), oneOpen.Read().Tcb);
        Assert.Equal(new Tcb(301, 301, 101), otherOpen.Read().Tcb);
    }

    /// <summary>RFC 9293, figure 12.</summary>
    [Fact]
    public void The_end_that_closes_first_waits_for_what_may_still_be_under_way()
    {
        var (connection, established) = Established();
        var closing = established.Close();
        Assert.True(closing.TryReceiveAck(seq: 300, ack: 102, length: 0, out var outcome, out _));
        Assert.True(outcome.FinWait2!.Value.TryReceiveFin(seq: 300, ack: 102, out var waiting, out _));
        Assert.Equal(301u, waiting.Read().Tcb.RcvNxt);
        Assert.True(waiting.TryReceiveFin(seq: 300, ack: 102, out _));
        waiting.TimeWaitTimeout();
        Assert.Equal("Closed", connection.Now().State);
    }

    [Fact]
    public void The_end_that_closes_last_is_closed_by_the_acknowledgment_of_its_FIN_and_by_no_other()
    {
        var (connection, established) = Established();
        Assert.True(established.TryReceiveFin(seq: 300, ack: 101, out var half, out _));
        half.Send(10);
        var last = half.Close();
        Assert.True(last.TryReceiveAck(seq: 301, ack: 111, length: 0, out var outcome, out _));
        Assert.True(outcome.LastAck!.Value.TryReceiveAck(seq: 301, ack: 112, length: 0, out _, out _));
        Assert.Equal("Closed", connection.Now().State);
    }

    /// <summary>RFC 9293, figure 13.</summary>
    [Fact]
    public void Ends_that_close_at_once_both_wait()
    {
        var (connection, established) = Established();
        Assert.True(established.Close().TryReceiveFin(seq: 300, ack: 101, out var outcome, out _));
        Assert.True(outcome.Closing!.Value.TryReceiveAck(seq: 301, ack: 102, length: 0, out var waiting, out _));
        Assert.NotNull(waiting.TimeWait);
        Assert.Equal("TimeWait", connection.Now().State);
    }

    [Fact]
    public void A_FIN_that_acknowledges_this_end_s_own_leads_to_the_wait_at_once()
    {
        var (_, established) = Established();
        Assert.True(established.Close().TryReceiveFin(seq: 300, ack: 102, out var outcome, out _));
        Assert.NotNull(outcome.TimeWait);
    }

    [Theory]
    [InlineData(true, "Listen")]
    [InlineData(false, "Closed")]
    public void A_reset_before_the_handshake_is_over_sends_who_listened_back_to_listening_and_who_called_away(bool isPassive, string expected)
    {
        var connection = TcpConnection.Start(_settings, out var closed);
        var received = isPassive
            ? closed.PassiveOpen().ReceiveSyn(seq: 300, freshIss: 100)
            : closed.ActiveOpen(100).ReceiveSyn(seq: 300, freshIss: 999);
        Assert.True(received.TryReceiveReset(seq: 301, ack: 0, out _, out _));
        Assert.Equal(expected, connection.Now().State);
    }

    /// <summary>RFC 5961, section 3.2: exactly what comes next resets, what is only inside the window is challenged, the rest is dropped.</summary>
    [Theory]
    [MemberData(nameof(Synchronized))]
    public void A_reset_closes_a_synchronized_connection_only_if_it_names_exactly_what_comes_next(string state)
    {
        var connection = In(state);
        var next = state is "Established" or "FinWait1" or "FinWait2" ? 300u : 301u;
        Assert.False(connection.TryFire(new TcpConnection.ReceiveReset(next + 1, 0), out _, out var challenged));
        Assert.False(connection.TryFire(new TcpConnection.ReceiveReset(next + 1000, 0), out _, out var dropped));
        Assert.Equal(
            $"Challenged: presented {next + 1}, what stands is {next} (ReceiveReset in state {state}; legal here: {string.Join(", ", challenged.Legal)}).",
            challenged.ToString());
        Assert.Equal(TcpError.OutsideWindow, dropped.Code);
        Assert.True(connection.TryFire(new TcpConnection.ReceiveReset(next, 0), out var now, out _));
        Assert.Equal("Closed", now.State);
    }

    public static TheoryData<string> Synchronized { get; } = ["Established", "FinWait1", "FinWait2", "CloseWait", "Closing", "LastAck", "TimeWait"];

    [Fact]
    public void A_reset_answers_a_SYN_only_if_it_acknowledges_it()
    {
        var connection = TcpConnection.Start(_settings, out var closed);
        var calling = closed.ActiveOpen(100);
        Assert.False(calling.TryReceiveReset(seq: 0, ack: 100, out _, out var why));
        Assert.Equal(("100", "101"), (why.Presented.ToString(), why.Stands.ToString()));
        Assert.True(calling.TryReceiveReset(seq: 0, ack: 101, out _, out _));
        Assert.Equal("Closed", connection.Now().State);
    }

    [Fact]
    public void Who_listens_has_nothing_to_reset()
    {
        var connection = TcpConnection.Start(_settings, out var closed);
        closed.PassiveOpen();
        Assert.False(connection.TryFire(new TcpConnection.ReceiveReset(0, 0), out _, out var why));
        Assert.Equal(
            "illegal: ReceiveReset has no row in state Listen, where ActiveOpen, ReceiveSyn, Close, Abort, UserTimeout would be legal.", why.ToString());
    }

    [Fact]
    public void What_acknowledges_data_never_sent_is_refused_with_what_was_presented_and_what_stands()
    {
        var (_, established) = Established();
        established.Send(50);
        Assert.False(established.TryReceiveAck(seq: 300, ack: 152, length: 0, out var why));
        Assert.Equal((TcpError.UnacceptableAck, "152", "151"), (why.Code, why.Presented.ToString(), why.Stands.ToString()));
        Assert.True(established.TryReceiveAck(seq: 300, ack: 151, length: 0, out _));
        Assert.True(established.TryReceiveAck(seq: 300, ack: 120, length: 20, out _));
        Assert.Equal(new Tcb(151, 151, 320), established.Read().Tcb);
    }

    [Fact]
    public void Data_beyond_a_gap_and_data_outside_the_window_are_told_apart()
    {
        var (_, established) = Established();
        Assert.False(established.TryReceiveAck(seq: 310, ack: 101, length: 10, out var gap));
        Assert.False(established.TryReceiveAck(seq: 1300, ack: 101, length: 10, out var outside));
        Assert.Equal((TcpError.OutOfOrder, TcpError.OutsideWindow), (gap.Code, outside.Code));
    }

    [Fact]
    public void Sequence_numbers_go_on_after_their_greatest()
    {
        TcpConnection.Start(_settings, out var closed);
        Assert.True(closed.ActiveOpen(uint.MaxValue).TryReceiveSynAck(seq: uint.MaxValue, ack: 0, out var established, out _));
        established.Send(5);
        Assert.True(established.TryReceiveAck(seq: 0, ack: 5, length: 7, out _));
        Assert.Equal(new Tcb(5, 5, 7), established.Read().Tcb);
    }

    [Fact]
    public void An_abort_closes_whatever_is_open()
    {
        foreach (var state in TcpConnection.Definition.States.Where(state => state != "Closed"))
        {
            var connection = In(state);
            Assert.True(connection.TryFire(new TcpConnection.Abort(), out var now, out _), state);
            Assert.Equal("Closed", now.State);
        }
    }

    private static (TcpConnection Connection, At<TcpConnection.Established> Established) Established()
    {
        var connection = TcpConnection.Start(_settings, out var closed);
        Assert.True(closed.ActiveOpen(100).TryReceiveSynAck(seq: 299, ack: 101, out var established, out _));
        return (connection, established);
    }

    private static TcpConnection In(string state)
    {
        var connection = TcpConnection.Start(_settings, out var closed);
        At<TcpConnection.Established> established = default;
        if (state == "Listen") closed.PassiveOpen();
        else if (state == "SynSent") closed.ActiveOpen(100);
        else if (state == "SynReceived") closed.PassiveOpen().ReceiveSyn(seq: 299, freshIss: 100);
        else Assert.True(closed.ActiveOpen(100).TryReceiveSynAck(seq: 299, ack: 101, out established, out _));
        switch (state)
        {
            case "FinWait1": established.Close(); break;
            case "FinWait2": Assert.True(established.Close().TryReceiveAck(seq: 300, ack: 102, length: 0, out _, out _)); break;
            case "Closing": Assert.True(established.Close().TryReceiveFin(seq: 300, ack: 101, out _, out _)); break;
            case "TimeWait": Assert.True(established.Close().TryReceiveFin(seq: 300, ack: 102, out _, out _)); break;
            case "CloseWait": Assert.True(established.TryReceiveFin(seq: 300, ack: 101, out _, out _)); break;
            case "LastAck":
                Assert.True(established.TryReceiveFin(seq: 300, ack: 101, out var half, out _));
                half.Close();
                break;
            default: break;
        }

        Assert.Equal(state, connection.Now().State);
        return connection;
    }
}
