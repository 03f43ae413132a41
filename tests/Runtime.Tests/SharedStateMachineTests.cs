namespace Replication.Tests;

public sealed class SharedStateMachineTests
{
    [Fact]
    public void A_stamp_is_taken_once()
    {
        var probe = new Probe();

        Assert.True(probe.Take(0));
        Assert.False(probe.Take(0));
        Assert.Equal(0x101UL, probe.Publish(0, 1));
        Assert.False(probe.Take(0));
        Assert.True(probe.Take(0x101));
    }

    [Fact]
    public void A_stamp_that_was_taken_is_used_up_before_the_next_one_is_published()
    {
        var probe = new Probe();
        Assert.True(probe.Holds(0) && probe.StillHolds(0));

        probe.Take(0);

        Assert.False(probe.Holds(0) || probe.StillHolds(0));
        Assert.Equal(0UL, probe.Transitions);
        probe.Publish(0, 1);
        Assert.Equal(1UL, probe.Transitions);
    }

    [Fact]
    public void Who_asks_for_the_stamp_while_somebody_stores_is_answered_with_one_that_was_published()
    {
        const int Rounds = 200_000;
        var probe = new Probe();
        var stores = true;
        Exception? fault = null;
        var reader = new Thread(() => fault = Record.Exception(() =>
        {
            for (ulong last = 0; Volatile.Read(ref stores);)
            {
                // Round n publishes state n % 3.
                var seen = probe.Stamp;
                Assert.Equal((byte)((seen >> 8) % 3), (byte)seen);
                Assert.True(seen >= last, "A reader went back in time.");
                last = seen;
            }
        }));
        reader.Start();
        ulong stamp = 0;
        for (var round = 1; round <= Rounds; round++)
        {
            probe.Take(stamp);
            stamp = probe.Publish(stamp, (byte)(round % 3));
        }

        Volatile.Write(ref stores, false);
        reader.Join();
        Assert.Null(fault);
        Assert.Equal((ulong)Rounds, probe.Transitions);
    }

    [Fact]
    public void A_machine_of_255_states_has_none_that_looks_as_being_stored()
    {
        var probe = new Probe();
        probe.Take(0);

        Assert.Equal(0x1FEUL, probe.Publish(0, 254));
        Assert.Equal(0x1FEUL, probe.Stamp);
    }

    private sealed class Probe() : SharedStateMachine(0)
    {
        public override MachineTable Table { get; } = new("Probe", ["A", "B", "C"], [], []);

        public ulong Stamp => CurrentStamp;

        public bool Holds(ulong stamp) => HoldsStamp(stamp);

        public bool StillHolds(ulong stamp) => StillHoldsStamp(stamp);

        public bool Take(ulong stamp) => TakeStamp(stamp);

        public ulong Publish(ulong stamp, byte state) => PublishState(stamp, StateIndexOf(stamp), state);
    }
}
