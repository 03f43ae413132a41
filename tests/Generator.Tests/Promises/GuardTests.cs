using Replication.Generator.Tests.Harness;
using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Promises;

public sealed class GuardTests
{
    [Theory]
    [InlineData(9, "Armed")]
    [InlineData(10, "Ringing")]
    [InlineData(14, "Ringing")]
    [InlineData(15, "Missed")]
    public void The_first_row_whose_guard_holds_is_taken(long now, string expected)
    {
        Alarm.Start(new Limit(5), new Alarm.Armed(10), out var armed);
        var twin = Alarm.Start(new Limit(5), new Alarm.Armed(10), out _);

        Assert.True(armed.TryTick(now, out var outcome, out _));
        Assert.True(twin.TryFire(new Alarm.Tick(now), out var current, out _));

        Assert.Equal((expected, expected), (outcome.State, current.State));
        Assert.Equal(outcome.Ringing?.Read(), current.Ringing?.Read());
    }

    [Fact]
    public void A_guarded_row_back_to_its_own_state_leaves_the_data_and_uses_the_value_up()
    {
        Alarm.Start(new Limit(5), new Alarm.Armed(10), out var armed);

        Assert.True(armed.TryTick(1, out var outcome, out _));

        Assert.Equal(10, outcome.Armed!.Value.Read().Due);
        Assert.False(armed.IsCurrent());
    }

    [Fact]
    public void Where_no_guard_holds_the_answer_names_trigger_guards_state_and_what_is_legal()
    {
        var alarm = Alarm.Start(new Limit(5), new Alarm.Armed(10), out var armed);
        Assert.True(armed.TryTick(10, out var outcome, out _));
        var ringing = outcome.Ringing!.Value;

        Assert.False(ringing.TrySnooze(6, out _, out var why));

        Assert.Equal(RejectionKind.Guarded, why.Kind);
        Assert.Equal(
            "guarded: Snooze needs IsSensible in state Ringing, which does not hold (legal here: Snooze, Lift, Shake, Clear).", why.ToString());
        Assert.False(alarm.TryFire(new Alarm.Snooze(6), out _, out var twin));
        Assert.Equal(why.ToString(), twin.ToString());
        Assert.True(ringing.IsCurrent());
    }

    [Fact]
    public void A_body_behind_a_guard_may_still_refuse()
    {
        Alarm.Start(new Limit(5), new Alarm.Armed(10), out var armed);
        Assert.True(armed.TryTick(10, out var outcome, out _));

        Assert.False(outcome.Ringing!.Value.TrySnooze(0, out _, out var why));

        Assert.Equal((RejectionKind.Refused, LedgerWhy.Nothing), (why.Kind, why.Code));
    }

    [Fact]
    public void A_stale_value_hears_fenced_and_not_what_a_guard_has_against_it()
    {
        Alarm.Start(new Limit(5), new Alarm.Armed(10), out var armed);
        Assert.True(armed.TryTick(10, out var outcome, out _));
        var ringing = outcome.Ringing!.Value;
        Assert.True(ringing.TryClear(true, out _, out _));

        Assert.False(ringing.TrySnooze(6, out _, out var why));

        Assert.Equal(RejectionKind.Fenced, why.Kind);
    }

    [Fact]
    public void The_table_names_the_guards_of_its_rows()
    {
        Assert.Equal(
            ["IsEarly", "IsDue", null, "IsSensible", "IsSensible", "IsLoud", "IsLoud", "IsLoud"], Alarm.Definition.Rows.Select(row => row.Guard));
    }

    [Fact]
    public void A_guard_that_loses_the_race_is_not_what_a_stale_holder_hears()
    {
        var gate = Gate.Start(new Gate.Open(9, ~9), out var open);
        var other = open;

        // The tenth is counted while the guard of the eleventh, that saw nine, still thinks.
        Assert.False(open.TryCount(() => Assert.True(other.TryCount(null, out _)), out var why));

        Assert.Equal((RejectionKind.Fenced, 10), (why.Kind, gate.Now().Open!.Value.Read().Count));
    }

    [Fact]
    public void Under_load_guards_see_whole_states_and_hooks_hear_each_transition_once()
    {
        var gate = Gate.Start(new Gate.Open(0, ~0), out _);
        var (counted, shut, reopened) = (0L, 0L, 0L);

        Race.Run(4, runner =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                if (gate.TryFire(new Gate.Count(null), out _, out _)) Interlocked.Increment(ref counted);
                if (gate.TryFire(new Gate.Drain(), out _, out _)) Interlocked.Increment(ref shut);
                if (gate.TryFire(new Gate.Reopen(), out _, out _)) Interlocked.Increment(ref reopened);
            }
        });

        var left = gate.Now().Open is { } open ? open.Read().Count : 0;
        Assert.Equal(reopened, gate.Reopened);
        Assert.Equal(shut * 10, gate.Drained);
        Assert.Equal(counted, gate.Drained + left);
        Assert.Equal((ulong)(counted + shut + reopened), gate.Transitions);
    }
}
