using System.Globalization;

namespace Replication.Recovery;

/// <summary>What ended a session.</summary>
public enum EndCause : byte
{
    /// <summary>It has not ended.</summary>
    None = 0,

    /// <summary><c>completed</c>: it reached its target.</summary>
    Completed,

    /// <summary><c>gap_exceeds_retention</c>: what the replica needs is no longer retained.</summary>
    GapExceedsRetention,

    /// <summary><c>primary_behind</c>: the primary lost entries that the replica knows to be committed.</summary>
    PrimaryBehind,

    /// <summary><c>epoch_advanced_A_to_B</c>: the sender moved to a later epoch.</summary>
    EpochAdvanced,

    /// <summary><c>epoch_bump</c>: every session of an older epoch was invalidated.</summary>
    EpochBump,

    /// <summary><c>endpoint_changed</c>: the replica is reached elsewhere now.</summary>
    EndpointChanged,

    /// <summary><c>sender_stopped</c>: the sender was stopped.</summary>
    SenderStopped,

    /// <summary><c>assignment_intent</c>: a newer intent asked for another session.</summary>
    AssignmentIntent,

    /// <summary><c>budget_V</c>: its budget was violated.</summary>
    Budget,

    /// <summary><c>deadline_exceeded</c>: a phase took longer than its deadline.</summary>
    DeadlineExceeded,

    /// <summary><c>transport_lost</c>: the connection to the replica was lost.</summary>
    TransportLost,

    /// <summary>The name of an error code: a step failed with it.</summary>
    Failed,

    /// <summary>The caller's own words.</summary>
    Other,
}

/// <summary>What ended a session, with the numbers that belong to it; the text is made only when somebody reads it.</summary>
/// <param name="Cause">What ended it.</param>
/// <param name="A">The first number, or the code of what failed.</param>
/// <param name="B">The second number.</param>
/// <param name="Words">The caller's own words, for <see cref="EndCause.Other"/>.</param>
public readonly record struct EndReason(EndCause Cause, ulong A = 0, ulong B = 0, string? Words = null)
{
    /// <summary>A step failed with a code.</summary>
    /// <param name="code">The code.</param>
    public static EndReason FailedWith(RecoveryCode code) => code switch
    {
        RecoveryCode.TransportLost => new(EndCause.TransportLost),
        RecoveryCode.DeadlineExceeded => new(EndCause.DeadlineExceeded),
        RecoveryCode.GapExceedsRetention => new(EndCause.GapExceedsRetention),
        RecoveryCode.PrimaryBehind => new(EndCause.PrimaryBehind),
        _ => new(EndCause.Failed, (ulong)code),
    };

    /// <summary>The budget was violated.</summary>
    /// <param name="violation">In which dimension.</param>
    public static EndReason BudgetExceeded(BudgetViolation violation) => new(EndCause.Budget, (ulong)violation);

    /// <summary>The sender moved to a later epoch.</summary>
    /// <param name="from">Its epoch before.</param>
    /// <param name="to">Its epoch now.</param>
    public static EndReason EpochAdvanced(Epoch from, Epoch to) => new(EndCause.EpochAdvanced, from.Value, to.Value);

    /// <summary>The reason as it is written everywhere.</summary>
    public override string ToString() => Cause switch
    {
        EndCause.None => "",
        EndCause.Completed => "completed",
        EndCause.GapExceedsRetention => "gap_exceeds_retention",
        EndCause.PrimaryBehind => "primary_behind",
        EndCause.EpochAdvanced => string.Create(CultureInfo.InvariantCulture, $"epoch_advanced_{A}_to_{B}"),
        EndCause.EpochBump => "epoch_bump",
        EndCause.EndpointChanged => "endpoint_changed",
        EndCause.SenderStopped => "sender_stopped",
        EndCause.AssignmentIntent => "assignment_intent",
        EndCause.Budget => "budget_" + ((BudgetViolation)A).Text(),
        EndCause.DeadlineExceeded => "deadline_exceeded",
        EndCause.TransportLost => "transport_lost",
        EndCause.Failed => ((RecoveryCode)A).Text(),
        _ => Words ?? "",
    };
}
