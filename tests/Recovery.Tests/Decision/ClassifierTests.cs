using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

public sealed class ClassifierTests
{
    private const ulong Max = ulong.MaxValue;

    [Theory]
    [InlineData(100, "zero_gap", "zero_gap", 100, 100, -1)]
    [InlineData(101, "catchup", "replica_ahead_needs_truncation", 100, 100, 100)]
    [InlineData(99, "catchup", "gap_within_retention: need LSN 100-100, tail=50 head=120", 99, 100, -1)]
    [InlineData(50, "catchup", "gap_within_retention: need LSN 51-100, tail=50 head=120", 50, 100, -1)]
    [InlineData(49, "needs_rebuild", "gap_beyond_retention: need LSN 50 but tail=50", 49, 100, -1)]
    [InlineData(0, "needs_rebuild", "gap_beyond_retention: need LSN 1 but tail=50", 0, 100, -1)]
    public void The_table_without_lineage(ulong flushed, string outcome, string reason, ulong start, ulong target, long truncateTo)
    {
        var decision = RecoveryClassifier.Classify(new Lsn(flushed), History(tail: 50));
        Assert.Equal((outcome, reason), (decision.Outcome.Text(), decision.Proof.Reason));
        Assert.Equal((new Lsn(start), new Lsn(target)), (decision.Start, decision.Target));
        Assert.Equal(truncateTo < 0 ? null : new Lsn((ulong)truncateTo), decision.TruncateTo);
        Assert.Equal(outcome != "needs_rebuild", decision.Proof.Recoverable);
    }

    [Theory]
    [InlineData(0, 0, 0, 0, "zero_gap", "zero_gap")]
    [InlineData(Max, Max, 0, Max, "zero_gap", "zero_gap")]
    [InlineData(Max, 0, 0, Max, "catchup", "replica_ahead_needs_truncation")]
    [InlineData(0, Max, 0, Max, "catchup", "gap_within_retention: need LSN 1-18446744073709551615, tail=0 head=18446744073709551615")]
    [InlineData(Max - 1, Max, Max, Max, "needs_rebuild", "gap_beyond_retention: need LSN 18446744073709551615 but tail=18446744073709551615")]
    public void F13_The_extremes_do_not_wrap(ulong flushed, ulong committed, ulong tail, ulong head, string outcome, string reason)
    {
        var decision = RecoveryClassifier.Classify(new Lsn(flushed), History(head, tail, committed));
        Assert.Equal((outcome, reason), (decision.Outcome.Text(), decision.Proof.Reason));
    }

    [Fact]
    public void F13_What_is_reckoned_with_LSNs_does_not_wrap()
    {
        Assert.Equal(new Lsn(Max), new Lsn(Max).Next);
        Assert.Equal(new Lsn(Max), new Lsn(Max - 1).Next);
        Assert.Equal(new Lsn(Max), new Lsn(Max - 1).Plus(2));
        Assert.Equal(new Lsn(Max), new Lsn(1).Plus(Max - 1));
        Assert.Equal(0UL, new Lsn(1).DistanceFrom(new Lsn(2)));
        Assert.Equal(Max, new Lsn(Max).DistanceFrom(Lsn.Zero));
    }

    [Theory]
    [InlineData(99, true, RebuildSourceKind.SnapshotTail)]
    [InlineData(100, true, RebuildSourceKind.SnapshotTail)]
    [InlineData(101, true, RebuildSourceKind.FullBase)]
    [InlineData(99, false, RebuildSourceKind.FullBase)]
    [InlineData(0, true, RebuildSourceKind.FullBase)]
    public void F13_A_snapshot_above_committed_is_no_base(ulong snapshot, bool valid, RebuildSourceKind kind)
    {
        var expected = new RebuildSource(kind, kind == RebuildSourceKind.SnapshotTail ? new(snapshot) : Lsn.Zero, new(100));
        Assert.Equal(expected, RebuildSource.From(new Lsn(snapshot), valid, new Lsn(100)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void F12_Without_a_history_the_classifier_answers_a_code(bool unfinished)
    {
        Assert.False(RecoveryClassifier.TryClassify(Facts(100, lineage: Parse("1:100"), unfinished: unfinished), null, Parse("1:120"), true, out _, out var error));
        Assert.Equal(RecoveryCode.NoHistory, error.Code);
    }

    [Theory]
    [InlineData(0, 10, 0, "catchup")]
    [InlineData(0, 10, 1, "catchup")]
    [InlineData(0, 10, 2, "needs_rebuild")]
    [InlineData(Max, Max, Max, "zero_gap")]
    [InlineData(Max - 1, Max, Max, "catchup")]
    public void F13_The_raw_form_takes_the_oldest_LSN_that_is_retained_and_0_for_the_whole_log(ulong flushed, ulong committed, ulong retentionStart, string outcome) =>
        Assert.Equal(outcome, RecoveryClassifier.Classify(new Lsn(flushed), new Lsn(committed), new Lsn(retentionStart)).Outcome.Text());

    [Fact]
    public void The_raw_form_truncates_what_is_above_committed()
    {
        var decision = RecoveryClassifier.Classify(new Lsn(20), new Lsn(10), Lsn.Zero);
        Assert.Equal((RecoveryOutcome.CatchUp, new Lsn(10), new Lsn(10)), (decision.Outcome, decision.TruncateTo, decision.Target));
    }

    [Theory]
    [InlineData("1:100", "")]
    [InlineData("", "1:120")]
    [InlineData("", "")]
    public void Where_only_one_side_has_a_lineage_the_table_stands_alone(string replica, string primary)
    {
        var facts = Facts(110, lineage: replica.Length > 0 ? Parse(replica) : null);
        Assert.True(RecoveryClassifier.TryClassify(facts, History(), primary.Length > 0 ? Parse(primary) : null, false, out var decision, out _));
        Assert.Equal(RecoveryClassifier.Classify(new Lsn(110), History()), decision);
    }

    [Fact]
    public void A_refusal_says_what_was_presented_what_stands_and_what_would_have_been_legal()
    {
        Assert.False(RecoveryClassifier.TryClassify(Facts(100, 90, Parse("1:60,2:100")), History(), Parse("1:60,3:120"), false, out _, out var behind));
        Assert.Equal(
            new RecoveryError(
                RecoveryCode.PrimaryBehind,
                "a replica that knows LSN 90 to be committed (epoch 1 to 60, epoch 2 to 100)",
                "a primary that shares its log only to LSN 60 (epoch 1 to 60, epoch 3 to 120)",
                "a primary that has what was committed, or an intent that accepts the loss"),
            behind);
        Assert.False(RecoveryClassifier.TryClassify(Facts(100), null, null, false, out _, out var missing));
        Assert.Equal(new RecoveryError(RecoveryCode.NoHistory, "no history", null, "the primary's retained history"), missing);
    }

    [Fact]
    public void What_may_not_be_null_is_refused_by_name()
    {
        Assert.Equal("history", Assert.Throws<ArgumentNullException>(() => RecoveryClassifier.Classify(Lsn.Zero, null!)).ParamName);
        Assert.Equal("facts", Assert.Throws<ArgumentNullException>(() => RecoveryClassifier.TryClassify(null!, History(), null, false, out _, out _)).ParamName);
        Assert.Equal("history", Assert.Throws<ArgumentNullException>(() => RebuildSource.From(null!)).ParamName);
    }

    [Fact]
    public void A_base_that_was_never_finished_has_a_proof_that_says_so()
    {
        Assert.True(RecoveryClassifier.TryClassify(Facts(100, unfinished: true), History(), null, false, out var decision, out _));
        Assert.Equal(new RecoveryProof(ProofRule.BaseUnfinished, new Lsn(100), new Lsn(100), Lsn.Zero, new Lsn(120)), decision.Proof);
        Assert.Equal("base_unfinished: a base was begun and never verified", decision.Proof.Reason);
        Assert.False(decision.Proof.Recoverable);
        Assert.Equal((Lsn.Zero, Lsn.Zero, (Lsn?)null), (decision.Start, decision.Target, decision.TruncateTo));
    }

    // shared prefix C; primary: epochs 1 to 60, 3 to 120; committed 100
    [Theory]
    [InlineData(100, "1:60,2:100", 0, 0, "catchup", 60, 100, 60)]      // divergent, of equal length
    [InlineData(100, "1:60,3:100", 0, 0, "zero_gap", 100, 100, -1)]
    [InlineData(110, "1:60,3:110", 0, 0, "zero_gap", 110, 110, -1)]    // shared entries above committed are never truncated
    [InlineData(130, "1:60,3:130", 0, 0, "catchup", 120, 120, 120)]
    [InlineData(90, "1:60,3:90", 0, 0, "catchup", 90, 100, -1)]
    [InlineData(100, "1:60,2:100", 0, 61, "needs_rebuild", 60, 100, -1)]
    [InlineData(70, "2:70", 0, 0, "catchup", 0, 100, 0)]               // nothing in common: truncated to 0
    public void F13_The_lineage_decides_what_is_shared(
        ulong flushed, string lineage, ulong known, ulong tail, string outcome, ulong start, ulong target, long truncateTo)
    {
        var facts = Facts(flushed, known, Parse(lineage));
        Assert.True(RecoveryClassifier.TryClassify(facts, History(tail: tail), Parse("1:60,3:120"), false, out var decision, out _));
        Assert.Equal(outcome, decision.Outcome.Text());
        Assert.Equal((new Lsn(start), new Lsn(target)), (decision.Start, decision.Target));
        Assert.Equal(truncateTo < 0 ? null : new Lsn((ulong)truncateTo), decision.TruncateTo);
    }

    [Fact]
    public void P9_Shared_entries_above_a_committed_boundary_that_fell_back_are_kept()
    {
        Assert.True(RecoveryClassifier.TryClassify(
            Facts(110, 80, Parse("1:110")), History(committed: 80), Parse("1:120"), false, out var decision, out _));
        Assert.Equal((RecoveryOutcome.ZeroGap, (Lsn?)null), (decision.Outcome, decision.TruncateTo));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void P8_What_the_replica_knows_to_be_committed_must_be_shared(ulong known, bool recoverable)
    {
        var facts = Facts(100, known, Parse("1:60,2:100"));
        Assert.Equal(recoverable, RecoveryClassifier.TryClassify(facts, History(), Parse("1:60,3:120"), false, out _, out var error));
        if (!recoverable) Assert.Equal(RecoveryCode.PrimaryBehind, error.Code);
        Assert.True(RecoveryClassifier.TryClassify(facts, History(), Parse("1:60,3:120"), acceptDataLoss: true, out var decision, out _));
        Assert.Equal(new Lsn(60), decision.TruncateTo);
    }

    [Theory]
    [InlineData(95, 94, true)]
    [InlineData(95, 95, false)]
    [InlineData(0, 0, false)]
    public void P8_An_unfinished_base_does_not_hide_that_the_primary_lost_data(ulong known, ulong head, bool isLost)
    {
        var (facts, history) = (Facts(10, known, Parse("1:10"), unfinished: true), History(head: head, committed: head));
        foreach (var lineage in new[] { null, Recovery.Lineage.Empty })
        {
            Assert.Equal(!isLost, RecoveryClassifier.TryClassify(facts, history, lineage, false, out var decision, out var error));
            Assert.Equal(isLost ? RecoveryCode.PrimaryBehind : RecoveryCode.None, error.Code);
            if (!isLost) Assert.Equal(RecoveryOutcome.NeedsRebuild, decision.Outcome);
            if (isLost) Assert.Equal("a primary whose log ends at LSN 94", error.Stands);
            Assert.True(RecoveryClassifier.TryClassify(facts, history, lineage, acceptDataLoss: true, out decision, out _));
            Assert.Equal(RecoveryOutcome.NeedsRebuild, decision.Outcome);
        }
    }

    [Fact]
    public void P8_A_replica_that_lags_behind_what_it_knows_to_be_committed_has_a_primary_that_lost_nothing()
    {
        Assert.True(RecoveryClassifier.TryClassify(Facts(5, 10, Parse("1:5")), History(head: 20, committed: 20), Parse("1:20"), false, out var decision, out _));
        Assert.Equal((RecoveryOutcome.CatchUp, new Lsn(5), new Lsn(20)), (decision.Outcome, decision.Start, decision.Target));

        // It shares less than what it holds of that, or the log ends before what it knows of.
        Assert.False(RecoveryClassifier.TryClassify(Facts(5, 10, Parse("1:5")), History(head: 20, committed: 20), Parse("1:4,2:20"), false, out _, out _));
        Assert.False(RecoveryClassifier.TryClassify(Facts(5, 10, Parse("1:5")), History(head: 9, committed: 9), Parse("1:9"), false, out _, out _));
    }

    [Theory]
    [InlineData(10, 10, 12, "zero_gap")]
    [InlineData(20, 10, 12, "catchup")]
    [InlineData(9, 10, 12, "needs_rebuild")]
    public void Of_raw_numbers_that_contradict_each_other_the_first_row_of_the_table_counts(ulong flushed, ulong committed, ulong retentionStart, string outcome) =>
        Assert.Equal(outcome, RecoveryClassifier.Classify(new Lsn(flushed), new Lsn(committed), new Lsn(retentionStart)).Outcome.Text());

    [Theory]
    [InlineData(10, 0, 11, 0, "committed")]
    [InlineData(10, 9, 8, 0, "tail")]
    [InlineData(10, 0, 5, 6, "checkpoint")]
    public void F13_A_history_that_contradicts_itself_is_refused_by_the_field(ulong head, ulong tail, ulong committed, ulong checkpoint, string field)
    {
        Assert.False(RetainedHistory.TryCreate(new(head), new(tail), new(committed), new(checkpoint), true, out var history, out var error));
        Assert.Null(history);
        Assert.Equal(RecoveryCode.InvalidHistory, error.Code);
        Assert.StartsWith(field, error.Presented, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, true, 0, RebuildSourceKind.SnapshotTail, 60)]
    [InlineData(60, false, 0, RebuildSourceKind.FullBase, 0)]
    [InlineData(60, true, 60, RebuildSourceKind.SnapshotTail, 60)]
    [InlineData(60, true, 61, RebuildSourceKind.FullBase, 0)]
    [InlineData(0, true, 0, RebuildSourceKind.FullBase, 0)]
    public void A_trusted_checkpoint_whose_log_is_retained_is_the_source(ulong checkpoint, bool trusted, ulong tail, RebuildSourceKind kind, ulong snapshot) =>
        Assert.Equal(new RebuildSource(kind, new(snapshot), new(100)), RebuildSource.From(History(tail: tail, checkpoint: checkpoint, trusted: trusted)));

    // limits: 1000 of duration, 50 entries, 100 without progress
    [Theory]
    [InlineData(0, 0, 0, 1001, "duration_exceeded")]
    [InlineData(0, 1000, 51, 1001, "duration_exceeded")]
    [InlineData(0, 1000, 0, 1000, "")]
    [InlineData(0, 0, 51, 1000, "entries_exceeded")]
    [InlineData(0, 0, 50, 100, "")]
    [InlineData(0, 0, 50, 101, "progress_stalled")]
    [InlineData(2000, 2000, 0, 500, "")]
    [InlineData(0, 2000, 0, 1000, "")]
    public void F14_The_budget_is_tested_in_order_and_time_that_runs_back_is_none(ulong began, ulong last, ulong replayed, ulong now, string violation) =>
        Assert.Equal(violation, new RecoveryBudget(1000, 50, 100).Check(new Tick(began), new Tick(last), replayed, new Tick(now)).Text());

    [Fact]
    public void F14_Tick_0_is_a_tick_like_any_other_and_0_is_no_limit()
    {
        Assert.Equal(BudgetViolation.ProgressStalled, new RecoveryBudget(0, 0, 10).Check(new Tick(0), new Tick(0), 0, new Tick(11)));
        Assert.Equal(BudgetViolation.None, new RecoveryBudget(10, 0, 10).Check(new Tick(Max), new Tick(Max), 0, new Tick(0)));
        Assert.Equal(BudgetViolation.None, RecoveryBudget.Unlimited.Check(new Tick(0), new Tick(0), Max, new Tick(Max)));
    }

    private static Lineage Parse(string text) =>
        RecoveryWorld.Lineage([.. text.Split(',').Select(e => e.Split(':')).Select(e => (ulong.Parse(e[0], null), ulong.Parse(e[1], null)))]);
}
