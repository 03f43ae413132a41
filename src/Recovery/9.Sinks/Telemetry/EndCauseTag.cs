namespace Replication.Recovery;

/// <summary>What ended a session, in names few enough to be the dimension of a metric. All of them are constants: making one allocates nothing.</summary>
internal static class EndCauseTag
{
    /// <summary>The session reached its target.</summary>
    public const string Completed = "completed";

    /// <summary>That the session is over is known, but not from an event of its own, because events are missing.</summary>
    public const string Unobserved = "unobserved";

    /// <summary>The name for an event with which a session is over.</summary>
    public static string Of(in RecoveryEvent e) => e.End switch
    {
        EndCause.Budget => Budget(e.Detail.Exceeded),
        EndCause.Failed when e.Detail.Code is not RecoveryCode.None and var code => code.Text(),
        var cause => cause.Text(),
    };

    private static string Budget(BudgetViolation violation) => violation switch
    {
        BudgetViolation.DurationExceeded => "budget_duration_exceeded",
        BudgetViolation.EntriesExceeded => "budget_entries_exceeded",
        BudgetViolation.ProgressStalled => "budget_progress_stalled",
        _ => EndCause.Budget.Text(),
    };
}
