using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Promises;

public sealed class SessionDoorTests
{
    [Fact]
    public void The_ID_of_the_session_is_answered_with_the_typed_state()
    {
        var lease = Lease.Start(new Lease.Terms(7, 30), new Lease.Held(1), out var held);
        held.Renew();

        Assert.True(lease.TryEnter(7, out var now, out _));

        Assert.Equal(31, now.Held!.Value.Read().Until);
        Assert.True(now.Held!.Value.TryRelease(out _, out _));
        Assert.False(held.IsCurrent());
    }

    [Fact]
    public void Another_ID_is_answered_with_what_was_presented_and_what_stands()
    {
        var lease = Lease.Start(new Lease.Terms(7, 30), new Lease.Held(1), out _);

        Assert.False(lease.TryEnter(6, out var now, out var why));

        Assert.Equal(RejectionKind.OtherSession, why.Kind);
        Assert.Equal("other session: 6 was presented, and the machine's session is 7; it is in Held.", why.ToString());
        Assert.Equal(("", ""), (now.State, why.Trigger));
    }

    [Fact]
    public void A_default_ID_identifies_nothing_at_either_end()
    {
        var owner = new FenceOwner();
        using var step = owner.Enter();
        var visit = Visit.Start(step, new Visit.Guest("Ada"), out _);

        Assert.False(visit.TryEnter(step, null!, out _, out var why));
        Assert.Equal("other session: nothing was presented, and the machine's session is Ada; it is in Inside.", why.ToString());
        Assert.Throws<ArgumentException>("context", () => Lease.Start(new Lease.Terms(0, 30), new Lease.Held(1), out _));
        Assert.False(Lease.Start(new Lease.Terms(7, 30), new Lease.Held(1), out _).TryEnter(0, out _, out _));
    }

    [Fact]
    public void An_owned_machine_is_entered_inside_a_step_of_its_owner()
    {
        var owner = new FenceOwner();
        using var step = owner.Enter();
        var visit = Visit.Start(step, new Visit.Guest("Ada"), out _);

        Assert.True(visit.TryEnter(step, "Ada", out var now, out _));
        now.Inside!.Value.Leave(step);

        Assert.Equal("Outside", visit.Now(step).State);
        Assert.Throws<InvalidOperationException>(() => visit.TryEnter(default, "Ada", out _, out _));
    }
}
