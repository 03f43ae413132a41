using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Promises;

public sealed class DynamicTwinTests
{
    private readonly FenceOwner _owner = new();

    [Fact]
    public void A_trigger_without_a_row_in_the_state_is_answered_as_illegal_and_changes_nothing()
    {
        using var step = _owner.Enter();
        var delivery = Delivery.Start(in step, new Route(10), out var idle);

        Assert.False(delivery.TryFire(in step, new Delivery.Arrive(), out var now, out var why));

        Assert.Equal(RejectionKind.Illegal, why.Kind);
        Assert.Equal(("Arrive", "Idle"), (why.Presented.ToString(), why.Stands.ToString()));
        Assert.Equal(["Rest", "Depart", "Abandon", "Recall"], why.Legal);
        Assert.Equal("", now.State);
        Assert.True(idle.IsCurrent(in step));
    }

    [Fact]
    public void What_the_dynamic_door_answers_is_the_current_capability()
    {
        using var step = _owner.Enter();
        var delivery = Delivery.Start(in step, new Route(10), out var idle);

        Assert.True(delivery.TryFire(in step, new Delivery.Depart("Ada"), out var now, out _));

        Assert.False(idle.IsCurrent(in step));
        Assert.Equal("Ada", now.Moving!.Value.Read(in step).Driver);
    }

    [Fact]
    public void Both_doors_give_the_same_answers_along_every_sequence_of_five_triggers()
    {
        for (var sequence = 0; sequence < 9 * 9 * 9 * 9 * 9; sequence++)
        {
            using var step = _owner.Enter();
            var typed = Delivery.Start(in step, new Route(2), out _);
            var twin = Delivery.Start(in step, new Route(2), out _);
            for (var (rest, i) = (sequence, 0); i < 5; rest /= 9, i++)
            {
                Assert.Equal(Walk.Typed(typed, in step, rest % 9), Walk.Dynamic(twin, in step, rest % 9));
                Assert.Equal(Walk.Where(typed, in step), Walk.Where(twin, in step));
            }
        }
    }
}
