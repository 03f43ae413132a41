using Replication.Generator.Tests.Harness;
using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Promises;

public sealed class BareDoorTests
{
    private readonly FenceOwner _owner = new();

    [Fact]
    public void A_trigger_by_name_does_in_every_state_what_its_value_does()
    {
        using var step = _owner.Enter();
        for (var choice = 0; choice < 9; choice++)
        {
            foreach (var trigger in Enum.GetValues<Delivery.Trigger>())
            {
                var valued = Delivery.Start(in step, new Route(2), out _);
                var named = Delivery.Start(in step, new Route(2), out _);
                var explained = Delivery.Start(in step, new Route(2), out _);
                _ = Walk.Dynamic(valued, in step, choice);
                _ = Walk.Dynamic(named, in step, choice);
                _ = Walk.Dynamic(explained, in step, choice);

                var (isMade, answer) = Fired(valued, in step, trigger);

                Assert.Equal(isMade, Named(named, in step, trigger));
                Assert.Equal((isMade, answer), Explained(explained, in step, trigger));
                Assert.Equal(Walk.Where(valued, in step), Walk.Where(named, in step));
                Assert.Equal(Walk.Where(valued, in step), Walk.Where(explained, in step));
                Assert.Equal((valued.Transitions, valued.Transitions), (named.Transitions, explained.Transitions));
            }
        }
    }

    [Fact]
    public void The_enum_names_the_triggers_without_data_and_no_others() => Assert.Equal(
        ["Rest", "Arrive", "Explode", "Recall"], Enum.GetNames<Delivery.Trigger>());

    [Fact]
    public void A_number_that_is_no_trigger_makes_no_transition()
    {
        var turnstile = Turnstile.Start(out var locked);

        Assert.False(turnstile.TryFire((Turnstile.Trigger)77));
        Assert.Throws<ArgumentOutOfRangeException>(() => turnstile.TryFire((Turnstile.Trigger)77, out _));
        Assert.True(locked.IsCurrent());
    }

    [Fact]
    public void A_step_of_another_owner_is_refused_here_too()
    {
        using var step = _owner.Enter();
        var delivery = Delivery.Start(in step, new Route(2), out _);

        Assert.Throws<InvalidOperationException>(() =>
        {
            using var foreign = new FenceOwner().Enter();
            delivery.TryFire(in foreign, Delivery.Trigger.Rest);
        });
        Assert.Equal(0UL, delivery.Transitions);
    }

    [Fact]
    public void Of_threads_that_fire_by_name_none_loses_a_transition()
    {
        const int Threads = 4;
        const int Rounds = 2_000;
        var ledger = Ledger.Start(new Limit(long.MaxValue), Ledger.Open.At(1), out _);

        Race.Run(Threads, _ =>
        {
            for (var i = 0; i < Rounds; i++) Assert.True(ledger.TryFire(Ledger.Trigger.Mark));
        });

        Assert.Equal((1L + (Threads * Rounds), (ulong)(Threads * Rounds)), (ledger.Now().Open!.Value.Read().Whole(), ledger.Transitions));
    }

    [Fact]
    public void Firing_by_name_allocates_nothing_whether_it_is_refused_or_not()
    {
        var turnstile = Turnstile.Start(out _);
        Round(turnstile);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Round(turnstile);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Round(Turnstile turnstile)
    {
        var refused = !turnstile.TryFire(Turnstile.Trigger.Push) && !turnstile.TryFire(Turnstile.Trigger.Push, out _);
        var coined = turnstile.TryFire(new Turnstile.Coin(1), out _, out _);
        if (!(refused && coined && turnstile.TryFire(Turnstile.Trigger.Push))) throw new InvalidOperationException("Another way.");
    }

    private static (bool IsMade, string Why) Fired(Delivery delivery, in OwnerStep step, Delivery.Trigger trigger)
    {
        try
        {
            Rejection<Why> why;
            var isMade = trigger switch
            {
                Delivery.Trigger.Rest => delivery.TryFire(in step, default(Delivery.Rest), out _, out why),
                Delivery.Trigger.Arrive => delivery.TryFire(in step, default(Delivery.Arrive), out _, out why),
                Delivery.Trigger.Explode => delivery.TryFire(in step, default(Delivery.Explode), out _, out why),
                _ => delivery.TryFire(in step, default(Delivery.Recall), out _, out why),
            };
            return (isMade, why.ToString());
        }
        catch (InvalidTimeZoneException thrown)
        {
            return (false, thrown.Message);
        }
    }

    private static bool Named(Delivery delivery, in OwnerStep step, Delivery.Trigger trigger)
    {
        try
        {
            return delivery.TryFire(in step, trigger);
        }
        catch (InvalidTimeZoneException)
        {
            return false;
        }
    }

    private static (bool IsMade, string Why) Explained(Delivery delivery, in OwnerStep step, Delivery.Trigger trigger)
    {
        try
        {
            return (delivery.TryFire(in step, trigger, out var why), why.ToString());
        }
        catch (InvalidTimeZoneException thrown)
        {
            return (false, thrown.Message);
        }
    }
}
