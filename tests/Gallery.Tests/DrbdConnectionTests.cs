namespace Replication.Gallery.Tests;

public sealed class DrbdConnectionTests
{
    private static readonly DrbdSettings _settings = new(LowestProtocol: 86, HighestProtocol: 122, HasVerifyAlgorithm: true);

    [Fact]
    public void A_node_that_was_away_connects_is_synchronized_and_disconnects()
    {
        var connection = DrbdConnection.Start(_settings, out _);
        var connected = Connected(connection);
        Assert.Equal(121, connected.Read().Protocol);
        Assert.True(connected.TryCompareData(mine: new(7, 5), peers: new(5, 0), out var compared, out _));
        Assert.True(compared.WFBitMapS!.Value.TryReceiveBitmap(outOfSync: 100, PauseReasons.None, out var begun, out _));
        var source = begun.SyncSource!.Value;
        Assert.True(source.TryProgress(60, out _));
        Assert.False(source.TryFinish(out _, out var early));
        Assert.Equal((DrbdError.StillOutOfSync, "40"), (early.Code, early.Stands.ToString()));
        Assert.False(source.TryProgress(41, out var beyond));
        Assert.Equal((DrbdError.BeyondBitmap, "41", "40"), (beyond.Code, beyond.Presented.ToString(), beyond.Stands.ToString()));
        Assert.True(source.TryProgress(40, out _));
        Assert.True(source.TryFinish(out var established, out _));
        established.Disconnect().Stop();
        Assert.Equal("StandAlone", connection.Now().State);
    }

    [Theory]
    [InlineData(7, 0, 7, 0, "Established")]   // the same data
    [InlineData(7, 5, 5, 0, "WFBitMapS")]     // changed here only
    [InlineData(5, 0, 7, 5, "WFBitMapT")]     // changed there only
    [InlineData(7, 5, 8, 5, "Disconnecting")] // changed on both: a split brain
    [InlineData(7, 0, 8, 0, "Disconnecting")] // never the same
    public void What_each_node_has_decides_who_sends_to_whom(ulong mine, ulong mineSince, ulong peers, ulong peersSince, string expected)
    {
        var connection = DrbdConnection.Start(_settings, out _);
        Assert.True(Connected(connection).TryCompareData(new(mine, mineSince), new(peers, peersSince), out _, out _));
        Assert.Equal(expected, connection.Now().State);
    }

    [Fact]
    public void Nodes_without_a_common_protocol_do_not_connect()
    {
        var connection = DrbdConnection.Start(_settings, out var alone);
        Assert.True(alone.Connect().TryPeer().TryGreet(lowest: 123, highest: 130, out var outcome, out _));
        Assert.NotNull(outcome.Disconnecting);
        Assert.Equal("Disconnecting", connection.Now().State);
    }

    [Fact]
    public void A_synchronization_rests_until_the_last_reason_is_gone()
    {
        var connection = DrbdConnection.Start(_settings, out _);
        Assert.True(Connected(connection).TryCompareData(new(5, 0), new(7, 5), out var compared, out _));
        var waiting = compared.WFBitMapT!.Value.ReceiveBitmap(9, PauseReasons.None);
        Assert.True(waiting.TryReceiveSyncUuid(PauseReasons.Dependency, out var begun, out _));
        var paused = begun.PausedSyncT!.Value;
        paused.Pause(PauseReasons.User);
        Assert.True(paused.TryResume(PauseReasons.Dependency, out var still, out _));
        paused = still.PausedSyncT!.Value;
        Assert.False(paused.TryResume(PauseReasons.Peer, out _, out var why));
        Assert.Equal((DrbdError.NotPausedForThat, "Peer", "User"), (why.Code, why.Presented.ToString(), why.Stands.ToString()));
        Assert.True(paused.TryResume(PauseReasons.User, out var going, out _));
        Assert.Equal(9UL, going.SyncTarget!.Value.Read().OutOfSync);
    }

    [Fact]
    public void A_node_that_was_ahead_sends_what_it_marked()
    {
        var connection = DrbdConnection.Start(_settings, out _);
        var ahead = Established(connection).Congest();
        ahead.Mark(3);
        ahead.Mark(4);
        Assert.True(ahead.TryDecongest(PauseReasons.None, out var begun, out _));
        Assert.Equal(7UL, begun.SyncSource!.Value.Read().OutOfSync);
    }

    [Fact]
    public void Nothing_is_compared_without_an_algorithm()
    {
        var connection = DrbdConnection.Start(_settings with { HasVerifyAlgorithm = false }, out _);
        Assert.False(Established(connection).TryVerify(out _, out var why));
        Assert.Equal("NoVerifyAlgorithm", why.Code.ToString());
    }

    /// <summary>As <c>is_valid_conn_transition</c> has it: after a loss only another attempt or the end, after the end only stand-alone.</summary>
    [Fact]
    public void What_may_follow_a_lost_or_ended_connection_is_what_DRBD_allows()
    {
        var table = DrbdConnection.Definition;
        string[] lost = ["Timeout", "BrokenPipe", "NetworkFailure", "ProtocolError", "TearDown"];
        Assert.All(lost, state => Assert.Equal(["Disconnecting", "Unconnected"], After(state)));
        Assert.Equal(["StandAlone"], After("Disconnecting"));
        Assert.Equal(["Unconnected"], After("StandAlone"));

        IEnumerable<string> After(string state) =>
            table.Rows.Where(row => table.States[row.State] == state).Select(row => table.States[row.Next]).Distinct().Order(StringComparer.Ordinal);
    }

    [Fact]
    public void A_connection_can_be_lost_in_every_state_in_which_there_is_one()
    {
        var linked = DrbdConnection.Definition.Groups.Single(group => group.Name == "ILinked");
        Assert.Equal(15, linked.States.Count);
        Assert.All(linked.States, state => Assert.Contains("LoseNetwork", DrbdConnection.Definition.LegalIn(state)));
    }

    /// <summary><c>SS_ALREADY_STANDALONE</c> and <c>SS_RESYNC_RUNNING</c>.</summary>
    [Fact]
    public void What_DRBD_refuses_has_no_row()
    {
        var connection = DrbdConnection.Start(_settings, out _);
        Assert.False(connection.TryFire(new DrbdConnection.Disconnect(), out _, out var alone));
        Assert.Equal("illegal: Disconnect has no row in state StandAlone, where Connect would be legal.", alone.ToString());
        var starting = Established(connection).InvalidatePeer();
        Assert.True(starting.TryMarkAll(10, PauseReasons.None, out _, out _));
        Assert.False(connection.TryFire(new DrbdConnection.Invalidate(), out _, out var running));
        Assert.Equal(("Invalidate", "SyncSource"), (running.Presented.ToString(), running.Stands.ToString()));
    }

    private static At<DrbdConnection.Established> Established(DrbdConnection connection)
    {
        Assert.True(Connected(connection).TryCompareData(new(7, 0), new(7, 0), out var compared, out _));
        return compared.Established!.Value;
    }

    private static At<DrbdConnection.Connected> Connected(DrbdConnection connection)
    {
        Assert.True(connection.Now().StandAlone!.Value.Connect().TryPeer().TryGreet(lowest: 90, highest: 121, out var greeted, out _));
        return greeted.Connected!.Value;
    }
}
