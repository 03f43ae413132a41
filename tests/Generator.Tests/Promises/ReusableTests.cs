using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Promises;

public sealed class ReusableTests
{
    [Fact]
    public void A_machine_that_has_ended_begins_again_with_a_new_context_and_new_data()
    {
        using var step = new FenceOwner().Enter();
        var machine = Copying.Start(step, new(1, 10), new(0), out var first);
        first.Close(step);

        machine.Restart(step, new(2, 20), new(5), out var second);

        Assert.True(machine.TryEnter(step, 2, out var now, out _));
        Assert.Equal(5, now.Open!.Value.Read(step).Copied);
        second.Copy(step, 100);
        Assert.Equal(20, second.Read(step).Copied);
        Assert.False(machine.TryEnter(step, 1, out _, out _));
    }

    [Fact]
    public void What_was_minted_in_the_life_before_stays_used_up()
    {
        using var step = new FenceOwner().Enter();
        var machine = Copying.Start(step, new(1, 10), new(0), out var first);
        var kept = machine.Now(step).Open!.Value;
        Assert.True(first.TryClose(step, out var closed, out _));

        machine.Restart(step, new(2, 10), new(0), out var second);

        Assert.False(kept.TryCopy(step, 1, out var why));
        Assert.Equal(RejectionKind.Fenced, why.Kind);
        Assert.False(closed.IsCurrent(step));
        Assert.True(second.IsCurrent(step));
        Assert.Equal(2ul, machine.Transitions);
    }

    [Fact]
    public void A_machine_that_has_not_ended_does_not_begin_again()
    {
        using var step = new FenceOwner().Enter();
        var machine = Copying.Start(step, new(1, 10), new(3), out var open);

        Assert.Contains("this one is in Open", Refused(machine, new(2, 10)), StringComparison.Ordinal);

        Assert.Equal(3, open.Read(step).Copied);
        Assert.True(machine.TryEnter(step, 1, out _, out _));
    }

    [Fact]
    public void A_life_needs_an_ID_and_a_step_of_the_owner_as_the_first_did()
    {
        var owner = new FenceOwner();
        using var step = owner.Enter();
        using var other = new FenceOwner().Enter();
        var machine = Copying.Start(step, new(1, 10), new(0), out var open);
        open.Fail(step);

        Assert.Throws<ArgumentException>("context", () => Restart(machine, new(0, 10)));
        AssertForeign(machine, other);
        machine.Restart(step, new(2, 10), new(0), out _);
    }

    [Fact]
    public void To_begin_again_takes_no_memory()
    {
        using var step = new FenceOwner().Enter();
        var machine = Copying.Start(step, new(1, 10), new(0), out var open);
        open.Close(step);
        machine.Restart(step, new(2, 10), new(0), out open);
        open.Close(step);

        var before = GC.GetAllocatedBytesForCurrentThread();
        machine.Restart(step, new(3, 10), new(0), out open);
        open.Close(step);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static string Refused(Copying machine, Copying.File file) => Assert.Throws<InvalidOperationException>(() => Restart(machine, file)).Message;

    private static void Restart(Copying machine, Copying.File file)
    {
        using var step = machine.Owner.Enter();
        machine.Restart(step, file, new(0), out _);
    }

    private static void AssertForeign(Copying machine, in OwnerStep step)
    {
        try
        {
            machine.Restart(step, new(2, 10), new(0), out _);
            Assert.Fail("A step of another owner was taken.");
        }
        catch (InvalidOperationException foreign)
        {
            Assert.Contains("another owner", foreign.Message, StringComparison.Ordinal);
        }
    }
}
