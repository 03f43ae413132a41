using static Replication.Exploration.Faults.Sources;

namespace Replication.Exploration.Faults;

/// <summary>Faults of the decision: what is missing, what it is decided on, and what it may cost.</summary>
internal static class DecisionFaults
{
    private const string BeforeCatchUp = "        if ((machine as CatchUpSession)?.Now(step) is not { CatchUp: { } at }) return default;\n";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("F10", "a truncation to 0 is taken for none that is required", new Edit(Classifier, "truncateTo: start);", "truncateTo: start == Lsn.Zero ? null : start);")),
        new("F10", "a truncation to 0 is taken for none that is asked", new Edit(CatchUp, "Truncated: false } && truncateTo is { } to)", "Truncated: false } && truncateTo is { Value: > 0 } to)")),
        new("F10", "a truncation to 0 completes nothing", new Edit(CatchUpTable, "        : s.Start != s.Target ? RecoveryCode", "        : s.TruncateTo == Lsn.Zero || s.Start != s.Target ? RecoveryCode")),

        new("F12", "a missing history crashes a rebuild", new Edit(Rebuild, "        if (history is null) return new RecoveryError(RecoveryCode.NoHistory, \"no history\", null, \"the primary's retained history\");\n", ""), new Edit(Rebuild, "cancellationToken);\n        return await RebuildAsync(sender, execution, history);", "cancellationToken);\n        return await RebuildAsync(sender, execution, history!);")),
        new("F12", "a missing history is not asked about", new Edit(Rebuild, "        if (history is null) return new RecoveryError(RecoveryCode.NoHistory, \"no history\", null, \"the primary's retained history\");\n", "")) { Error = "CS8604" },
        new("F12", "a missing history crashes recover", new Edit(Recover, "        return history is null\n            ?", "        return facts is null\n            ?"), new Edit(Recover, "new Findings(facts, history)), cancellationToken)", "new Findings(facts, history!)), cancellationToken)")),
        new("F12", "a missing history crashes the classifier", new Edit(Classifier, "        if (history is null)\n", "        if (history is null && facts is null)\n"), new Edit(Classifier, "HasLost(facts, history, shared))\n", "HasLost(facts, history!, shared))\n"), new Edit(Classifier, "Lost(facts, history, lineage, shared);", "Lost(facts, history!, lineage, shared);"), new Edit(Classifier, "history.Committed, history.Tail, history.Head);\n            decision", "history!.Committed, history.Tail, history.Head);\n            decision"), new Edit(Classifier, ": Classify(facts.Flushed, history);", ": Classify(facts.Flushed, history!);"), new Edit(Classifier, "Decide(facts.Flushed, common, history.Committed", "Decide(facts.Flushed, common, history!.Committed")),

        new("F13", "decision and proof are made apart", new Edit(Classifier, "new(outcome, new RecoveryProof(rule, start,", "new(outcome, new RecoveryProof(flushed < committed ? ProofRule.GapWithinRetention : rule, start,")),
        new("F13", "committed may be above the head", new Edit(History, "committed <= head,", "committed <= Lsn.Max(head, committed),")),
        new("F13", "committed may be below the tail", new Edit(History, "(tail <= committed,", "(tail <= Lsn.Max(tail, committed),")),
        new("F13", "a checkpoint may be above committed", new Edit(History, "checkpoint <= committed)", "checkpoint <= Lsn.Max(checkpoint, committed))")),
        new("F13", "a snapshot above committed becomes a base", new Edit(RebuildSource, "snapshotValid && snapshot > Lsn.Zero && snapshot <= committed", "snapshotValid && snapshot > Lsn.Zero")),
        new("F13", "the LSN after the highest wraps", new Edit(Lsn, "Value == ulong.MaxValue ? this : new Lsn(Value + 1)", "new Lsn(unchecked(Value + 1))")),
        new("F13", "an LSN at a distance wraps", new Edit(Lsn, "new(ulong.MaxValue - Value < distance ? ulong.MaxValue : Value + distance)", "new(unchecked(Value + distance))")),
        new("F13", "a distance wraps", new Edit(Lsn, "Value > earlier.Value ? Value - earlier.Value : 0;", "unchecked(Value - earlier.Value);")),
        new("F13", "the LSN before the first that is retained wraps", new Edit(Classifier, "retentionStart == Lsn.Zero ? Lsn.Zero : new Lsn(retentionStart.Value - 1)", "new Lsn(unchecked(retentionStart.Value - 1))")),
        new("F13", "a divergent log passes for a shared one", new Edit(Classifier, ": Lsn.Min(facts.Flushed, lineage.SharedWith(facts.Lineage));", ": facts.Flushed;")) { IsExplored = true },

        new("F14", "a tick before the start wraps", new Edit(Tick, "Value > earlier.Value ? Value - earlier.Value : 0;", "unchecked(Value - earlier.Value);")),
        new("F14", "tick 0 switches stall detection off", new Edit(Budget, ": ProgressDeadline > 0 && now", ": ProgressDeadline > 0 && lastProgress.Value > 0 && now")),
        new("F14", "a check before the catch-up ends the session", new Edit(SenderCatchUp, BeforeCatchUp, BeforeCatchUp.Replace(" return default;\n", "\n        {\n            violation = ContextOf(machine).Budget.Check(default, default, 0, now);\n            if (violation == BudgetViolation.None) return default;\n            EndSession(step, EndReason.BudgetExceeded(violation));\n            Settle(step, ReplicaState.NeedsRebuild);\n            return default;\n        }\n", StringComparison.Ordinal))),
        new("F14", "without a completion tick nothing is checked", new Edit(CatchUp, "            return Protocol.TryCheckBudget(step, sender, authority.Session, ref at, now, out error);", "            error = default;\n            return ticks.Complete is null || Protocol.TryCheckBudget(step, sender, authority.Session, ref at, now, out error);")),
        new("F14", "an assignment's budget is lost", new Edit(Registry, "sender.Begin(step, session, target.Kind, target.Budget);", "sender.Begin(step, session, target.Kind, default);")),
        new("F14", "a tick that goes back moves the last progress back", new Edit(CatchUpTable, "LastProgress = Tick.Max(t.Now, s.LastProgress)", "LastProgress = t.Now")),

        new("F16", "a base that was never finished is forgotten", new Edit(Classifier, "if (facts.BaseUnfinished)", "if (facts.BaseUnfinished && history.Head < history.Tail)")) { IsExplored = true },
    ];
}
