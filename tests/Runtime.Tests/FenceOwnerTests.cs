namespace Replication.Tests;

public sealed class FenceOwnerTests
{
    [Fact]
    public void A_step_is_held_until_it_is_left()
    {
        var owner = new FenceOwner();
        Assert.False(owner.IsHeld);
        using (var step = owner.Enter())
        {
            Assert.True(owner.IsHeld);
            step.Demand(owner);
            using (owner.Enter()) Assert.True(owner.IsHeld);
            Assert.True(owner.IsHeld);
        }

        Assert.False(owner.IsHeld);
    }

    [Fact]
    public void A_step_of_another_owner_is_refused()
    {
        var owner = new FenceOwner();
        using var step = new FenceOwner().Enter();
        var message = Refusal(step, owner);
        Assert.Contains("another owner", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_step_is_refused() => Assert.Contains("default value", Refusal(default, new FenceOwner()), StringComparison.Ordinal);

    [Fact]
    public void A_step_that_was_left_is_refused()
    {
        var owner = new FenceOwner();
        var step = owner.Enter();
        step.Dispose();
        Assert.NotEqual("", Refusal(step, owner));
    }

    [Fact]
    public void Steps_exclude_each_other()
    {
        var owner = new FenceOwner();
        var counted = 0;
        Parallel.For(0, 4, _ =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                using var step = owner.Enter();
                counted++;
            }
        });
        Assert.Equal(40_000, counted);
    }

    private static string Refusal(OwnerStep step, FenceOwner owner)
    {
        try
        {
            step.Demand(owner);
            return "";
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }
}
