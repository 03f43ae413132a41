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
    public void An_exit_is_shown_the_data_that_no_body_asked_for()
    {
        var tap = Tap.Start(new Tap.Running(3), out var running);
        var kept = running;

        Assert.True(running.TryClose(out _, out _));
        Assert.True(tap.TryFire(new Tap.Open(4), out _, out _));
        Assert.False(kept.TryClose(out _, out var why));
        Assert.True(tap.TryFire(new Tap.Close(), out _, out _));

        Assert.Equal(RejectionKind.Fenced, why.Kind);
        Assert.Equal([3, 4], tap.Heard);
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
}
