using System.Diagnostics.CodeAnalysis;

namespace Replication.Recovery;

/// <content>
/// The catch-up lifecycle. Each operation exists once, on the typed state; the public one presents a session ID, takes the typed state that stands and calls it.
/// </content>
public sealed partial class Sender
{
    /// <summary>Begins to ask the replica; a rebuild session connects by the same operation.</summary>
    /// <param name="session">The session presented.</param>
    /// <returns>None; or the authority's code, or <c>wrong_phase</c>.</returns>
    public RecoveryError BeginConnect([RequiresSessionId] SessionId session)
    {
        using var step = _registry.Enter();
        if (!TryPresent(step, session, out var machine, out var error)) return error;
        return machine switch
        {
            CatchUpSession catchUp => TryExpectInit(step, catchUp, out var at, out error) && TryBeginConnect(step, session, at, out _, out error)
                ? Told(step, session, RecoveryEventKind.Connected) : error,
            RebuildSession rebuild => TryExpectInit(step, rebuild, out var at, out error) && TryBeginConnect(step, at, out _, out error)
                ? Told(step, session, RecoveryEventKind.RebuildConnected) : error,
            _ => error,
        };
    }

    /// <summary>Records a range that was decided elsewhere.</summary>
    /// <param name="session">The session presented.</param>
    /// <param name="start">Where replay starts, exclusive.</param>
    /// <param name="target">Where it ends, inclusive.</param>
    /// <returns>None; or the authority's code, <c>invalid_range</c>, <c>wrong_phase</c>.</returns>
    public RecoveryError RecordHandshake([RequiresSessionId] SessionId session, Lsn start, Lsn target)
    {
        using var step = _registry.Enter();
        if (!TryPresent(step, session, out var machine, out var error)) return error;
        if (target < start) return new(RecoveryCode.InvalidRange, $"target {target}", $"start {start}", "a target that is not below the start");
        switch (machine)
        {
            case CatchUpSession catchUp when catchUp.Now(step) is { Connecting: { } at }:
                _registry.Changing(step, this);
                return at.TryRecordHandshake(step, start, target, out _, out var why)
                    ? Told(step, session, RecoveryEventKind.Handshake, EventDetail.Outcome(start == target ? RecoveryOutcome.ZeroGap : RecoveryOutcome.CatchUp))
                    : Refused(step, why, session);
            case RebuildSession rebuild when rebuild.Now(step) is { Connecting: { } at }:
                return TryRecordHandshake(step, at, start, target, out _, out error) ? default : error;
            case CatchUpSession catchUp:
                return WrongPhase(catchUp, "record handshake", catchUp.Now(step).State);
            default:
                return WrongPhase(machine, "record handshake", ((RebuildSession)machine).Now(step).State);
        }
    }

    /// <summary>Classifies by raw numbers and records the handshake.</summary>
    /// <param name="session">The session presented.</param>
    /// <param name="flushed">The replica's highest durable LSN.</param>
    /// <param name="committed">The boundary promised to clients.</param>
    /// <param name="retentionStart">The oldest retained LSN; 0 = the whole log is retained.</param>
    /// <returns>The decision, also when the handshake is refused, and why it was.</returns>
    public HandshakeAnswer RecordHandshake([RequiresSessionId] SessionId session, Lsn flushed, Lsn committed, Lsn retentionStart) =>
        Record(session, RecoveryClassifier.Classify(flushed, committed, retentionStart));

    /// <summary>Classifies by retained history and records the handshake.</summary>
    /// <param name="session">The session presented.</param>
    /// <param name="flushed">The replica's highest durable LSN.</param>
    /// <param name="history">The primary's retained history.</param>
    /// <returns>The decision, also when the handshake is refused, and why it was.</returns>
    public HandshakeAnswer RecordHandshake([RequiresSessionId] SessionId session, Lsn flushed, RetainedHistory history) =>
        Record(session, RecoveryClassifier.Classify(flushed, history));

    /// <summary>Begins the replay: freezes the target and starts the budget's clock.</summary>
    /// <param name="session">The session presented.</param>
    /// <param name="now">The tick.</param>
    /// <returns>None; or the authority's code, <c>rebuild_session</c>, <c>wrong_phase</c>.</returns>
    public RecoveryError BeginCatchUp([RequiresSessionId] SessionId session, Tick now)
    {
        using var step = _registry.Enter();
        if (!TryPresentCatchUp(step, session, out var machine, out var error)) return error;
        return machine.Now(step) is not { Handshake: { } at } ? WrongPhase(machine, "begin catch-up", machine.Now(step).State)
            : TryBeginCatchUp(step, session, at, now, out var begun, out error)
                ? Told(step, session, RecoveryEventKind.CatchUpStarted, EventDetail.CatchUpStarted(begun.Read(step).Target, now)) : error;
    }

    /// <summary>Records what was replayed and is durable.</summary>
    /// <param name="session">The session presented.</param>
    /// <param name="to">The LSN achieved.</param>
    /// <param name="now">The tick.</param>
    /// <returns>None; or the authority's code, <c>rebuild_session</c>, <c>wrong_phase</c>, <c>progress_regression</c>, <c>beyond_frozen_target</c>.</returns>
    public RecoveryError RecordProgress([RequiresSessionId] SessionId session, Lsn to, Tick now)
    {
        using var step = _registry.Enter();
        if (!TryPresentCatchUp(step, session, out var machine, out var error)) return error;
        if (machine.Now(step) is not { CatchUp: { } at }) return WrongPhase(machine, $"progress to {to}", machine.Now(step).State);
        return TryRecordProgress(step, session, ref at, to, now, out error) ? default : error;
    }

    /// <summary>Records that the replica was truncated.</summary>
    /// <param name="session">The session presented.</param>
    /// <param name="to">The LSN achieved.</param>
    /// <returns>None; or the authority's code, <c>rebuild_session</c>, <c>truncation_not_required</c>, <c>truncation_mismatch</c>.</returns>
    public RecoveryError RecordTruncation([RequiresSessionId] SessionId session, Lsn to)
    {
        using var step = _registry.Enter();
        if (!TryPresentCatchUp(step, session, out var machine, out var error)) return error;
        switch (machine.Now(step))
        {
            case { Handshake: { } at }:
                _registry.Changing(step, this);
                return at.TryRecordTruncation(step, to, out var why) ? Told(step, session, RecoveryEventKind.TruncationRecorded, EventDetail.TruncatedTo(to)) : Refused(step, why, session);
            case { CatchUp: { } at }:
                return TryRecordTruncation(step, session, ref at, to, out error) ? Told(step, session, RecoveryEventKind.TruncationRecorded, EventDetail.TruncatedTo(to)) : error;
            case var now:
                // Before a handshake nothing can be required.
                return WrongPhase(machine, $"truncation to {to}", now.State, RecoveryCode.TruncationNotRequired);
        }
    }

    /// <summary>Completes the session: the replica is in sync and the session is gone.</summary>
    /// <param name="session">The session presented.</param>
    /// <returns>None; or the authority's code, <c>rebuild_session</c>, <c>wrong_phase</c>, <c>completion_rejected</c>.</returns>
    public RecoveryError Complete([RequiresSessionId] SessionId session)
    {
        using var step = _registry.Enter();
        if (!TryPresentCatchUp(step, session, out var machine, out var error)) return error;
        return machine.Now(step) switch
        {
            { Handshake: { } at } => TryComplete(step, session, at, out error) ? Told(step, session, RecoveryEventKind.Completed, EventDetail.Of("zero_gap"), EndCause.Completed) : error,
            { CatchUp: { } at } => TryComplete(step, session, at, out error) ? Told(step, session, RecoveryEventKind.Completed, EventDetail.Of("in_sync"), EndCause.Completed) : error,
            var now => WrongPhase(machine, "complete", now.State),
        };
    }

    /// <summary>Checks the budget; a violation ends the session and the replica needs a rebuild. Outside the catch-up there is nothing to violate.</summary>
    /// <param name="session">The session presented.</param>
    /// <param name="now">The tick.</param>
    /// <param name="violation">The dimension violated; none within budget.</param>
    /// <returns>None; or the authority's code.</returns>
    public RecoveryError CheckBudget([RequiresSessionId] SessionId session, Tick now, out BudgetViolation violation)
    {
        using var step = _registry.Enter();
        violation = BudgetViolation.None;
        if (!TryPresent(step, session, out var machine, out var error)) return error;
        if ((machine as CatchUpSession)?.Now(step) is not { CatchUp: { } at }) return default;
        if (TryCheckBudget(step, session, ref at, now, out violation, out error)) return default;
        return violation == BudgetViolation.None ? error
            : Told(step, session, RecoveryEventKind.BudgetEscalated, EventDetail.Violation(violation), EndCause.Budget);
    }

    internal bool TryPresentCatchUp(in OwnerStep step, SessionId presented, [NotNullWhen(true)] out CatchUpSession? session, out RecoveryError error)
    {
        session = null;
        if (!TryPresent(step, presented, out var machine, out error)) return false;
        session = machine as CatchUpSession;
        if (session is null)
        {
            error = new(
                RecoveryCode.RebuildSession, $"session {presented} to a catch-up operation", "it is a rebuild", "the rebuild operations, or a session of another kind");
        }

        return session is not null;
    }

    internal static bool TryExpectInit(in OwnerStep step, CatchUpSession session, out At<CatchUpSession.Init> init, out RecoveryError error)
    {
        var now = session.Now(step);
        init = now.Init.GetValueOrDefault();
        error = now.Init is null ? WrongPhase(session, "begin connect", now.State) : default;
        return now.Init is not null;
    }

    internal bool TryRead(in OwnerStep step, SessionId session, At<CatchUpSession.CatchUp> at, out CatchUpSession.CatchUp state, out RecoveryError error)
    {
        var holds = at.TryRead(step, out state);
        error = holds ? default : Overtaken(step, session);
        return holds;
    }

    internal bool TryBeginConnect(in OwnerStep step, SessionId session, At<CatchUpSession.Init> at, out At<CatchUpSession.Connecting> connecting, out RecoveryError error)
    {
        _registry.Changing(step, this);
        if (!Answer(step, at.TryBeginConnect(step, out connecting, out var why), why, session, out error)) return false;
        _ = _lifecycle.TryFire(step, new ReplicaLifecycle.BeginConnect(), out _, out _);
        return true;
    }

    internal bool TryClassify(
        in OwnerStep step, SessionId session, At<CatchUpSession.Connecting> at, in RecoveryDecision decision, out CatchUpSession.ConnectingClassifyOutcome outcome, out RecoveryError error)
    {
        _registry.Changing(step, this);
        if (!Answer(step, at.TryClassify(step, decision, out outcome, out var why), why, session, out error)) return false;

        if (outcome.Invalidated is { } invalidated)
        {
            Ended(step, invalidated.Read(step).Reason);
            Settle(step, ReplicaState.NeedsRebuild);
        }

        return true;
    }

    internal bool TryBeginCatchUp(in OwnerStep step, SessionId session, At<CatchUpSession.Handshake> at, Tick now, out At<CatchUpSession.CatchUp> catchUp, out RecoveryError error)
    {
        _registry.Changing(step, this);
        if (!Answer(step, at.TryBeginCatchUp(step, now, out catchUp, out var why), why, session, out error)) return false;
        _ = _lifecycle.TryFire(step, new ReplicaLifecycle.BeginCatchUp(), out _, out _);
        return true;
    }

    internal bool TryRecordProgress(in OwnerStep step, SessionId session, ref At<CatchUpSession.CatchUp> at, Lsn to, Tick now, out RecoveryError error)
    {
        _registry.Changing(step, this);
        return Answer(step, at.TryRecordProgress(step, to, now, out var why), why, session, out error);
    }

    internal bool TryRecordTruncation(in OwnerStep step, SessionId session, ref At<CatchUpSession.CatchUp> at, Lsn to, out RecoveryError error)
    {
        _registry.Changing(step, this);
        return Answer(step, at.TryRecordTruncation(step, to, out var why), why, session, out error);
    }

    /// <returns>Whether the session may go on; on a violation it ended and the replica needs a rebuild.</returns>
    internal bool TryCheckBudget(in OwnerStep step, SessionId session, ref At<CatchUpSession.CatchUp> at, Tick now, out BudgetViolation violation, out RecoveryError error)
    {
        violation = BudgetViolation.None;

        // A look that finds nothing is no transition: it must not use up the state of a worker whose I/O is under way, nor pass for progress (fault P10).
        if (!TryRead(step, session, at, out var standing, out error)) return false;
        if (CatchUpSession.Violation(standing, now, ((CatchUpSession)at.Machine).Context) == BudgetViolation.None) return true;
        _registry.Changing(step, this);
        if (!Answer(step, at.TryCheckBudget(step, now, out var outcome, out var why), why, session, out error)) return false;

        switch (outcome)
        {
            case { CatchUp: { } within }:
                at = within;
                return true;
            case { Invalidated: { } exceeded }:
                var reason = exceeded.Read(step).Reason;
                violation = (BudgetViolation)reason.A;
                error = new(RecoveryCode.BudgetViolation, $"tick {now}", Exceeded(violation, standing, ((CatchUpSession)at.Machine).Context.Budget), "a new session");
                Ended(step, reason);
                Settle(step, ReplicaState.NeedsRebuild);
                return false;
            default:
                throw new InvalidOperationException("A closed outcome has one of its branches.");
        }
    }

    internal bool TryComplete(in OwnerStep step, SessionId session, At<CatchUpSession.Handshake> at, out RecoveryError error)
    {
        _registry.Changing(step, this);
        if (!Answer(step, at.TryComplete(step, out _, out var why), why, session, out error)) return false;

        BecomeInSync(step);
        return true;
    }

    internal bool TryComplete(in OwnerStep step, SessionId session, At<CatchUpSession.CatchUp> at, out RecoveryError error)
    {
        _registry.Changing(step, this);
        if (!Answer(step, at.TryComplete(step, out _, out var why), why, session, out error)) return false;

        BecomeInSync(step);
        return true;
    }

    private static string Exceeded(BudgetViolation violation, in CatchUpSession.CatchUp s, in RecoveryBudget budget) => violation.Text() + violation switch
    {
        BudgetViolation.DurationExceeded => $": begun at tick {s.Began}, and {budget.MaxDuration} ms are granted",
        BudgetViolation.EntriesExceeded => $": LSN {s.Recovered} from {s.Start}, and a distance of {budget.MaxEntries} is granted",
        _ => $": the last progress at tick {s.LastProgress}, and {budget.ProgressDeadline} ms are granted",
    };

    private HandshakeAnswer Record(SessionId session, in RecoveryDecision decision)
    {
        using var step = _registry.Enter();
        if (!TryPresentCatchUp(step, session, out var machine, out var error)) return new HandshakeAnswer(decision, error);
        if (machine.Now(step) is not { Connecting: { } at })
            return new HandshakeAnswer(decision, WrongPhase(machine, "classified handshake", machine.Now(step).State));
        if (!TryClassify(step, session, at, decision, out _, out error)) return new HandshakeAnswer(decision, error);
        Tell(step, session, RecoveryEventKind.Handshake, EventDetail.Outcome(decision.Outcome));
        if (_session is null) Tell(step, session, RecoveryEventKind.Escalated, EventDetail.Escalation(decision.Proof), EndCause.GapExceedsRetention);
        return new HandshakeAnswer(decision, error);
    }
}

/// <summary>What a classified handshake answers: the decision stands also where recording it was refused.</summary>
/// <param name="Decision">Outcome and proof.</param>
/// <param name="Error">Why it was not recorded; none when it was.</param>
public readonly record struct HandshakeAnswer(RecoveryDecision Decision, RecoveryError Error);
