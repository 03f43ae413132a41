using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Promises;

/// <summary>What one caller of a shared machine meets, races included: a body that acts on its own machine stands for the thread that was faster.</summary>
public sealed class CasTests
{
    private static readonly Limit _limit = new(1_000_000);

    [Fact]
    public void A_walk_along_the_table_needs_neither_owner_nor_step()
    {
        var ledger = Ledger.Start(in _limit, Ledger.Open.At(0), out var open);

        Assert.True(open.TryAdd(5, null, out _));
        open.Mark();
        Assert.True(open.TrySettle(away: false, null, out var outcome, out _));
        Assert.Equal(7, outcome.Open!.Value.Read().Whole());
        var shut = outcome.Open!.Value.Close();
        shut.Rest();
        At<Ledger.Open> again = shut.Reopen();

        Assert.True(again.IsCurrent());
        Assert.Equal(("Open", 6UL), (ledger.Now().State, ledger.Transitions));
    }

    [Fact]
    public void A_used_up_value_is_fenced_by_every_way_in()
    {
        var ledger = Ledger.Start(in _limit, Ledger.Open.At(0), out var open);
        var stale = open;
        open.Close();

        Assert.False(stale.TryAdd(0, null, out var why));
        Assert.Equal((RejectionKind.Fenced, "Open", "Shut"), (why.Kind, why.Presented.ToString(), why.Stands.ToString()));
        Assert.False(stale.TryClose(out _, out why));
        Assert.Equal(RejectionKind.Fenced, why.Kind);
        Assert.False(stale.TryTear(null, out why));
        Assert.Equal(RejectionKind.Fenced, why.Kind);
        Assert.False(stale.TrySettle(away: true, null, out _, out why));
        Assert.Equal(RejectionKind.Fenced, why.Kind);
        Assert.False(stale.IsCurrent());
        Assert.False(stale.TryRead(out _));
        Assert.Contains("in Shut", Assert.Throws<StaleStateException>(() => stale.Read()).Message, StringComparison.Ordinal);
        Assert.Throws<StaleStateException>(() => stale.Close());
        Assert.Equal(1UL, ledger.Transitions);
    }

    [Fact]
    public void A_value_that_loses_the_race_while_its_body_runs_is_fenced_and_changes_nothing()
    {
        var ledger = Ledger.Start(in _limit, Ledger.Open.At(0), out var open);

        Assert.False(open.TryAdd(5, () => Mark(ledger), out var added));
        open = ledger.Now().Open!.Value;
        Assert.False(open.TrySettle(away: true, () => Mark(ledger), out _, out var settled));

        Assert.Equal((RejectionKind.Fenced, "Open"), (added.Kind, added.State));
        Assert.Equal(RejectionKind.Fenced, settled.Kind);
        Assert.Equal((2, 2UL), (ledger.Now().Open!.Value.Read().Whole(), ledger.Transitions));
    }

    [Fact]
    public void A_holder_that_goes_stale_while_its_body_refuses_hears_that_it_is_fenced()
    {
        var ledger = Ledger.Start(in _limit, Ledger.Open.At(0), out var open);

        Assert.False(open.TryAdd(0, () => ledger.Now().Open!.Value.Close(), out var why));

        Assert.Equal((RejectionKind.Fenced, "Open", "Shut"), (why.Kind, why.Presented.ToString(), why.Stands.ToString()));
    }

    [Fact]
    public void A_refused_branch_whose_holder_goes_stale_is_fenced_too()
    {
        var ledger = Ledger.Start(in _limit, Ledger.Open.At(0), out var open);

        Assert.False(open.TrySettle(away: true, null, out _, out var refused));
        Assert.False(open.TrySettle(away: true, () => Mark(ledger), out var outcome, out var fenced));

        Assert.Equal((RejectionKind.Refused, LedgerWhy.Nothing), (refused.Kind, refused.Code));
        Assert.Equal((RejectionKind.Fenced, ""), (fenced.Kind, outcome.State));
    }

    [Fact]
    public void A_race_between_states_without_data_has_one_winner_too()
    {
        var ledger = Ledger.Start(in _limit, Ledger.Open.At(0), out var open);
        var shut = open.Close();
        var ash = shut.Burn();

        Assert.False(shut.TryBurn(out _, out var burnt));
        Assert.False(ash.TryFound(5, () => ledger.Now().Ash!.Value.Found(7, null), out _, out var found));
        Assert.False(ash.TryFound(9, null, out _, out var late));

        Assert.Equal((RejectionKind.Fenced, RejectionKind.Fenced, RejectionKind.Fenced), (burnt.Kind, found.Kind, late.Kind));
        Assert.Equal(7, ledger.Now().Open!.Value.Read().Whole());
    }

    [Fact]
    public void A_refusal_by_a_body_uses_nothing_up()
    {
        Ledger.Start(in _limit, Ledger.Open.At(1), out var open);

        Assert.False(open.TryAdd(_limit.Sum, null, out var why));

        Assert.Equal((RejectionKind.Refused, LedgerWhy.BeyondLimit, "Open", "Add"), (why.Kind, why.Code, why.State, why.Trigger));
        Assert.True(open.TryAdd(1, null, out _));
    }

    [Fact]
    public void The_dynamic_door_starts_again_from_the_state_that_stands_when_it_loses_a_race()
    {
        var ledger = Ledger.Start(in _limit, Ledger.Open.At(0), out _);
        var runs = 0;

        Assert.True(ledger.TryFire(new Ledger.Add(10, Meanwhile), out var now, out _));

        Assert.Equal((4, 13, 4UL), (runs, now.Open!.Value.Read().Whole(), ledger.Transitions));

        void Meanwhile()
        {
            if (runs++ < 3) Mark(ledger);
        }
    }

    [Fact]
    public void The_dynamic_door_answers_for_the_state_that_stands_and_not_for_the_one_it_began_in()
    {
        var ledger = Ledger.Start(in _limit, Ledger.Open.At(3), out _);

        Assert.False(ledger.TryFire(new Ledger.Add(0, () => ledger.Now().Open!.Value.Close()), out _, out var illegal));

        Assert.Equal((RejectionKind.Illegal, "Shut"), (illegal.Kind, illegal.State));
        Assert.Equal(["Reopen", "Rest", "Burn"], illegal.Legal);
    }

    [Fact]
    public void A_body_that_throws_leaves_the_machine_where_it_was_or_where_another_thread_took_it()
    {
        var ledger = Ledger.Start(in _limit, Ledger.Open.At(3), out var open);

        Assert.Throws<InvalidTimeZoneException>(() => open.Tear(null));
        Assert.Throws<InvalidTimeZoneException>(() => ledger.TryFire(new Ledger.Tear(null), out _, out _));
        Assert.True(open.IsCurrent());
        Assert.Equal(3, open.Read().Whole());

        Assert.Throws<InvalidTimeZoneException>(() => open.Tear(() => Mark(ledger)));
        Assert.False(open.IsCurrent());
        Assert.Equal(4, ledger.Now().Open!.Value.Read().Whole());
    }

    [Fact]
    public void A_default_value_throws()
    {
        Assert.Throws<InvalidOperationException>(() => default(At<Ledger.Open>).Close());
        Assert.Throws<InvalidOperationException>(() => default(At<Ledger.Open>).IsCurrent());
    }

    [Fact]
    public void A_walk_through_both_doors_with_refusals_allocates_nothing()
    {
        var ledger = Ledger.Start(new Limit(long.MaxValue), Ledger.Open.At(1), out _);
        Round(ledger);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Round(ledger);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_machine_weighs_three_words_and_its_data()
    {
        _ = Ledger.Start(in _limit, Ledger.Open.At(1), out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Ledger.Start(in _limit, Ledger.Open.At(1), out _);

        // Header, type and stamp; then context, the seven words of Open and the two of Shut.
        Assert.Equal((3 + 1 + 7 + 2) * sizeof(ulong), GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Mark(Ledger ledger)
    {
        var open = ledger.Now().Open!.Value;
        open.Mark();
    }

    // Ends in the state it begins in.
    private static void Round(Ledger ledger)
    {
        var open = ledger.Now().Open!.Value;
        var stale = open;
        open.Mark();
        var refused = !open.TryAdd(0, null, out _);
        var fenced = !stale.TryAdd(1, null, out var late) && late.Kind == RejectionKind.Fenced;
        var fired = ledger.TryFire(new Ledger.Close(), out var now, out _);
        var illegal = !ledger.TryFire(new Ledger.Mark(), out _, out _);
        var whole = now.Match(0L, static (_, _) => 0, static (at, _) => at.Read().Whole(), static (_, _) => 0);
        var settled = now.Shut!.Value.Reopen().TrySettle(away: false, null, out var outcome, out _);
        if (!(refused && fenced && fired && illegal && whole > 0 && settled && outcome.Open is not null)) throw new InvalidOperationException("Another way.");
    }
}
