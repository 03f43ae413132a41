namespace Replication.Gallery.Tests;

public sealed class FollowerProgressTests
{
    private static readonly FollowerLimits _limits = new(MaxInflight: 2);

    [Fact]
    public void A_follower_that_is_far_behind_is_probed_given_a_snapshot_and_replicated_to()
    {
        var progress = FollowerProgress.Start(_limits, FollowerProgress.Probe.After(0) with { Next = 11 }, out var probe);
        Assert.True(probe.TrySendEntries(1, out _));
        Assert.False(probe.TrySendEntries(1, out var why));
        Assert.Equal(FollowerError.FlowPaused, why.Code);
        Assert.True(probe.TryReject(index: 10, hint: 3, out _));
        Assert.Equal(new FollowerProgress.Probe(0, 4, MsgAppFlowPaused: false), probe.Read());
        Assert.True(probe.TrySendSnapshot(20, out var snapshot, out _));
        Assert.True(snapshot.TryAcknowledge(index: 20, firstIndex: 15, out var outcome, out _));
        var replicate = outcome.Replicate!.Value;
        Assert.Equal((20UL, 21UL), (replicate.Read().Match, replicate.Read().Next));
        Assert.Equal("Replicate", progress.Now().State);
    }

    [Fact]
    public void A_snapshot_that_leaves_the_follower_behind_the_log_is_not_the_end_of_it()
    {
        FollowerProgress.Start(_limits, FollowerProgress.Probe.After(0), out var probe);
        Assert.True(probe.TrySendSnapshot(20, out var snapshot, out _));
        Assert.True(snapshot.TryAcknowledge(index: 5, firstIndex: 15, out var outcome, out _));
        Assert.Equal(new FollowerProgress.Snapshot(5, 20), outcome.Snapshot!.Value.Read());
    }

    /// <summary>As <c>BecomeProbe</c> has it.</summary>
    [Theory]
    [InlineData(true, 21)]
    [InlineData(false, 1)]
    public void After_a_snapshot_the_follower_is_probed_where_it_should_be_and_not_before_the_next_heartbeat(bool arrived, ulong next)
    {
        FollowerProgress.Start(_limits, FollowerProgress.Probe.After(0), out var probe);
        Assert.True(probe.TrySendSnapshot(20, out var snapshot, out _));
        var again = snapshot.ReportSnapshot(arrived);
        Assert.Equal(new FollowerProgress.Probe(0, next, MsgAppFlowPaused: true), again.Read());
        Assert.False(again.TrySendEntries(1, out _));
        again.ReceiveHeartbeat();
        Assert.True(again.TrySendEntries(1, out _));
    }

    [Fact]
    public void No_more_messages_are_under_way_than_may_be_and_an_answer_frees_all_it_covers()
    {
        var replicate = Replicating(10);
        Assert.True(replicate.TrySendEntries(3, out _));
        Assert.True(replicate.TrySendEntries(3, out _));
        Assert.False(replicate.TrySendEntries(3, out var why));
        Assert.Equal((FollowerError.FlowPaused, "3", "2"), (why.Code, why.Presented.ToString(), why.Stands.ToString()));
        Assert.True(replicate.TryAcknowledge(index: 14, firstIndex: 1, out _));
        var read = replicate.Read();
        Assert.Equal((14UL, 17UL, false), (read.Match, read.Next, read.MsgAppFlowPaused));
        Assert.Equal([16UL], read.Inflights);
    }

    [Fact]
    public void A_heartbeat_lets_one_empty_message_through_a_full_window()
    {
        var replicate = Replicating(10);
        Assert.True(replicate.TrySendEntries(1, out _));
        Assert.True(replicate.TrySendEntries(1, out _));
        replicate.ReceiveHeartbeat();
        Assert.False(replicate.TrySendEntries(1, out _));
        Assert.True(replicate.TrySendEntries(0, out _));
        Assert.False(replicate.TrySendEntries(0, out _));
    }

    [Fact]
    public void A_late_answer_changes_nothing_and_a_real_rejection_goes_back_to_probing()
    {
        var replicate = Replicating(10);
        Assert.True(replicate.TrySendEntries(5, out _));
        Assert.False(replicate.TryAcknowledge(index: 10, firstIndex: 1, out var late));
        Assert.False(replicate.TryReject(index: 10, hint: 3, out _, out var spurious));
        Assert.Equal((FollowerError.Stale, FollowerError.Stale), (late.Code, spurious.Code));
        Assert.True(replicate.TryReject(index: 15, hint: 3, out var probe, out _));
        Assert.Equal(FollowerProgress.Probe.After(10), probe.Read());
    }

    [Fact]
    public void What_was_sent_ahead_to_a_follower_that_cannot_be_reached_is_probed_for()
    {
        var replicate = Replicating(10);
        Assert.True(replicate.TrySendEntries(5, out _));
        Assert.Equal(FollowerProgress.Probe.After(10), replicate.Lose().Read());
    }

    [Fact]
    public void Nothing_is_sent_while_a_snapshot_is_under_way()
    {
        var progress = FollowerProgress.Start(_limits, FollowerProgress.Probe.After(0), out var probe);
        Assert.True(probe.TrySendSnapshot(20, out _, out _));
        Assert.False(progress.TryFire(new FollowerProgress.SendEntries(1), out _, out var why));
        Assert.Equal(
            "illegal: SendEntries has no row in state Snapshot, where Acknowledge, ReportSnapshot, ReceiveHeartbeat would be legal.", why.ToString());
    }

    private static At<FollowerProgress.Replicate> Replicating(ulong match)
    {
        FollowerProgress.Start(_limits, FollowerProgress.Probe.After(match), out var probe);
        Assert.True(probe.TryAcknowledge(match, firstIndex: 1, out var replicate, out _));
        return replicate;
    }
}
