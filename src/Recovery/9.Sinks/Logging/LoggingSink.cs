using Microsoft.Extensions.Logging;

namespace Replication.Recovery;

/// <summary>
/// Writes every event to an <see cref="ILogger"/>, with the fields <c>Volume</c>, <c>Replica</c>, <c>Session</c> (0 = none), <c>Sequence</c> and <c>Detail</c>. The event ID
/// is the number of the <see cref="RecoveryEventKind"/> and stays what it is; its name is the kind's text.
/// </summary>
/// <remarks>
/// Thread-safe; one sink serves all logs and volumes of a host. Levels: <c>escalated</c> and <c>budget_escalated</c> are errors, because the replica does not come back by itself; what
/// failed, <c>completion_rejected</c> and <c>demoted</c> are warnings; beginnings, ends, truncations and changes of senders are information; steps on the way are debug. Events
/// that are missing are a warning with the event ID 1000 and the name <c>events_missed</c>. Where a level is off nothing is formatted or boxed.
/// </remarks>
/// <param name="logger">The logger.</param>
public sealed class LoggingSink(ILogger logger) : IRecoveryLogSink
{
    /// <inheritdoc/>
    public ValueTask WriteAsync(RecoveryLogBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Missed > 0) logger.Missed(batch.Missed, batch.Events[0].Sequence);
        for (var i = 0; i < batch.Events.Count; i++) Write(batch.Events[i]);
        return ValueTask.CompletedTask;
    }

    private void Write(in RecoveryEvent e)
    {
        var (volume, replica, session) = (e.Volume.Value, e.Replica.Value, e.Session.Value);
        switch (e.Kind)
        {
            case RecoveryEventKind.SenderAdded: logger.SenderAdded(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.SenderRemoved: logger.SenderRemoved(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.SessionCreated: logger.SessionCreated(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.SessionSuperseded: logger.SessionSuperseded(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.SessionFailed: logger.SessionFailed(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.SessionInvalidated: logger.SessionInvalidated(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.Demoted: logger.Demoted(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.ConnectFailed: logger.ConnectFailed(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.Connected: logger.Connected(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.HandshakeFailed: logger.HandshakeFailed(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.Handshake: logger.Handshake(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.Escalated: logger.Escalated(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.Completed: logger.Completed(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.CatchUpBeginFailed: logger.CatchUpBeginFailed(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.CatchUpStarted: logger.CatchUpStarted(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.CatchUpProgressFailed: logger.CatchUpProgressFailed(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.BudgetEscalated: logger.BudgetEscalated(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.TruncationFailed: logger.TruncationFailed(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.TruncationRecorded: logger.TruncationRecorded(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.CompletionRejected: logger.CompletionRejected(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.RebuildConnectFailed: logger.RebuildConnectFailed(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.RebuildConnected: logger.RebuildConnected(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.RebuildHandshakeFailed: logger.RebuildHandshakeFailed(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.RebuildSourceFailed: logger.RebuildSourceFailed(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.RebuildSourceSelected: logger.RebuildSourceSelected(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.RebuildTransferFailed: logger.RebuildTransferFailed(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.RebuildTailFailed: logger.RebuildTailFailed(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.RebuildFailed: logger.RebuildFailed(volume, replica, session, e.Sequence, e.Detail); break;
            case RecoveryEventKind.RebuildCompleted: logger.RebuildCompleted(volume, replica, session, e.Sequence, e.Detail); break;
            default: throw new ArgumentOutOfRangeException(nameof(e), e.Kind, "not a kind of the closed set");
        }
    }
}
