using Replication.Generator.Tests.Harness;
using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Promises;

public sealed class TypedTests
{
    private readonly FenceOwner _owner = new();

    [Fact]
    public void A_walk_along_the_table_carries_data_from_state_to_state()
    {
        using var step = _owner.Enter();
        var delivery = Delivery.Start(in step, new Route(10), out var idle);

        var moving = idle.Depart(in step, "Ada");
        Assert.True(moving.TryAdvance(in step, 10, out _));
        Assert.True(moving.TryArrive(in step, out var arrived, out _));

        Assert.Equal(new Delivery.Arrived(10), arrived.Read(in step));
        Assert.Equal("Arrived", delivery.Now(in step).State);
    }

    [Fact]
    public void A_loop_advances_the_value_in_place()
    {
        using var step = _owner.Enter();
        Delivery.Start(in step, new Route(10), out var idle);
        var moving = idle.Depart(in step, "Ada");
        var before = moving;

        Assert.True(moving.TryAdvance(in step, 4, out _));

        Assert.True(moving.IsCurrent(in step));
        Assert.False(before.IsCurrent(in step));
        Assert.Equal(4, moving.Read(in step).Km);
    }

    [Fact]
    public void A_loop_that_cannot_refuse_advances_the_value_in_place()
    {
        using var step = _owner.Enter();
        Delivery.Start(in step, new Route(10), out var idle);
        var before = idle;

        idle.Rest(in step);

        Assert.True(idle.IsCurrent(in step));
        Assert.False(before.IsCurrent(in step));
    }

    [Fact]
    public void A_branch_answers_with_the_state_it_led_to()
    {
        using var step = _owner.Enter();
        Delivery.Start(in step, new Route(10), out var idle);
        var moving = idle.Depart(in step, "Ada");
        Assert.True(moving.TryAdvance(in step, 1, out _));

        Assert.True(moving.TryInspect(in step, isSound: true, out var first, out _));
        Assert.True(first is { Moving: not null, Lost: null, State: "Moving" });
        Assert.True(first.Moving!.Value.TryInspect(in step, isSound: false, out var second, out _));

        Assert.True(second is { Moving: null, Lost: not null, State: "Lost" });
        Assert.Equal("broken", second.Lost!.Value.Read(in step).Reason);
    }

    [Fact]
    public void Match_calls_the_one_function_of_the_state_and_hands_the_step_on()
    {
        using var step = _owner.Enter();
        var delivery = Delivery.Start(in step, new Route(10), out var idle);
        idle.Depart(in step, "Ada");

        var driver = delivery.Now(in step).Match(
            step,
            idle: static (_, _) => "idle",
            moving: static (moving, step) => moving.Read(in step).Driver,
            lost: static (_, _) => "lost",
            arrived: static (_, _) => "arrived");

        Assert.Equal("Ada", driver);
    }

    [Fact]
    public void A_default_union_names_no_state_and_matches_none()
    {
        Delivery.Current none = default;

        Assert.True(none is { Idle: null, Moving: null, Arrived: null, Lost: null, State: "" });
        Assert.Throws<InvalidOperationException>(() => none.Match(
            0, static (_, _) => 0, static (_, _) => 0, static (_, _) => 0, static (_, _) => 0));
    }

    [Fact]
    public void A_group_row_serves_every_member()
    {
        using var step = _owner.Enter();
        Delivery.Start(in step, new Route(10), out var first);
        var lost = first.Abandon(in step, "rain");
        Assert.Equal("rain", lost.Read(in step).Reason);

        Delivery.Start(in step, new Route(10), out var second);
        var moving = second.Depart(in step, "Ada");
        At<Delivery.Idle> recalled = moving.Recall(in step);
        recalled.Recall(in step);
        Assert.True(recalled.IsCurrent(in step));
    }

    [Fact]
    public void An_explicit_row_goes_before_the_row_of_its_group()
    {
        using var step = _owner.Enter();
        var delivery = Delivery.Start(in step, new Route(10), out var idle);

        At<Delivery.Idle> again = idle.Depart(in step, "Ada").Abandon(in step, "rain");

        Assert.True(again.IsCurrent(in step));
        Assert.Equal(["Rest", "Depart", "Abandon", "Recall"], delivery.Table.LegalIn(0));
    }

    [Theory]
    [InlineData("closed.TryPush(in step, 1, out _)", "At<Door.Opened>")]
    [InlineData("closed.Close(in step)", "At<Door.Opened>")]
    [InlineData("opened.TryOpen(in step, 1, out _, out _)", "At<Door.Closed>")]
    public void A_call_that_is_illegal_in_a_state_does_not_compile_and_the_error_names_the_state_it_needs(string call, string needed)
    {
        var compiled = Compiled.From(Sources.Door, $$"""
            namespace Samples;

            internal static class Caller
            {
                internal static void Call(Replication.At<Door.Closed> closed, Replication.At<Door.Opened> opened, in Replication.OwnerStep step)
                {
                    _ = closed;
                    _ = opened;
                    {{call}};
                }
            }
            """);

        var problem = Assert.Single(compiled.Problems);
        Assert.Equal("CS1929", problem.Id);
        Assert.Contains(needed, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
