using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Promises;

public sealed class HookTests
{
    [Fact]
    public void Exit_and_entry_are_heard_in_that_order_after_the_transition()
    {
        var alarm = Alarm.Start(new Limit(5), new Alarm.Armed(10), out var armed);

        Assert.True(armed.TryTick(12, out var outcome, out _));
        Assert.True(outcome.Ringing!.Value.TryLift(99, out _, out _));

        Assert.Equal(
            ["exited Armed until 10 as Ringing", "entered Ringing since 12 as Ringing", "exited Ringing as Missed", "entered Missed as Missed"],
            alarm.Heard);
    }

    [Fact]
    public void Who_stays_in_a_state_is_not_heard_and_neither_is_a_refusal_or_the_start()
    {
        var alarm = Alarm.Start(new Limit(5), new Alarm.Armed(11), out var armed);
        Assert.True(armed.TryTick(1, out _, out _));
        Assert.True(alarm.TryFire(new Alarm.Tick(11), out _, out _));
        alarm.Heard.Clear();

        Assert.True(alarm.TryFire(new Alarm.Shake(), out _, out _));
        Assert.False(alarm.TryFire(new Alarm.Shake(), out _, out _));
        Assert.False(alarm.TryFire(new Alarm.Tick(99), out _, out _));

        Assert.Empty(alarm.Heard);
    }

    [Fact]
    public void A_hook_that_throws_does_not_undo_the_transition()
    {
        var alarm = Alarm.Start(new Limit(5), new Alarm.Armed(10), out var armed);
        alarm.IsDeaf = true;

        Assert.Throws<InvalidTimeZoneException>(() => armed.TryTick(10, out _, out _));

        Assert.Equal(("Ringing", 1UL), (alarm.Now().State, alarm.Transitions));
        Assert.Equal(10, alarm.Now().Ringing!.Value.Read().Since);
    }

    [Fact]
    public void An_exit_that_no_body_decides_is_heard_with_the_data_that_was_left()
    {
        var pump = Pump.Start(out var idle);

        _ = idle.Run(7).Stop();
        Assert.True(pump.TryFire(new Pump.Run(9), out _, out _));
        Assert.True(pump.TryFire(Pump.Trigger.Stop));

        Assert.Equal([7, 9], pump.Left);
    }
}
