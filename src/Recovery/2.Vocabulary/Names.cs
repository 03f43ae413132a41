using System.Collections.Frozen;

namespace Replication.Recovery;

/// <summary>The names of codes, states and phases as the log, the wire and the documents write them.</summary>
public static class Names
{
    /// <summary>The code as it is written everywhere: <c>snake_case</c>, empty for success.</summary>
    /// <param name="code">The code.</param>
    public static string Text(this RecoveryCode code) => code switch
    {
        RecoveryCode.None => "",
        RecoveryCode.SenderStopped => "sender_stopped",
        RecoveryCode.NoActiveSession => "no_active_session",
        RecoveryCode.SessionMismatch => "session_mismatch",
        RecoveryCode.SessionInactive => "session_inactive",
        RecoveryCode.RebuildSession => "rebuild_session",
        RecoveryCode.NotRebuildSession => "not_rebuild_session",
        RecoveryCode.InvalidRange => "invalid_range",
        RecoveryCode.WrongPhase => "wrong_phase",
        RecoveryCode.WrongRebuildPhase => "wrong_rebuild_phase",
        RecoveryCode.EpochMismatch => "epoch_mismatch",
        RecoveryCode.SessionAlreadyActive => "session_already_active",
        RecoveryCode.InvalidState => "invalid_state",
        RecoveryCode.ProgressRegression => "progress_regression",
        RecoveryCode.BeyondFrozenTarget => "beyond_frozen_target",
        RecoveryCode.TruncationNotRequired => "truncation_not_required",
        RecoveryCode.TruncationMismatch => "truncation_mismatch",
        RecoveryCode.CompletionRejected => "completion_rejected",
        RecoveryCode.BudgetViolation => "budget_violation",
        RecoveryCode.TailReplayNotApplicable => "tail_replay_not_applicable",
        RecoveryCode.BaseTransferIncomplete => "base_transfer_incomplete",
        RecoveryCode.RebuildProgressRegression => "rebuild_progress_regression",
        RecoveryCode.RebuildNotReady => "rebuild_not_ready",
        RecoveryCode.SenderNotFound => "sender_not_found",
        RecoveryCode.NoSession => "no_session",
        RecoveryCode.NoHistory => "no_history",
        RecoveryCode.InvalidHistory => "invalid_history",
        RecoveryCode.DuplicateReplica => "duplicate_replica",
        RecoveryCode.EmptyId => "empty_id",
        RecoveryCode.ZeroEpoch => "zero_epoch",
        RecoveryCode.UnknownKind => "unknown_kind",
        RecoveryCode.StaleIntent => "stale_intent",
        RecoveryCode.RevisionConflict => "revision_conflict",
        RecoveryCode.StaleEpoch => "stale_epoch",
        RecoveryCode.StaleSession => "stale_session",
        RecoveryCode.WrongVolume => "wrong_volume",
        RecoveryCode.PrimaryBehind => "primary_behind",
        RecoveryCode.DeadlineExceeded => "deadline_exceeded",
        RecoveryCode.TransportLost => "transport_lost",
        RecoveryCode.PinRevoked => "pin_revoked",
        RecoveryCode.TruncationUnsafe => "truncation_unsafe",
        RecoveryCode.VerificationFailed => "verification_failed",
        RecoveryCode.RebuildCannotConverge => "rebuild_cannot_converge",
        RecoveryCode.GapExceedsRetention => "gap_exceeds_retention",
        RecoveryCode.Cancelled => "cancelled",
        RecoveryCode.StorageFailed => "storage_failed",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "not a code of the closed set"),
    };

    /// <summary>The kind as it is written everywhere.</summary>
    /// <param name="kind">The kind.</param>
    public static string Text(this SessionKind kind) => kind switch
    {
        SessionKind.Bootstrap => "bootstrap",
        SessionKind.CatchUp => "catchup",
        SessionKind.Reassign => "reassign",
        SessionKind.Rebuild => "rebuild",
        _ => "unknown",
    };

    /// <summary>Whether the kind is one of the closed set; a number from outside may be none.</summary>
    /// <param name="kind">The kind.</param>
    internal static bool IsKnown(this SessionKind kind) => kind is >= SessionKind.Bootstrap and <= SessionKind.Rebuild;

    /// <summary>The violation as it is written everywhere; empty for none.</summary>
    /// <param name="violation">The violation.</param>
    public static string Text(this BudgetViolation violation) => violation switch
    {
        BudgetViolation.DurationExceeded => "duration_exceeded",
        BudgetViolation.EntriesExceeded => "entries_exceeded",
        BudgetViolation.ProgressStalled => "progress_stalled",
        _ => "",
    };

    /// <summary>The cause as it is written everywhere, without the numbers that belong to it.</summary>
    /// <param name="cause">The cause.</param>
    public static string Text(this EndCause cause) => cause switch
    {
        EndCause.None => "",
        EndCause.Completed => "completed",
        EndCause.GapExceedsRetention => "gap_exceeds_retention",
        EndCause.PrimaryBehind => "primary_behind",
        EndCause.EpochAdvanced => "epoch_advanced",
        EndCause.EpochBump => "epoch_bump",
        EndCause.EndpointChanged => "endpoint_changed",
        EndCause.SenderStopped => "sender_stopped",
        EndCause.AssignmentIntent => "assignment_intent",
        EndCause.Budget => "budget",
        EndCause.DeadlineExceeded => "deadline_exceeded",
        EndCause.TransportLost => "transport_lost",
        EndCause.Failed => "failed",
        EndCause.Other => "other",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "not a cause of the closed set"),
    };

    /// <summary>The outcome as it is written everywhere.</summary>
    /// <param name="outcome">The outcome.</param>
    public static string Text(this RecoveryOutcome outcome) => outcome switch
    {
        RecoveryOutcome.ZeroGap => "zero_gap",
        RecoveryOutcome.CatchUp => "catchup",
        RecoveryOutcome.NeedsRebuild => "needs_rebuild",
        _ => "",
    };

    /// <summary>The source as it is written everywhere; empty until one is selected.</summary>
    /// <param name="kind">The kind of source.</param>
    public static string Text(this RebuildSourceKind kind) => kind switch
    {
        RebuildSourceKind.SnapshotTail => "snapshot_tail",
        RebuildSourceKind.FullBase => "full_base",
        _ => "",
    };

    /// <summary>The state as it is written everywhere.</summary>
    /// <param name="state">The state.</param>
    public static string Text(this ReplicaState state) => state switch
    {
        ReplicaState.Disconnected => "disconnected",
        ReplicaState.Connecting => "connecting",
        ReplicaState.CatchingUp => "catching_up",
        ReplicaState.InSync => "in_sync",
        ReplicaState.Degraded => "degraded",
        ReplicaState.NeedsRebuild => "needs_rebuild",
        _ => "",
    };
}

/// <summary>Reads the names of codes back, for what arrives over a wire or from a journal.</summary>
public static class RecoveryCodes
{
    /// <summary>The code with the highest number.</summary>
    internal const RecoveryCode Last = RecoveryCode.StorageFailed;

    private static readonly FrozenDictionary<string, RecoveryCode> ByName =
        Enum.GetValues<RecoveryCode>().Where(code => code != RecoveryCode.None).ToFrozenDictionary(code => code.Text(), StringComparer.Ordinal);

    /// <summary>Reads the <c>Text()</c> of a failure's code. Thread-safe.</summary>
    /// <param name="text">The name; compared ordinally.</param>
    /// <param name="code">The code; <see cref="RecoveryCode.None"/> where the text names none.</param>
    /// <returns>Whether the text names a failure; success has no name and is not read.</returns>
    public static bool TryParse(string text, out RecoveryCode code)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ByName.TryGetValue(text, out code);
    }
}
