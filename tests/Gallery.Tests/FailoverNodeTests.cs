namespace Replication.Gallery.Tests;

public sealed class FailoverNodeTests
{
    [Fact]
    public void Two_nodes_become_a_primary_and_a_secondary()
    {
        var (_, primary) = Primary();
        var (_, secondary) = Secondary();
        Assert.True(primary.IsCurrent() && secondary.IsCurrent());
    }

    [Fact]
    public void When_the_primary_fails_the_secondary_takes_over_and_the_old_primary_follows_it()
    {
        var (old, primary) = Primary();
        var (standby, secondary) = Secondary();

        Assert.True(primary.TryStopPostgres(StopGoal.Draining, out var stopped, out _));
        var asked = secondary.ReportPosition(1000);
        Assert.True(asked.TryPrepareForPromotion(mostAdvanced: 1000, out var chosen, out _));
        var cut = chosen.StopReplication();
        Assert.True(stopped.Draining!.Value.TryStopPostgres(StopGoal.DemoteTimeout, out var waited, out _));
        Assert.True(waited.DemoteTimeout!.Value.TryStopPostgres(StopGoal.Demoted, out var demoted, out _));
        Assert.True(cut.TryPromote(isAlone: false, out var promoted, out _));
        demoted.Rewind().PrepareForSecondary();
        promoted.WaitPrimary!.Value.EnableSyncReplication();

        Assert.Equal(("Secondary", "Primary"), (old.Now().State, standby.Now().State));
    }

    [Fact]
    public void A_standby_that_misses_entries_is_not_promoted_before_it_has_fetched_them()
    {
        var (node, secondary) = Secondary();
        var asked = secondary.ReportPosition(900);
        Assert.False(asked.TryPrepareForPromotion(mostAdvanced: 1000, out _, out var behind));
        Assert.Equal((FailoverError.MissesEntries, "900", "1000"), (behind.Code, behind.Presented.ToString(), behind.Stands.ToString()));
        Assert.True(asked.TryFastForward(1000, out var fetching, out _));
        Assert.False(fetching.TryFinishFastForward(950, out _, out _));
        Assert.True(fetching.TryFinishFastForward(1000, out _, out _));
        Assert.Equal("PrepPromotion", node.Now().State);
    }

    [Fact]
    public void In_a_switchover_the_primary_goes_to_maintenance_and_comes_back_as_a_standby()
    {
        var (old, primary) = Primary();
        var (standby, secondary) = Secondary();
        Assert.True(primary.TryStopForMaintenance(isReplaced: false, out var preparing, out _));
        Assert.True(secondary.ReportPosition(5).TryPrepareForPromotion(5, out var chosen, out _));
        Assert.True(chosen.StopReplication().TryPromote(isAlone: false, out _, out _));
        var maintained = preparing.PreparingMaintenance!.Value.StopForMaintenance(isReplaced: true);
        maintained.RestartStandby().PrepareForSecondary();
        Assert.Equal(("Secondary", "WaitPrimary"), (old.Now().State, standby.Now().State));
    }

    [Fact]
    public void A_standby_among_several_is_not_promoted_at_once()
    {
        var (_, secondary) = Secondary();
        Assert.False(secondary.TryPromote(isAlone: false, out _, out var why));
        Assert.Equal(FailoverError.NotAlone, why.Code);
        Assert.True(secondary.TryPromote(isAlone: true, out _, out _));
    }

    [Fact]
    public void A_secondary_is_not_told_to_do_a_primary_s_work()
    {
        var (node, _) = Secondary();
        Assert.False(node.TryFire(new FailoverNode.StopPostgres(StopGoal.Demoted), out _, out var why));
        Assert.StartsWith("illegal: StopPostgres has no row in state Secondary, where ", why.ToString(), StringComparison.Ordinal);
    }

    /// <summary>From the keeper's table in version 2.2, by hand: the states that may follow each.</summary>
    [Fact]
    public void The_table_is_the_keeper_s()
    {
        Dictionary<string, string> expected = new()
        {
            ["Init"] = "ReportLsn SingleNode WaitStandby",
            ["Dropped"] = "ReportLsn SingleNode WaitStandby",
            ["SingleNode"] = "WaitPrimary",
            ["WaitPrimary"] = "ApplyingSettings Demoted JoinPrimary Primary SingleNode",
            ["Primary"] = "ApplyingSettings DemoteTimeout Demoted Draining JoinPrimary Maintenance PreparingMaintenance SingleNode WaitPrimary",
            ["JoinPrimary"] = "DemoteTimeout Demoted Draining Primary SingleNode WaitPrimary",
            ["ApplyingSettings"] = "DemoteTimeout Demoted Draining JoinPrimary Primary SingleNode WaitPrimary",
            ["Draining"] = "DemoteTimeout Demoted ReportLsn SingleNode",
            ["DemoteTimeout"] = "Demoted Primary SingleNode",
            ["Demoted"] = "CatchingUp ReportLsn SingleNode",
            ["WaitStandby"] = "CatchingUp",
            ["CatchingUp"] = "Maintenance PrepPromotion ReportLsn Secondary SingleNode WaitMaintenance",
            ["Secondary"] = "CatchingUp Maintenance PrepPromotion ReportLsn SingleNode WaitMaintenance WaitStandby",
            ["ReportLsn"] = "FastForwarding JoinSecondary PrepPromotion Secondary SingleNode",
            ["FastForwarding"] = "PrepPromotion",
            ["PrepPromotion"] = "SingleNode StoppingReplication WaitPrimary",
            ["StoppingReplication"] = "SingleNode WaitPrimary",
            ["JoinSecondary"] = "Secondary",
            ["PreparingMaintenance"] = "CatchingUp Maintenance ReportLsn",
            ["Maintenance"] = "CatchingUp ReportLsn",
            ["WaitMaintenance"] = "Maintenance",
        };
        var table = FailoverNode.Definition;
        Assert.Equal(
            expected.OrderBy(row => row.Key, StringComparer.Ordinal),
            table.Rows.Where(row => table.Triggers[row.Trigger] != "Drop")
                .GroupBy(row => table.States[row.State], row => table.States[row.Next])
                .Select(row => KeyValuePair.Create(row.Key, string.Join(' ', row.Order(StringComparer.Ordinal))))
                .OrderBy(row => row.Key, StringComparer.Ordinal));
        Assert.Equal(76, expected.Values.Sum(next => next.Split(' ').Length));
        Assert.Equal(20, table.Rows.Count(row => table.Triggers[row.Trigger] == "Drop" && table.States[row.Next] == "Dropped"));
    }

    private static (FailoverNode Node, At<FailoverNode.Primary> Primary) Primary()
    {
        var node = FailoverNode.Start(out var init);
        return (node, init.InitPrimary().PrepareReplication().EnableSyncReplication());
    }

    private static (FailoverNode Node, At<FailoverNode.Secondary> Secondary) Secondary()
    {
        var node = FailoverNode.Start(out var init);
        return (node, init.AwaitPrimary().InitStandby().PrepareForSecondary());
    }
}
