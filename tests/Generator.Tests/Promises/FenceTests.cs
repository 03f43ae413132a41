using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Promises;

public sealed class FenceTests
{
    private readonly FenceOwner _owner = new();

    [Fact]
    public void A_used_up_value_is_refused_as_fenced_and_changes_nothing()
    {
        using var step = _owner.Enter();
        var delivery = Delivery.Start(in step, new Route(10), out var idle);
        var moving = idle.Depart(in step, "Ada");

        Assert.False(idle.TryDepart(in step, "Eve", out var next, out var why));

        Assert.Equal(RejectionKind.Fenced, why.Kind);
        Assert.Equal(("Idle", "Moving", "Moving", "Depart"), (why.Presented.ToString(), why.Stands.ToString(), why.State, why.Trigger));
        Assert.Equal(["Advance", "Inspect", "Arrive", "Explode", "Abandon", "Recall"], why.Legal);
        Assert.Equal(default, next);
        Assert.True(moving.IsCurrent(in step));
        Assert.Equal("Ada", delivery.Now(in step).Moving!.Value.Read(in step).Driver);
    }

    [Fact]
    public void A_superseded_value_of_the_same_state_is_refused_before_its_body_runs()
    {
        using var step = _owner.Enter();
        Delivery.Start(in step, new Route(10), out var idle);
        var moving = idle.Depart(in step, "Ada");
        var stale = moving;
        Assert.True(moving.TryAdvance(in step, 5, out _));

        Assert.False(stale.TryExplode(in step, out _, out var exploded));
        Assert.False(stale.TryAdvance(in step, 3, out var advanced));

        Assert.Equal(RejectionKind.Fenced, exploded.Kind);
        Assert.Equal(RejectionKind.Fenced, advanced.Kind);
        Assert.Equal(5, moving.Read(in step).Km);
        Assert.False(stale.IsCurrent(in step));
    }

    [Fact]
    public void A_stale_value_asked_without_Try_throws_and_says_what_stands()
    {
        using var step = _owner.Enter();
        Delivery.Start(in step, new Route(10), out var idle);
        var moving = idle.Depart(in step, "Ada");
        var stale = moving;
        Assert.True(moving.TryAdvance(in step, 5, out _));

        Assert.Contains("the machine has moved on and is in Moving", Stale(idle), StringComparison.Ordinal);
        Assert.Contains("minted in state Moving", StaleRead(stale), StringComparison.Ordinal);
        Assert.False(stale.TryRead(in step, out var state));
        Assert.Equal(default, state);
    }

    [Fact]
    public void A_default_value_throws()
    {
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var step = _owner.Enter();
            default(At<Delivery.Idle>).Depart(in step, "Ada");
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var step = _owner.Enter();
            default(At<Delivery.Moving>).Read(in step);
        });
    }

    [Fact]
    public void A_step_of_another_owner_is_refused_by_every_way_in()
    {
        var stranger = new FenceOwner();
        using var step = _owner.Enter();
        var delivery = Delivery.Start(in step, new Route(10), out var idle);

        Foreign(() => { using var other = stranger.Enter(); idle.Depart(in other, "Eve"); });
        Foreign(() => { using var other = stranger.Enter(); idle.TryDepart(in other, "Eve", out _, out _); });
        Foreign(() => { using var other = stranger.Enter(); idle.IsCurrent(in other); });
        Foreign(() => { using var other = stranger.Enter(); delivery.Now(in other); });
        Foreign(() => { using var other = stranger.Enter(); delivery.TryFire(in other, new Delivery.Depart("Eve"), out _, out _); });

        Assert.True(idle.IsCurrent(in step));
    }

    [Fact]
    public void A_machine_cannot_start_in_a_step_without_owner() =>
        Assert.Throws<ArgumentException>(() => Delivery.Start(default, new Route(10), out _));

    [Fact]
    public void A_view_of_the_current_state_goes_stale_with_the_state()
    {
        using var step = _owner.Enter();
        var delivery = Delivery.Start(in step, new Route(10), out var idle);
        var seen = delivery.Now(in step);
        idle.Depart(in step, "Ada");

        Assert.Equal("Idle", seen.State);
        Assert.False(seen.Idle!.Value.TryDepart(in step, "Eve", out _, out var why));
        Assert.Equal(RejectionKind.Fenced, why.Kind);
    }

    [Fact]
    public void A_value_acts_on_the_machine_that_minted_it_and_on_no_other()
    {
        using var step = _owner.Enter();
        var first = Delivery.Start(in step, new Route(10), out var idle);
        var second = Delivery.Start(in step, new Route(10), out _);

        idle.Depart(in step, "Ada");

        Assert.Equal(("Moving", "Idle"), (first.Now(in step).State, second.Now(in step).State));
    }

    private static void Foreign(Action act) =>
        Assert.Contains("another owner", Assert.Throws<InvalidOperationException>(act).Message, StringComparison.Ordinal);

    private string Stale(At<Delivery.Idle> idle) => Assert.Throws<StaleStateException>(() =>
    {
        using var step = _owner.Enter();
        idle.Depart(in step, "Eve");
    }).Message;

    private string StaleRead(At<Delivery.Moving> moving) => Assert.Throws<StaleStateException>(() =>
    {
        using var step = _owner.Enter();
        moving.Read(in step);
    }).Message;
}
