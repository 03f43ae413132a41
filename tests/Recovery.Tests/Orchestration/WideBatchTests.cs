using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

/// <summary>A log is sent in whole batches: one that is wider than a step is replayed nevertheless, and only a step that could have held it says that nothing moves.</summary>
public sealed class WideBatchTests
{
    private static readonly ExecutionOptions Steps = new() { StepEntries = 30 };

    [Fact]
    public void A_step_asks_for_something() => Assert.Throws<ArgumentOutOfRangeException>(() => new ExecutionOptions { StepEntries = 0 });

    [Fact]
    public async Task P1_A_catch_up_gets_past_a_batch_that_is_wider_than_a_step()
    {
        await using var world = Wide();
        var session = await world.Decided(flushed: 0);

        Assert.Equal(RecoveryCode.None, (await world.CatchUp(session, target: 1000)).Code);

        Assert.Equal(
            [
                "Stream (0, 30]", "Stream (10, 40]", "Stream (10, 70]", "Stream (10, 130]", "Stream (10, 250]",
                "Stream (200, 230]", "Stream (200, 260]", "Stream (200, 320]", "Stream (200, 440]", "Stream (200, 680]", "Stream (200, 1000]",
            ],
            Streams(world));
        Assert.Equal(ReplicaState.InSync, world.View().State);
        world.Port.AssertPinsAreAccountedFor();
    }

    [Fact]
    public async Task P1_The_log_after_a_snapshot_gets_past_a_batch_that_is_wider_than_a_step()
    {
        await using var world = Wide(checkpoint: 10);
        var session = world.Session(SessionKind.Rebuild);

        Assert.Equal(RecoveryCode.None, (await world.Rebuild(session)).Code);

        Assert.Equal(["Stream (10, 40]", "Stream (10, 70]", "Stream (10, 130]", "Stream (10, 250]", "Stream (200, 230]"], Streams(world).Take(5));
        Assert.Equal("Stream (200, 1000]", Streams(world)[^1]);
        Assert.Equal(ReplicaState.InSync, world.View().State);
        world.Port.AssertPinsAreAccountedFor();
    }

    [Theory]
    [InlineData(SessionKind.CatchUp, RecoveryCode.ProgressRegression)]
    [InlineData(SessionKind.Rebuild, RecoveryCode.VerificationFailed)]
    public async Task L1_A_log_that_does_not_move_though_all_of_it_was_asked_for_is_no_wide_batch(SessionKind kind, RecoveryCode code)
    {
        await using var world = Wide(checkpoint: 10);
        world.Port.Facts = Facts(10);
        world.Port.SendBatches();
        var session = world.Session(kind);

        Assert.Equal(code, (await world.Run(session)).Code);

        Assert.Equal("Stream (10, 1000]", Streams(world)[^1]);
        Assert.Single(Streams(world), "Stream (10, 1000]");
        Assert.Equal(ReplicaState.Disconnected, world.View().State);
        world.Port.AssertPinsAreAccountedFor();
    }

    [Fact]
    public async Task L8_The_budget_is_checked_before_every_wider_step()
    {
        await using var world = Wide();
        var session = await world.Decided(flushed: 10, budget: new RecoveryBudget(MaxDuration: 1_000, 0, 0));
        world.Port.Before(PortOp.Stream, () => world.Time.Advance(TimeSpan.FromSeconds(2)), nth: 2);

        Assert.Equal(RecoveryCode.BudgetViolation, (await world.CatchUp(session, target: 1000)).Code);

        Assert.Equal(2, world.Port.Calls(PortOp.Stream));
        Assert.Equal("budget_escalated duration_exceeded", world.Events(session)[^1]);
    }

    [Theory]
    [InlineData(SessionKind.CatchUp)]
    [InlineData(SessionKind.Rebuild)]
    public async Task Authority_is_asked_for_again_before_every_wider_step(SessionKind kind)
    {
        await using var world = Wide(checkpoint: 10);
        world.Port.Facts = Facts(10);
        var session = world.Session(kind);
        world.Port.Before(PortOp.Stream, () => world.Sender().Invalidate(session, new EndReason(EndCause.Other), ReplicaState.Disconnected));

        Assert.Equal(RecoveryCode.NoActiveSession, (await world.Run(session)).Code);

        Assert.Equal(1, world.Port.Calls(PortOp.Stream));
        world.Port.AssertPinsAreAccountedFor();
    }

    [Fact]
    public async Task The_widest_step_of_all_does_not_wrap()
    {
        await using var world = new RecoveryWorld(new ExecutionOptions { StepEntries = (1UL << 63) + 1 });
        world.Port.Reading = new HistoryReading(History(head: ulong.MaxValue, committed: ulong.MaxValue), null);
        world.Port.SendBatches(ulong.MaxValue);
        var session = await world.Decided(flushed: 1);

        Assert.Equal(RecoveryCode.None, (await world.CatchUp(session, target: ulong.MaxValue)).Code);

        Assert.Equal(["Stream (1, 9223372036854775810]", "Stream (1, 18446744073709551615]"], Streams(world));
    }

    // Batches end at 10, 200 and 1000.
    private static RecoveryWorld Wide(ulong checkpoint = 0)
    {
        var world = new RecoveryWorld(Steps);
        world.Port.Reading = new HistoryReading(History(head: 1000, committed: 1000, checkpoint: checkpoint, trusted: true), null);
        world.Port.SendBatches(10, 200, 1000);
        return world;
    }

    private static string[] Streams(RecoveryWorld world) => [.. world.Port.Trace.Where(call => call.StartsWith("Stream", StringComparison.Ordinal))];
}
