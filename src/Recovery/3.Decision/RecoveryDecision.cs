using System.Globalization;

namespace Replication.Recovery;

/// <summary>Which rule of the decision table applied.</summary>
public enum ProofRule : byte
{
    /// <summary>Flushed = committed; by lineage also where what both logs share goes beyond committed.</summary>
    ZeroGap = 1,

    /// <summary>Entries above what both logs share have to go.</summary>
    ReplicaAheadNeedsTruncation,

    /// <summary>Everything that is missing is retained.</summary>
    GapWithinRetention,

    /// <summary>Something that is missing is no longer retained.</summary>
    GapBeyondRetention,

    /// <summary>The replica began a base that was never verified: whatever its LSN says.</summary>
    BaseUnfinished,
}

/// <summary>The proof of a decision: the rule and its numbers; the text is made only when somebody reads it.</summary>
/// <param name="Rule">The rule that applied.</param>
/// <param name="Flushed">The LSN up to which the replica can be used.</param>
/// <param name="Committed">The boundary the decision was made against.</param>
/// <param name="Tail">The last LSN no longer retained.</param>
/// <param name="Head">The highest LSN written.</param>
public readonly record struct RecoveryProof(ProofRule Rule, Lsn Flushed, Lsn Committed, Lsn Tail, Lsn Head)
{
    /// <summary>Whether the replica can be recovered from the log.</summary>
    public bool Recoverable => Rule is not (ProofRule.GapBeyondRetention or ProofRule.BaseUnfinished);

    /// <summary>The reason as it is written everywhere.</summary>
    public string Reason => Rule switch
    {
        ProofRule.ZeroGap => "zero_gap",
        ProofRule.ReplicaAheadNeedsTruncation => "replica_ahead_needs_truncation",
        ProofRule.GapWithinRetention => string.Create(
            CultureInfo.InvariantCulture, $"gap_within_retention: need LSN {Flushed.Next}-{Committed}, tail={Tail} head={Head}"),
        ProofRule.GapBeyondRetention => string.Create(
            CultureInfo.InvariantCulture, $"gap_beyond_retention: need LSN {Flushed.Next} but tail={Tail}"),
        _ => "base_unfinished: a base was begun and never verified",
    };
}

/// <summary>Outcome, proof and range of one handshake: made together by <see cref="RecoveryClassifier"/>, so that they cannot disagree (fault F13).</summary>
public readonly record struct RecoveryDecision
{
    internal RecoveryDecision(RecoveryOutcome outcome, RecoveryProof proof, Lsn start, Lsn target, Lsn? truncateTo)
    {
        Outcome = outcome;
        Proof = proof;
        Start = start;
        Target = target;
        TruncateTo = truncateTo;
    }

    /// <summary>What was decided.</summary>
    public RecoveryOutcome Outcome { get; }

    /// <summary>Why.</summary>
    public RecoveryProof Proof { get; }

    /// <summary>Where replay starts, exclusive.</summary>
    public Lsn Start { get; }

    /// <summary>Where it ends, inclusive.</summary>
    public Lsn Target { get; }

    /// <summary>What the replica must be truncated to first; <see langword="null"/> = no truncation is required.</summary>
    public Lsn? TruncateTo { get; }
}
