using System.Globalization;

namespace Replication.Recovery;

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
        EndCause.EpochAdvanced => string.Create(CultureInfo.InvariantCulture, $"epoch_advanced_{A}_to_{B}"),
        EndCause.Budget => "budget_" + ((BudgetViolation)A).Text(),
        EndCause.Failed => ((RecoveryCode)A).Text(),
        EndCause.Other when Words is { Length: > 0 } => Words,
        _ => Cause.Text(),
    };
}
