using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

public sealed class ActivityTests
{
    [Fact]
    public async Task P1_What_is_done_and_what_is_left_is_said_while_the_log_is_replayed()
    {
        await using var world = new RecoveryWorld(new ExecutionOptions { StepEntries = 15 });
        var activity = await Stepped(world, target: 100, within: TimeSpan.FromSeconds(5));

        Assert.Equal(("replaying the log", ActivityUnit.Entries, 15UL, 60UL), (activity.Doing, activity.Unit, activity.Done, activity.Total));
        Assert.Equal(3, activity.PerSecond);
        Assert.Equal(TimeSpan.FromSeconds(15), activity.Remaining);
    }

    [Fact]
    public async Task P1_A_rest_that_would_take_longer_than_can_be_said_hides_nobodys_activity()
    {
        await using var world = new RecoveryWorld(new ExecutionOptions { StepEntries = 15 });
        world.Port.Reading = new HistoryReading(History(head: ulong.MaxValue, committed: ulong.MaxValue), null);
        var activity = await Stepped(world, target: ulong.MaxValue, within: TimeSpan.FromDays(1));

        Assert.Equal(15UL, activity.Done);
        Assert.Null(activity.Remaining);
    }

    // What is said after the first step, which took its time, while the second one is under way.
    private static async Task<RecoveryActivity> Stepped(RecoveryWorld world, ulong target, TimeSpan within)
    {
        var session = await world.Decided();
        world.Port.Before(PortOp.Stream, () => world.Time.Advance(within));
        var gate = world.Port.Hold(PortOp.Stream, nth: 2);
        var work = world.CatchUp(session, target);
        await gate.Entered;
        try
        {
            return Assert.Single(world.Orchestrator.Activities.Read());
        }
        finally
        {
            await world.Cancellation.CancelAsync();
            await Gate.Patiently(work);
        }
    }
}
