using Microsoft.Extensions.Logging;

namespace Replication.Recovery;

/// <summary>One message for every kind of event. The event ID is the number of the kind, the event's name its text: both are what filters and alerts are written for.</summary>
internal static partial class RecoveryMessages
{
    /// <summary>The event ID of <see cref="Missed"/>, beyond those of kinds.</summary>
    public const int MissedId = 1000;

    private const string About = ": volume {Volume}, replica {Replica}, session {Session}, event {Sequence}. {Detail}";

    [LoggerMessage(MissedId, LogLevel.Warning, "{Count} events gave way before event {Sequence} was read", EventName = "events_missed")]
    public static partial void Missed(this ILogger logger, ulong count, ulong sequence);

    [LoggerMessage((int)RecoveryEventKind.SenderAdded, LogLevel.Information, "Sender added" + About, EventName = "sender_added")]
    public static partial void SenderAdded(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.SenderRemoved, LogLevel.Information, "Sender removed" + About, EventName = "sender_removed")]
    public static partial void SenderRemoved(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.SessionCreated, LogLevel.Information, "Session created" + About, EventName = "session_created")]
    public static partial void SessionCreated(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.SessionSuperseded, LogLevel.Information, "Session created in place of another" + About, EventName = "session_superseded")]
    public static partial void SessionSuperseded(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.SessionFailed, LogLevel.Warning, "A target got no session" + About, EventName = "session_failed")]
    public static partial void SessionFailed(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.SessionInvalidated, LogLevel.Information, "Session invalidated" + About, EventName = "session_invalidated")]
    public static partial void SessionInvalidated(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.Demoted, LogLevel.Warning, "Replica demoted" + About, EventName = "demoted")]
    public static partial void Demoted(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.ConnectFailed, LogLevel.Warning, "Connecting failed" + About, EventName = "connect_failed")]
    public static partial void ConnectFailed(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.Connected, LogLevel.Debug, "Connected" + About, EventName = "connected")]
    public static partial void Connected(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.HandshakeFailed, LogLevel.Warning, "Handshake failed" + About, EventName = "handshake_failed")]
    public static partial void HandshakeFailed(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.Handshake, LogLevel.Debug, "Handshake" + About, EventName = "handshake")]
    public static partial void Handshake(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.Escalated, LogLevel.Error, "Replica needs a rebuild" + About, EventName = "escalated")]
    public static partial void Escalated(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.Completed, LogLevel.Information, "Recovery completed" + About, EventName = "completed")]
    public static partial void Completed(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.CatchUpBeginFailed, LogLevel.Warning, "Catch-up could not begin" + About, EventName = "catchup_begin_failed")]
    public static partial void CatchUpBeginFailed(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.CatchUpStarted, LogLevel.Debug, "Catch-up started" + About, EventName = "catchup_started")]
    public static partial void CatchUpStarted(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.CatchUpProgressFailed, LogLevel.Warning, "Catch-up failed" + About, EventName = "catchup_progress_failed")]
    public static partial void CatchUpProgressFailed(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.BudgetEscalated, LogLevel.Error, "Budget violated; replica needs a rebuild" + About, EventName = "budget_escalated")]
    public static partial void BudgetEscalated(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.TruncationFailed, LogLevel.Warning, "Truncation failed" + About, EventName = "truncation_failed")]
    public static partial void TruncationFailed(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.TruncationRecorded, LogLevel.Information, "Replica truncated" + About, EventName = "truncation_recorded")]
    public static partial void TruncationRecorded(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.CompletionRejected, LogLevel.Warning, "Completion rejected" + About, EventName = "completion_rejected")]
    public static partial void CompletionRejected(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.RebuildConnectFailed, LogLevel.Warning, "Connecting for a rebuild failed" + About, EventName = "rebuild_connect_failed")]
    public static partial void RebuildConnectFailed(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.RebuildConnected, LogLevel.Debug, "Connected for a rebuild" + About, EventName = "rebuild_connected")]
    public static partial void RebuildConnected(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.RebuildHandshakeFailed, LogLevel.Warning, "Rebuild handshake failed" + About, EventName = "rebuild_handshake_failed")]
    public static partial void RebuildHandshakeFailed(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.RebuildSourceFailed, LogLevel.Warning, "No rebuild source" + About, EventName = "rebuild_source_failed")]
    public static partial void RebuildSourceFailed(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.RebuildSourceSelected, LogLevel.Debug, "Rebuild source selected" + About, EventName = "rebuild_source_selected")]
    public static partial void RebuildSourceSelected(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.RebuildTransferFailed, LogLevel.Warning, "Transfer of the base failed" + About, EventName = "rebuild_transfer_failed")]
    public static partial void RebuildTransferFailed(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.RebuildTailFailed, LogLevel.Warning, "Replay after the base failed" + About, EventName = "rebuild_tail_failed")]
    public static partial void RebuildTailFailed(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.RebuildFailed, LogLevel.Warning, "Rebuild failed" + About, EventName = "rebuild_failed")]
    public static partial void RebuildFailed(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);

    [LoggerMessage((int)RecoveryEventKind.RebuildCompleted, LogLevel.Information, "Rebuild completed" + About, EventName = "rebuild_completed")]
    public static partial void RebuildCompleted(this ILogger logger, string volume, string replica, ulong session, ulong sequence, EventDetail detail);
}
