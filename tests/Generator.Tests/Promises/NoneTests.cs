using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Promises;

public sealed class NoneTests
{
    [Fact]
    public void A_walk_along_the_table_needs_neither_owner_nor_step()
    {
        var turnstile = Turnstile.Start(out var locked);

        Assert.True(locked.TryCoin(1, out var unlocked, out _));
        unlocked.Coin(2);
        Assert.Equal(3, unlocked.Read().Coins);
        Assert.True(unlocked.TryLook(isLate: false, out var outcome, out _));
        At<Turnstile.Locked> again = outcome.Unlocked!.Value.Push();

        Assert.True(again.IsCurrent());
        Assert.Equal(("Locked", 4UL), (turnstile.Now().State, turnstile.Transitions));
    }

    [Fact]
    public void A_used_up_value_is_fenced_by_every_way_in()
    {
        var turnstile = Turnstile.Start(out var locked);
        Assert.True(locked.TryCoin(1, out var unlocked, out _));
        var stale = unlocked;
        unlocked.Coin(2);

        Assert.False(locked.TryCoin(0, out _, out var why));
        Assert.Equal((RejectionKind.Fenced, "Locked", "Unlocked"), (why.Kind, why.Presented.ToString(), why.Stands.ToString()));
        Assert.False(locked.TryKick(out why));
        Assert.Equal(RejectionKind.Fenced, why.Kind);
        Assert.False(stale.IsCurrent());
        Assert.False(stale.TryRead(out _));
        Assert.Contains("in Unlocked", Assert.Throws<StaleStateException>(() => stale.Read()).Message, StringComparison.Ordinal);
        Assert.Throws<StaleStateException>(() => stale.Push());
        Assert.Equal((3, 2UL), (turnstile.Now().Unlocked!.Value.Read().Coins, turnstile.Transitions));
    }

    [Fact]
    public void A_refusal_and_a_throw_use_nothing_up()
    {
        var turnstile = Turnstile.Start(out var locked);

        Assert.False(locked.TryCoin(0, out _, out var why));
        Assert.Throws<InvalidTimeZoneException>(() => locked.Kick());
        Assert.False(turnstile.TryFire(new Turnstile.Push(), out _, out var illegal));

        Assert.Equal((RejectionKind.Refused, LedgerWhy.Nothing), (why.Kind, why.Code));
        Assert.Equal((RejectionKind.Illegal, "Locked"), (illegal.Kind, illegal.State));
        Assert.True(locked.TryCoin(1, out _, out _));
    }

    [Fact]
    public void The_dynamic_door_answers_with_the_current_capability()
    {
        var turnstile = Turnstile.Start(out var locked);

        Assert.True(turnstile.TryFire(new Turnstile.Coin(5), out var now, out _));

        Assert.False(locked.IsCurrent());
        Assert.Equal(5, now.Unlocked!.Value.Read().Coins);
    }

    [Fact]
    public void A_walk_through_both_doors_with_refusals_allocates_nothing()
    {
        var turnstile = Turnstile.Start(out _);
        Round(turnstile);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Round(turnstile);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_machine_weighs_three_words_and_its_data()
    {
        _ = Turnstile.Start(out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Turnstile.Start(out _);

        // Header, type and stamp; then one padded slot of 4 bytes.
        Assert.Equal((3 + 1) * sizeof(ulong), GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // Ends where it begins.
    private static void Round(Turnstile turnstile)
    {
        var locked = turnstile.Now().Locked!.Value;
        var refused = !locked.TryCoin(0, out _, out _);
        var made = locked.TryCoin(1, out var unlocked, out _);
        var fenced = !locked.TryCoin(1, out _, out var late) && late.Kind == RejectionKind.Fenced;
        var fired = turnstile.TryFire(new Turnstile.Coin(2), out var now, out _);
        var illegal = !turnstile.TryFire(new Turnstile.Kick(), out _, out _);
        var coins = now.Match(0, static (_, _) => 0, static (at, _) => at.Read().Coins);
        now.Unlocked!.Value.Push();
        if (!(refused && made && fenced && fired && illegal && coins == 3 && !unlocked.IsCurrent())) throw new InvalidOperationException("Another way.");
    }
}
