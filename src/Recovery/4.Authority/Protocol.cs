namespace Replication.Recovery;

/// <summary>
/// The inputs of the entry path: what each does to a session and its sender, and the events that say so. One input is one step, or part of one; nothing in here asks a
/// clock, waits, or calls anybody outside of the core, so the same inputs in the same order make the same states and the same events.
/// </summary>
internal static class Protocol
{
    public const string NotConvergent = "session not convergent or truncation missing";

    /// <summary>A worker connects under its session.</summary>
    public static bool TryConnect(in OwnerStep step, Sender sender, SessionId session, out At<CatchUpSession.Connecting> connecting, out RecoveryError error)
    {
        connecting = default;
        return (sender.TryPresentCatchUp(step, session, out var machine, out error)
                && Sender.TryExpectInit(step, machine, out var init, out error)
                && sender.TryBeginConnect(step, session, init, out connecting, out error))
            || Refuse(step, sender, session, RecoveryEventKind.ConnectFailed, error);
    }

    /// <summary>A worker connects under its rebuild session.</summary>
    public static bool TryConnect(in OwnerStep step, Sender sender, SessionId session, out At<RebuildSession.Connecting> connecting, out RecoveryError error)
    {
        connecting = default;
        return (sender.TryPresentRebuild(step, session, out var machine, out error)
                && Sender.TryExpectInit(step, machine, out var init, out error)
                && sender.TryBeginConnect(step, init, out connecting, out error))
            || Refuse(step, sender, session, RecoveryEventKind.RebuildConnectFailed, error);
    }

    /// <summary>The replica answered: facts and history are classified and recorded. What fails here ends the session.</summary>
    public static bool TryDecide(
        in OwnerStep step,
        Sender sender,
        SessionId session,
        At<CatchUpSession.Connecting> connecting,
        ReplicaFacts facts,
        HistoryReading reading,
        out RecoveryDecision decision,
        out At<CatchUpSession.Handshake> handshake,
        out RecoveryError error)
    {
        (decision, handshake) = (default, default);
        if (!sender.Stands(step, session))
        {
            error = sender.AuthorityError(step, session);
            return Refuse(step, sender, session, RecoveryEventKind.HandshakeFailed, error);
        }

        if (!sender.TryClassify(step, session, facts, reading.History, reading.Lineage, out decision, out error))
        {
            sender.Tell(step, session, RecoveryEventKind.Connected);
            return Fail(step, sender, session, RecoveryEventKind.HandshakeFailed, error);
        }

        if (!sender.TryClassify(step, session, connecting, decision, out var outcome, out error)) return Fail(step, sender, session, RecoveryEventKind.HandshakeFailed, error);
        sender.Tell(step, session, RecoveryEventKind.Connected);
        sender.Tell(step, session, RecoveryEventKind.Handshake, EventDetail.Outcome(decision.Outcome));
        if (outcome.Handshake is { } decided) handshake = decided;
        else sender.Tell(step, session, RecoveryEventKind.Escalated, EventDetail.Escalation(decision.Proof), EndCause.GapExceedsRetention);
        return true;
    }

    /// <summary>There was nothing to do.</summary>
    public static bool TryComplete(in OwnerStep step, Sender sender, SessionId session, At<CatchUpSession.Handshake> handshake, out RecoveryError error)
    {
        if (!sender.TryComplete(step, session, handshake, out error)) return Refuse(step, sender, session, RecoveryEventKind.CompletionRejected, error);
        sender.Tell(step, session, RecoveryEventKind.Completed, EventDetail.Of("zero_gap"), EndCause.Completed);
        return true;
    }

    /// <summary>The replay begins, or goes on from where it stands: a rejected completion is not a dead end (fault F08).</summary>
    public static bool TryBeginCatchUp(
        in OwnerStep step, Sender sender, SessionId session, Lsn target, Tick began, out At<CatchUpSession.CatchUp> at, out RecoveryError error)
    {
        at = default;
        if (sender.TryPresentCatchUp(step, session, out var machine, out error))
        {
            switch (machine.Now(step))
            {
                case { CatchUp: { } standing }:
                    at = standing;
                    return true;
                case { Handshake: { } handshake }:
                    if (!sender.TryBeginCatchUp(step, session, handshake, began, out at, out error)) break;
                    sender.Tell(step, session, RecoveryEventKind.CatchUpStarted, EventDetail.CatchUpStarted(target, began));
                    return true;
                case var now:
                    error = Sender.WrongPhase(machine, "complete catch-up", now.State);
                    break;
            }
        }

        return Refuse(step, sender, session, RecoveryEventKind.CatchUpBeginFailed, error);
    }

    /// <summary>Time has passed.</summary>
    /// <returns>Whether the session may go on; after a violation it has ended.</returns>
    public static bool TryCheckBudget(in OwnerStep step, Sender sender, SessionId session, ref At<CatchUpSession.CatchUp> at, Tick now, out RecoveryError error)
    {
        if (sender.TryCheckBudget(step, session, ref at, now, out var violation, out error)) return true;
        if (violation == BudgetViolation.None) return Refuse(step, sender, session, RecoveryEventKind.CatchUpProgressFailed, error);
        sender.Tell(step, session, RecoveryEventKind.BudgetEscalated, EventDetail.Violation(violation), EndCause.Budget);
        return false;
    }

    /// <summary>The replica was truncated.</summary>
    public static bool TryRecordTruncation(in OwnerStep step, Sender sender, SessionId session, ref At<CatchUpSession.CatchUp> at, Lsn to, out RecoveryError error)
    {
        if (!sender.TryRecordTruncation(step, session, ref at, to, out error)) return Refuse(step, sender, session, RecoveryEventKind.TruncationFailed, error);
        sender.Tell(step, session, RecoveryEventKind.TruncationRecorded, EventDetail.TruncatedTo(to));
        return true;
    }

    /// <summary>The replica holds what it was to have, and its live stream is open.</summary>
    public static bool TryComplete(in OwnerStep step, Sender sender, SessionId session, At<CatchUpSession.CatchUp> at, out RecoveryError error)
    {
        if (!sender.TryComplete(step, session, at, out error))
        {
            var detail = error.Code == RecoveryCode.CompletionRejected ? EventDetail.Of(NotConvergent) : EventDetail.Error(error.Code);
            sender.Tell(step, session, RecoveryEventKind.CompletionRejected, detail);
            return false;
        }

        sender.Tell(step, session, RecoveryEventKind.Completed, EventDetail.Of("in_sync"), EndCause.Completed);
        return true;
    }

    /// <summary>The replica of a rebuild answered: what it says is checked, the range recorded, and the source chosen. What fails here ends the session.</summary>
    public static bool TryDecide(
        in OwnerStep step,
        Sender sender,
        SessionId session,
        At<RebuildSession.Connecting> connecting,
        ReplicaFacts facts,
        RetainedHistory history,
        Lineage? lineage,
        out RebuildSource source,
        out At<RebuildSession.SourceSelect> selected,
        out RecoveryError error)
    {
        selected = default;
        source = RebuildSource.From(history);
        if (!sender.Stands(step, session))
        {
            error = sender.AuthorityError(step, session);
            return Refuse(step, sender, session, RecoveryEventKind.RebuildHandshakeFailed, error);
        }

        sender.Tell(step, session, RecoveryEventKind.RebuildConnected);
        if (!sender.TryClassify(step, session, facts, history, lineage, out _, out error)
            || !sender.TryRecordHandshake(step, connecting, Lsn.Min(facts.Flushed, history.Committed), history.Committed, out var handshake, out error))
        {
            return Fail(step, sender, session, RecoveryEventKind.RebuildHandshakeFailed, error);
        }

        if (!sender.TrySelectSource(step, handshake, source, out selected, out error))
            return Fail(step, sender, session, RecoveryEventKind.RebuildSourceFailed, error);
        sender.Tell(step, session, RecoveryEventKind.RebuildSourceSelected, EventDetail.Of("kind=rebuild"));
        return true;
    }

    /// <summary>A full base is there and verified, and its live stream is open.</summary>
    public static bool TryComplete(in OwnerStep step, Sender sender, SessionId session, At<RebuildSession.Transfer> at, out RecoveryError error) =>
        Rebuilt(step, sender, session, sender.TryComplete(step, at, out error), error);

    /// <summary>A snapshot and the log after it are there, and the live stream is open.</summary>
    public static bool TryComplete(in OwnerStep step, Sender sender, SessionId session, At<RebuildSession.TailReplay> at, out RecoveryError error) =>
        Rebuilt(step, sender, session, sender.TryComplete(step, at, out error), error);

    /// <summary>A deadline is looked at.</summary>
    public static void Expire(in OwnerStep step, Sender sender, Tick now, ulong deadline)
    {
        if (sender.Expire(step, now, deadline) is { } end) sender.TellExpired(step, end);
    }

    /// <summary>The live stream of a replica ended, or exceeded its caps: in sync no longer.</summary>
    public static void LoseSync(in OwnerStep step, Sender sender, RecoveryCode cause)
    {
        if (sender.LoseSync(step, cause == RecoveryCode.PinRevoked ? ReplicaState.Degraded : ReplicaState.Disconnected))
            sender.Tell(step, SessionId.None, RecoveryEventKind.Demoted, EventDetail.Ended(EndReason.FailedWith(cause)));
    }

    /// <summary>
    /// A step failed after the session had begun to work: the session ends with what failed, and the event that says so is the one that tells of it.
    /// </summary>
    /// <returns><see langword="false"/>, so that it can be returned in one breath.</returns>
    public static bool Fail(
        in OwnerStep step, Sender sender, SessionId session, RecoveryEventKind kind, in RecoveryError error, ReplicaState state = ReplicaState.Disconnected)
    {
        // Whoever was overtaken has nothing left to end: the event says what happened to him, and not that it was the end.
        var reason = EndReason.FailedWith(error.Code);
        var isEnd = sender.Invalidate(step, session, reason, state).IsNone;
        sender.Tell(step, session, kind, EventDetail.Error(error.Code), isEnd ? reason.Cause : EndCause.None);
        return false;
    }

    private static bool Rebuilt(in OwnerStep step, Sender sender, SessionId session, bool done, in RecoveryError error)
    {
        if (!done) return Fail(step, sender, session, RecoveryEventKind.RebuildFailed, error);
        sender.Tell(step, session, RecoveryEventKind.RebuildCompleted, EventDetail.Of("in_sync"), EndCause.Completed);
        return true;
    }

    private static bool Refuse(in OwnerStep step, Sender sender, SessionId session, RecoveryEventKind kind, in RecoveryError error)
    {
        sender.Tell(step, session, kind, EventDetail.Error(error.Code));
        return false;
    }
}
