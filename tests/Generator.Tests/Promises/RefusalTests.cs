using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Promises;

public sealed class RefusalTests
{
    private readonly FenceOwner _owner = new();

    [Fact]
    public void A_refusal_names_what_was_presented_what_stands_and_what_is_legal_and_uses_nothing_up()
    {
        using var step = _owner.Enter();
        Delivery.Start(in step, new Route(10), out var idle);
        var moving = idle.Depart(in step, "Ada");

        Assert.False(moving.TryAdvance(in step, 11, out var why));

        Assert.Equal((RejectionKind.Refused, Why.BeyondRoute), (why.Kind, why.Code));
        Assert.Equal(("11", "10", "Moving", "Advance"), (why.Presented.ToString(), why.Stands.ToString(), why.State, why.Trigger));
        Assert.Equal(["Advance", "Inspect", "Arrive", "Explode", "Abandon", "Recall"], why.Legal);
        Assert.True(moving.TryAdvance(in step, 10, out _));
    }

    [Fact]
    public void A_refused_branch_uses_nothing_up()
    {
        using var step = _owner.Enter();
        Delivery.Start(in step, new Route(10), out var idle);
        var moving = idle.Depart(in step, "Ada");

        Assert.False(moving.TryInspect(in step, isSound: true, out var outcome, out var why));

        Assert.Equal(Why.TooEarly, why.Code);
        Assert.Equal("", outcome.State);
        Assert.Equal("Ada", moving.Read(in step).Driver);
    }

    [Fact]
    public void A_body_that_throws_leaves_the_machine_and_the_value_as_they_were()
    {
        using var step = _owner.Enter();
        var delivery = Delivery.Start(in step, new Route(10), out var idle);
        var moving = idle.Depart(in step, "Ada");

        Assert.Throws<InvalidTimeZoneException>(() =>
        {
            using var inner = _owner.Enter();
            moving.Explode(in inner);
        });
        Assert.Throws<InvalidTimeZoneException>(() =>
        {
            using var inner = _owner.Enter();
            delivery.TryFire(in inner, new Delivery.Explode(), out _, out _);
        });

        Assert.Equal(new Delivery.Moving(0, "Ada"), moving.Read(in step));
    }
}
