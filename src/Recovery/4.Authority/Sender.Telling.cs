namespace Replication.Recovery;

/// <content>
/// What is logged of a sender. The raw operations, by session ID or epoch, log what the entry path logs for the same thing: one event for each transition that the log
/// knows, in the step that makes it. A raw operation that is refused changes nothing and logs nothing; its caller has the answer.
/// </content>
public sealed partial class Sender
{
    /// <summary>Logs an event about the replica.</summary>
    internal void Tell(in OwnerStep step, SessionId session, RecoveryEventKind kind, in EventDetail detail = default, EndCause end = EndCause.None) =>
        _registry.Tell(step, Replica, session, kind, detail, end);

    /// <summary>Logs that a session began. One that it replaced ended under its own ID, and before it (fault F07).</summary>
    internal void TellBegun(in OwnerStep step, SessionId session, SessionId replaced, EndCause end)
    {
        if (replaced != SessionId.None) Tell(step, replaced, RecoveryEventKind.SessionInvalidated, EventDetail.Of("superseded"), end);
        Tell(step, session, replaced == SessionId.None ? RecoveryEventKind.SessionCreated : RecoveryEventKind.SessionSuperseded);
    }

    /// <summary>Logs the session that a change of epoch or endpoint ended, or the demotion it was without one.</summary>
    internal void Tell(in OwnerStep step, in SenderChange change, in EventDetail cause, EndCause end)
    {
        if (change.Ended != SessionId.None) Tell(step, change.Ended, RecoveryEventKind.SessionInvalidated, cause, end);
        if (change.Demoted) Tell(step, SessionId.None, RecoveryEventKind.Demoted, cause);
    }

    /// <summary>Logs that a session ended before its target.</summary>
    internal void TellEnd(in OwnerStep step, in SessionEnd end) =>
        Tell(step, end.Session, RecoveryEventKind.SessionInvalidated, EventDetail.Ended(end.Reason), end.Reason.Cause);

    /// <summary>Logs that a session's time was up. A budget that the timer finds exceeded is logged as one that a worker finds.</summary>
    internal void TellExpired(in OwnerStep step, in SessionEnd end)
    {
        if (end.Reason.Cause != EndCause.Budget) TellEnd(step, end);
        else Tell(step, end.Session, RecoveryEventKind.BudgetEscalated, EventDetail.Violation((BudgetViolation)end.Reason.A), EndCause.Budget);
    }

    // Logs what was done; what this answers is that it was, so that an operation can return it in one breath.
    private RecoveryError Told(in OwnerStep step, SessionId session, RecoveryEventKind kind, in EventDetail detail = default, EndCause end = EndCause.None)
    {
        Tell(step, session, kind, detail, end);
        return default;
    }

    // A reason of somebody outside ends a session, whatever it calls itself: one without a cause, with one that only a completion has, or with a number that names nothing is
    // a caller's own words.
    private static EndReason Ending(in EndReason reason)
    {
        var isNamed = reason.Cause switch
        {
            EndCause.Failed => reason.A is > 0 and <= (ulong)RecoveryCodes.Last,
            EndCause.Budget => reason.A is > 0 and <= (ulong)BudgetViolation.ProgressStalled,
            var cause => cause is not (EndCause.None or EndCause.Completed or > EndCause.Other),
        };
        return isNamed ? reason : new EndReason(EndCause.Other, Words: reason.Words);
    }
}
