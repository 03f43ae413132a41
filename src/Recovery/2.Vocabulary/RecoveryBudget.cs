namespace Replication.Recovery;

/// <summary>What one session may cost. 0 = unlimited in that dimension.</summary>
/// <param name="MaxDuration">Milliseconds since the catch-up began.</param>
/// <param name="MaxEntries">Distance in LSN that may be replayed.</param>
/// <param name="ProgressDeadline">Milliseconds since the last progress.</param>
public readonly record struct RecoveryBudget(ulong MaxDuration, ulong MaxEntries, ulong ProgressDeadline)
{
    /// <summary>No limit at all.</summary>
    public static RecoveryBudget Unlimited => default;

    /// <summary>The first dimension that is exceeded, in the order duration, entries, progress; or <see cref="BudgetViolation.None"/>.</summary>
    /// <param name="began">When the catch-up began.</param>
    /// <param name="lastProgress">When it last progressed.</param>
    /// <param name="replayed">The distance replayed so far.</param>
    /// <param name="now">Now; a tick before the others counts as no time at all.</param>
    public BudgetViolation Check(Tick began, Tick lastProgress, ulong replayed, Tick now) =>
        MaxDuration > 0 && now.Since(began) > MaxDuration ? BudgetViolation.DurationExceeded
        : MaxEntries > 0 && replayed > MaxEntries ? BudgetViolation.EntriesExceeded
        : ProgressDeadline > 0 && now.Since(lastProgress) > ProgressDeadline ? BudgetViolation.ProgressStalled
        : BudgetViolation.None;
}

/// <summary>The dimension of a <see cref="RecoveryBudget"/> that was exceeded.</summary>
public enum BudgetViolation : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>duration_exceeded</c>.</summary>
    DurationExceeded,

    /// <summary><c>entries_exceeded</c>.</summary>
    EntriesExceeded,

    /// <summary><c>progress_stalled</c>: a connected peer that does not advance.</summary>
    ProgressStalled,
}
