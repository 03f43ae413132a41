namespace Replication.Recovery;

/// <summary>Everything the engine can answer instead of success: one closed set. The name of a code on the wire and in logs is its <c>Text()</c>.</summary>
public enum RecoveryCode : byte
{
    /// <summary>Success.</summary>
    None = 0,

    /// <summary><c>sender_stopped</c>: the sender is stopped and accepts nothing.</summary>
    SenderStopped,

    /// <summary><c>no_active_session</c>: the sender has no session.</summary>
    NoActiveSession,

    /// <summary><c>session_mismatch</c>: the session presented is not the sender's.</summary>
    SessionMismatch,

    /// <summary><c>session_inactive</c>: the session presented has ended.</summary>
    SessionInactive,

    /// <summary><c>rebuild_session</c>: the operation belongs to the catch-up lifecycle; the session is a rebuild.</summary>
    RebuildSession,

    /// <summary><c>not_rebuild_session</c>: the operation belongs to the rebuild lifecycle; the session is not one.</summary>
    NotRebuildSession,

    /// <summary><c>invalid_range</c>: the target is below the start.</summary>
    InvalidRange,

    /// <summary><c>wrong_phase</c>: the session is in another phase.</summary>
    WrongPhase,

    /// <summary><c>wrong_rebuild_phase</c>: the rebuild is in another phase.</summary>
    WrongRebuildPhase,

    /// <summary><c>epoch_mismatch</c>: the epoch presented is not the sender's.</summary>
    EpochMismatch,

    /// <summary><c>session_already_active</c>: the sender has a live session; or an execution of the session is running.</summary>
    SessionAlreadyActive,

    /// <summary><c>invalid_state</c>: the state asked for cannot be set.</summary>
    InvalidState,

    /// <summary><c>progress_regression</c>: the progress reported is not beyond what was recovered.</summary>
    ProgressRegression,

    /// <summary><c>beyond_frozen_target</c>: the progress reported is beyond the target the session froze.</summary>
    BeyondFrozenTarget,

    /// <summary><c>truncation_not_required</c>: the session requires no truncation.</summary>
    TruncationNotRequired,

    /// <summary><c>truncation_mismatch</c>: the session requires truncation to another LSN.</summary>
    TruncationMismatch,

    /// <summary><c>completion_rejected</c>: the session has not converged, or its truncation is missing.</summary>
    CompletionRejected,

    /// <summary><c>budget_violation</c>: the session exceeded its budget and ended.</summary>
    BudgetViolation,

    /// <summary><c>tail_replay_not_applicable</c>: the rebuild's source has no tail to replay.</summary>
    TailReplayNotApplicable,

    /// <summary><c>base_transfer_incomplete</c>: the base has not reached the snapshot's LSN.</summary>
    BaseTransferIncomplete,

    /// <summary><c>rebuild_progress_regression</c>: the rebuild progress reported is not beyond what was achieved.</summary>
    RebuildProgressRegression,

    /// <summary><c>rebuild_not_ready</c>: the rebuild has not reached its target.</summary>
    RebuildNotReady,

    /// <summary><c>sender_not_found</c>: the registry has no sender for the replica.</summary>
    SenderNotFound,

    /// <summary><c>no_session</c>: the replica has no session, or none was presented.</summary>
    NoSession,

    /// <summary><c>no_history</c>: no retained history was given.</summary>
    NoHistory,

    /// <summary><c>invalid_history</c>: the history contradicts itself.</summary>
    InvalidHistory,

    /// <summary><c>duplicate_replica</c>: the intent names a replica twice.</summary>
    DuplicateReplica,

    /// <summary><c>empty_id</c>: the intent names a replica or volume with an empty ID.</summary>
    EmptyId,

    /// <summary><c>zero_epoch</c>: the intent's epoch is 0.</summary>
    ZeroEpoch,

    /// <summary><c>unknown_kind</c>: the intent's target has a kind that does not exist.</summary>
    UnknownKind,

    /// <summary><c>stale_intent</c>: the intent is older than what the registry accepted.</summary>
    StaleIntent,

    /// <summary><c>revision_conflict</c>: the intent has the revision of an accepted one and another content.</summary>
    RevisionConflict,

    /// <summary><c>stale_epoch</c>: a higher epoch was promised.</summary>
    StaleEpoch,

    /// <summary><c>stale_session</c>: a higher session was promised.</summary>
    StaleSession,

    /// <summary><c>wrong_volume</c>: the store holds another volume.</summary>
    WrongVolume,

    /// <summary><c>primary_behind</c>: the primary lost entries that the replica knows to be committed.</summary>
    PrimaryBehind,

    /// <summary><c>deadline_exceeded</c>: a phase took longer than its deadline.</summary>
    DeadlineExceeded,

    /// <summary><c>transport_lost</c>: the connection to the replica was lost.</summary>
    TransportLost,

    /// <summary><c>pin_revoked</c>: what the session had pinned was revoked.</summary>
    PinRevoked,

    /// <summary><c>truncation_unsafe</c>: the replica cannot truncate there safely.</summary>
    TruncationUnsafe,

    /// <summary><c>verification_failed</c>: what was copied does not match its source.</summary>
    VerificationFailed,

    /// <summary><c>rebuild_cannot_converge</c>: every base fell behind the log before it was there.</summary>
    RebuildCannotConverge,

    /// <summary><c>gap_exceeds_retention</c>: what the replica needs is no longer retained.</summary>
    GapExceedsRetention,

    /// <summary><c>cancelled</c>: the caller cancelled.</summary>
    Cancelled,

    /// <summary><c>storage_failed</c>: the storage engine failed.</summary>
    StorageFailed,
}
