namespace Replication.Recovery;

/// <summary>Decides, from what a replica has and what the primary retains, how the replica is brought back. Pure.</summary>
public static class RecoveryClassifier
{
    /// <summary>Decides by LSN alone: for engines without a lineage.</summary>
    /// <param name="flushed">The replica's highest durable LSN.</param>
    /// <param name="history">The primary's retained history.</param>
    public static RecoveryDecision Classify(Lsn flushed, RetainedHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return Decide(flushed, flushed, history.Committed, history.Tail, history.Head, lineage: false);
    }

    /// <summary>Decides from the raw numbers.</summary>
    /// <param name="flushed">The replica's highest durable LSN.</param>
    /// <param name="committed">The boundary promised to clients.</param>
    /// <param name="retentionStart">The oldest retained LSN; 0 = the whole log is retained.</param>
    public static RecoveryDecision Classify(Lsn flushed, Lsn committed, Lsn retentionStart)
    {
        var tail = retentionStart == Lsn.Zero ? Lsn.Zero : new Lsn(retentionStart.Value - 1);
        return Decide(flushed, flushed, committed, tail, committed, lineage: false);
    }

    /// <summary>Decides from facts and history, by lineage where both sides have one.</summary>
    /// <param name="facts">What the replica says of itself.</param>
    /// <param name="history">The primary's retained history.</param>
    /// <param name="lineage">The primary's lineage; <see langword="null"/> where the engine has none.</param>
    /// <param name="acceptDataLoss">Whether the control plane accepts that the primary lost what the replica knows to be committed.</param>
    /// <param name="decision">Outcome, proof and range.</param>
    /// <param name="error"><see cref="RecoveryCode.PrimaryBehind"/>, or <see cref="RecoveryCode.NoHistory"/>.</param>
    public static bool TryClassify(
        ReplicaFacts facts, RetainedHistory? history, Lineage? lineage, bool acceptDataLoss, out RecoveryDecision decision, out RecoveryError error)
    {
        ArgumentNullException.ThrowIfNull(facts);
        decision = default;
        error = default;
        if (history is null)
        {
            error = new RecoveryError(RecoveryCode.NoHistory, "no history", null, "the primary's retained history");
            return false;
        }

        Lsn? shared = facts.Lineage is null || lineage is null ? null : Lsn.Min(facts.Flushed, lineage.SharedWith(facts.Lineage));
        if (!acceptDataLoss && HasLost(facts, history, shared))
        {
            error = Lost(facts, history, lineage, shared);
            return false;
        }

        if (facts.BaseUnfinished)
        {
            var proof = new RecoveryProof(ProofRule.BaseUnfinished, facts.Flushed, history.Committed, history.Tail, history.Head);
            decision = new RecoveryDecision(RecoveryOutcome.NeedsRebuild, proof, default, default, null);
            return true;
        }

        decision = shared is { } common
            ? Decide(facts.Flushed, common, history.Committed, history.Tail, history.Head, lineage: true)
            : Classify(facts.Flushed, history);
        return true;
    }

    // Whether the primary does not have what the replica knows to be committed. A replica that merely lags may know of commits that it does not hold: of those only the end
    // of the primary's log says whether they are there. The same goes for all that a replica knows whose own log is a base that was never finished.
    private static bool HasLost(ReplicaFacts facts, RetainedHistory history, Lsn? shared) =>
        EndsBefore(history, facts.KnownCommitted) || (!facts.BaseUnfinished && shared < Lsn.Min(facts.KnownCommitted, facts.Flushed));

    private static bool EndsBefore(RetainedHistory history, Lsn committed) => Lsn.Min(committed, history.Head) < committed;

    private static RecoveryError Lost(ReplicaFacts facts, RetainedHistory history, Lineage? lineage, Lsn? shared) => new(
        RecoveryCode.PrimaryBehind,
        $"a replica that knows LSN {facts.KnownCommitted} to be committed" + (facts.Lineage is { } known ? $" ({known})" : ""),
        EndsBefore(history, facts.KnownCommitted) ? $"a primary whose log ends at LSN {history.Head}" : $"a primary that shares its log only to LSN {shared} ({lineage})",
        "a primary that has what was committed, or an intent that accepts the loss");

    // shared = the largest LSN both logs share. Without a lineage nothing above committed is known to be shared, and everything below it is taken to be.
    private static RecoveryDecision Decide(Lsn flushed, Lsn shared, Lsn committed, Lsn tail, Lsn head, bool lineage)
    {
        var start = lineage ? shared : Lsn.Min(flushed, committed);
        var target = Lsn.Max(start, committed);
        RecoveryDecision Decided(RecoveryOutcome outcome, ProofRule rule, Lsn? truncateTo = null) =>
            new(outcome, new RecoveryProof(rule, start, committed, tail, head), start, target, truncateTo);

        // Without a lineage the rows go in the order of their table: only numbers that contradict each other, which the raw form cannot refuse, fit two of them.
        if (lineage ? start < tail : flushed < committed && flushed < tail) return Decided(RecoveryOutcome.NeedsRebuild, ProofRule.GapBeyondRetention);
        if (flushed > start) return Decided(RecoveryOutcome.CatchUp, ProofRule.ReplicaAheadNeedsTruncation, truncateTo: start);
        return start >= committed
            ? Decided(RecoveryOutcome.ZeroGap, ProofRule.ZeroGap)
            : Decided(RecoveryOutcome.CatchUp, ProofRule.GapWithinRetention);
    }
}
