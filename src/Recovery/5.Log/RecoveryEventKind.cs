namespace Replication.Recovery;

/// <summary>What happened. The name in logs and on the wire is <c>Text()</c>.</summary>
public enum RecoveryEventKind : byte
{
    /// <summary><c>sender_added</c>: a sender was made for a replica named for the first time.</summary>
    SenderAdded = 1,

    /// <summary><c>sender_removed</c>: a sender whose replica is no longer named was stopped and removed.</summary>
    SenderRemoved,

    /// <summary><c>session_created</c>: a session was attached.</summary>
    SessionCreated,

    /// <summary><c>session_superseded</c>: a session took the place of another.</summary>
    SessionSuperseded,

    /// <summary><c>session_failed</c>: a target got no session.</summary>
    SessionFailed,

    /// <summary><c>session_invalidated</c>: a session ended before its target; the detail is the cause.</summary>
    SessionInvalidated,

    /// <summary><c>demoted</c>: a replica without a session lost what it was worth; the detail is the cause.</summary>
    Demoted,

    /// <summary><c>connect_failed</c>: the replica could not be asked.</summary>
    ConnectFailed,

    /// <summary><c>connected</c>: the replica answered.</summary>
    Connected,

    /// <summary><c>handshake_failed</c>: what it answered could not be used.</summary>
    HandshakeFailed,

    /// <summary><c>handshake</c>: facts and history were classified.</summary>
    Handshake,

    /// <summary><c>escalated</c>: the replica needs a rebuild; the detail is the proof.</summary>
    Escalated,

    /// <summary><c>completed</c>: the replica is in sync.</summary>
    Completed,

    /// <summary><c>catchup_begin_failed</c>: the catch-up could not begin.</summary>
    CatchUpBeginFailed,

    /// <summary><c>catchup_started</c>: the catch-up began; its target is frozen.</summary>
    CatchUpStarted,

    /// <summary><c>catchup_progress_failed</c>: a step of the replay failed.</summary>
    CatchUpProgressFailed,

    /// <summary><c>budget_escalated</c>: the budget was violated and the session ended.</summary>
    BudgetEscalated,

    /// <summary><c>truncation_failed</c>: the replica was not truncated.</summary>
    TruncationFailed,

    /// <summary><c>truncation_recorded</c>: the replica was truncated.</summary>
    TruncationRecorded,

    /// <summary><c>completion_rejected</c>: the session has not converged, or its truncation is missing.</summary>
    CompletionRejected,

    /// <summary><c>rebuild_connect_failed</c>: the replica could not be asked.</summary>
    RebuildConnectFailed,

    /// <summary><c>rebuild_connected</c>: the replica answered.</summary>
    RebuildConnected,

    /// <summary><c>rebuild_handshake_failed</c>: what it answered could not be used.</summary>
    RebuildHandshakeFailed,

    /// <summary><c>rebuild_source_failed</c>: no source could be chosen or pinned.</summary>
    RebuildSourceFailed,

    /// <summary><c>rebuild_source_selected</c>: where the content comes from was decided.</summary>
    RebuildSourceSelected,

    /// <summary><c>rebuild_transfer_failed</c>: the base did not arrive, or is not what was sent.</summary>
    RebuildTransferFailed,

    /// <summary><c>rebuild_tail_failed</c>: the log after the snapshot could not be replayed.</summary>
    RebuildTailFailed,

    /// <summary><c>rebuild_failed</c>: the rebuild could not be completed.</summary>
    RebuildFailed,

    /// <summary><c>rebuild_completed</c>: the replica is in sync.</summary>
    RebuildCompleted,
}

/// <summary>The names of event kinds.</summary>
public static class RecoveryEventKinds
{
    /// <summary>The kind as it is written everywhere.</summary>
    /// <param name="kind">The kind.</param>
    public static string Text(this RecoveryEventKind kind) => kind switch
    {
        RecoveryEventKind.SenderAdded => "sender_added",
        RecoveryEventKind.SenderRemoved => "sender_removed",
        RecoveryEventKind.SessionCreated => "session_created",
        RecoveryEventKind.SessionSuperseded => "session_superseded",
        RecoveryEventKind.SessionFailed => "session_failed",
        RecoveryEventKind.SessionInvalidated => "session_invalidated",
        RecoveryEventKind.Demoted => "demoted",
        RecoveryEventKind.ConnectFailed => "connect_failed",
        RecoveryEventKind.Connected => "connected",
        RecoveryEventKind.HandshakeFailed => "handshake_failed",
        RecoveryEventKind.Handshake => "handshake",
        RecoveryEventKind.Escalated => "escalated",
        RecoveryEventKind.Completed => "completed",
        RecoveryEventKind.CatchUpBeginFailed => "catchup_begin_failed",
        RecoveryEventKind.CatchUpStarted => "catchup_started",
        RecoveryEventKind.CatchUpProgressFailed => "catchup_progress_failed",
        RecoveryEventKind.BudgetEscalated => "budget_escalated",
        RecoveryEventKind.TruncationFailed => "truncation_failed",
        RecoveryEventKind.TruncationRecorded => "truncation_recorded",
        RecoveryEventKind.CompletionRejected => "completion_rejected",
        RecoveryEventKind.RebuildConnectFailed => "rebuild_connect_failed",
        RecoveryEventKind.RebuildConnected => "rebuild_connected",
        RecoveryEventKind.RebuildHandshakeFailed => "rebuild_handshake_failed",
        RecoveryEventKind.RebuildSourceFailed => "rebuild_source_failed",
        RecoveryEventKind.RebuildSourceSelected => "rebuild_source_selected",
        RecoveryEventKind.RebuildTransferFailed => "rebuild_transfer_failed",
        RecoveryEventKind.RebuildTailFailed => "rebuild_tail_failed",
        RecoveryEventKind.RebuildFailed => "rebuild_failed",
        RecoveryEventKind.RebuildCompleted => "rebuild_completed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of the closed set"),
    };
}
