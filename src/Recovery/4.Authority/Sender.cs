using System.Diagnostics.CodeAnalysis;

namespace Replication.Recovery;

/// <summary>
/// The one who may act on a replica: owns at most one live session and the replica's state. Every operation presents a session ID or a typed state of that
/// session; a stale one changes nothing and hears which check failed.
/// </summary>
/// <remarks>
/// Thread-safe: every operation is one step of the registry's <see cref="FenceOwner"/>, check and act together. Several operations are made one atomic step
/// by entering a step around them.
/// <para>
/// The raw operations, from <see cref="BeginConnect"/> to <see cref="Complete"/> and <see cref="CompleteRebuild"/>, are for engines that execute recoveries themselves: who
/// calls them answers for the I/O and for the stream that a replica in sync is shipped by. An <see cref="Orchestrator"/> does both; beside it they are not used.
/// </para>
/// </remarks>
public sealed partial class Sender
{
    private readonly SenderRegistry _registry;
    private readonly ReplicaLifecycle _lifecycle;
    private StateMachine? _session;     // a CatchUpSession or a RebuildSession; none where no session is live
    private SessionId _ended;           // the session that ended last, and why: the reason's parts, because a million senders keep one each
    private ulong _endA;
    private ulong _endB;
    private string? _endWords;
    private EndCause _endCause;
    private SessionId _inSyncBy;        // the session whose completion in_sync stands on, while the replica is in sync: one that is attached and superseded since is another
    private DeadlineWatch? _watch;
    private Endpoint _endpoint;
    private Epoch _epoch;
    private bool _stopped;

    internal Sender(in OwnerStep step, SenderRegistry registry, ReplicaId replica, Endpoint endpoint, Epoch epoch)
    {
        _registry = registry;
        Replica = replica;
        _endpoint = endpoint;
        _epoch = epoch;
        _lifecycle = ReplicaLifecycle.Start(step, out _);
    }

    /// <summary>The replica it acts on.</summary>
    public ReplicaId Replica { get; }

    /// <summary>One consistent picture of the sender.</summary>
    [CurrentSession]
    public SenderView View()
    {
        using var step = _registry.Enter();
        return View(step);
    }

    internal SenderView View(in OwnerStep step) =>
        new(Replica, State(step), _epoch, _endpoint, _stopped, SessionView(step), LastEnd);

    /// <summary>Attaches a session. The replica's state does not change.</summary>
    /// <param name="epoch">The epoch the caller means.</param>
    /// <param name="kind">The session's kind.</param>
    /// <param name="budget">What it may cost.</param>
    /// <returns>The session's ID; or <c>sender_stopped</c>, <c>unknown_kind</c>, <c>epoch_mismatch</c>, <c>session_already_active</c>; or the error of a journal that could not reserve an ID.</returns>
    /// <exception cref="InvalidOperationException">Within a step of the caller's own, a journal would have to be waited for: reserve session IDs before it.</exception>
    public Result<SessionId> Attach(Epoch epoch, SessionKind kind, RecoveryBudget budget = default)
    {
        while (true)
        {
            if (_registry.Reserve(1) is { IsNone: false } notReserved) return notReserved;
            using var step = _registry.Enter();
            if (TryAttach(step, epoch, kind, budget, out var answer)) return answer;
        }
    }

    /// <returns>Whether there is an answer; none where no ID is left of those reserved, which is not waited for within a step.</returns>
    internal bool TryAttach(in OwnerStep step, Epoch epoch, SessionKind kind, in RecoveryBudget budget, out Result<SessionId> answer)
    {
        answer = default;
        if (Attachable(step, epoch, kind) is { IsNone: false } refused) answer = refused;
        else if (!_registry.Ids.TryTake(1, out var session)) return false;
        else
        {
            TellBegun(step, Begin(step, session, kind, budget), SessionId.None, EndCause.None);
            answer = session;
        }

        return true;
    }

    /// <returns>Why no session can be attached; none where <see cref="Begin"/> may.</returns>
    internal RecoveryError Attachable(in OwnerStep step, Epoch epoch, SessionKind kind)
    {
        if (Startable(step, kind) is { IsNone: false } refused) return refused;
        return epoch != _epoch ? OtherEpoch(step, epoch)
            : BelowHighWater(step) is { IsNone: false } fenced ? fenced
            : _session is null ? default
            : new RecoveryError(RecoveryCode.SessionAlreadyActive, $"a new {kind.Text()} session", $"session {Live} is live", "supersede it, or invalidate it first");
    }

    /// <summary>Ends the live session, if there is one, and attaches a new one at the sender's epoch.</summary>
    /// <param name="kind">The new session's kind.</param>
    /// <param name="reason">Why the old one ends.</param>
    /// <param name="budget">What the new one may cost.</param>
    /// <returns>The new session's ID; or <c>sender_stopped</c>, <c>unknown_kind</c>, <c>epoch_mismatch</c> (below the high-water); or the error of a journal that could not reserve an ID.</returns>
    /// <exception cref="InvalidOperationException">Within a step of the caller's own, a journal would have to be waited for: reserve session IDs before it.</exception>
    [EndsSession]
    public Result<SessionId> Supersede(SessionKind kind, EndReason reason, RecoveryBudget budget = default)
    {
        while (true)
        {
            // Before anything ends: a journal that cannot reserve must not cost the session that stands.
            if (_registry.Reserve(1) is { IsNone: false } notReserved) return notReserved;
            using var step = _registry.Enter();
            if (Supersedable(step, kind) is { IsNone: false } refused) return refused;
            if (!_registry.Ids.TryTake(1, out var session)) continue;
            var ending = Ending(reason);
            var replaced = EndSession(step, ending);
            TellBegun(step, Begin(step, session, kind, budget), replaced, ending.Cause);
            return session;
        }
    }

    /// <returns>Why no session can take the place of the one that stands; none where one may.</returns>
    internal RecoveryError Supersedable(in OwnerStep step, SessionKind kind) =>
        Startable(step, kind) is { IsNone: false } refused ? refused : BelowHighWater(step);

    /// <summary>Moves the sender to a later epoch. A live session of an older one ends; without a session the replica is demoted.</summary>
    /// <param name="epoch">The epoch; an earlier or equal one changes nothing.</param>
    public SenderChange UpdateEpoch(Epoch epoch)
    {
        using var step = _registry.Enter();
        var change = UpdateEpoch(step, epoch);
        Tell(step, change, EventDetail.EpochAdvancedTo(epoch), EndCause.EpochAdvanced);
        return change;
    }

    internal SenderChange UpdateEpoch(in OwnerStep step, Epoch epoch)
    {
        if (_stopped || epoch <= _epoch) return SenderChange.Nothing;
        _registry.Changing(step, this);
        var from = _epoch;
        _epoch = epoch;
        return Depose(step, EndReason.EpochAdvanced(from, epoch));
    }

    /// <summary>Moves the sender to another endpoint. The live session ends; without one the replica is demoted.</summary>
    /// <param name="endpoint">The endpoint; one of a lower version changes nothing (fault F23).</param>
    public SenderChange UpdateEndpoint(Endpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        using var step = _registry.Enter();
        var change = UpdateEndpoint(step, endpoint);
        Tell(step, change, EventDetail.Ended(new EndReason(EndCause.EndpointChanged)), EndCause.EndpointChanged);
        return change;
    }

    internal SenderChange UpdateEndpoint(in OwnerStep step, Endpoint endpoint)
    {
        if (_stopped || endpoint.Version < _endpoint.Version || endpoint == _endpoint) return SenderChange.Nothing;
        _registry.Changing(step, this);
        _endpoint = endpoint;
        return Depose(step, new EndReason(EndCause.EndpointChanged));
    }

    /// <summary>Ends the session that is meant and sets the replica's state.</summary>
    /// <param name="session">The session that is meant.</param>
    /// <param name="reason">Why.</param>
    /// <param name="state">Disconnected, degraded or needs_rebuild.</param>
    /// <returns>None; or the authority's code, or <c>invalid_state</c>.</returns>
    public RecoveryError Invalidate([RequiresSessionId(Ends = true)] SessionId session, EndReason reason, ReplicaState state)
    {
        using var step = _registry.Enter();
        if (Invalidate(step, session, Ending(reason), state) is { IsNone: false } refused) return refused;
        TellEnd(step, Ending());
        return default;
    }

    internal RecoveryError Invalidate(in OwnerStep step, [RequiresSessionId(Ends = true)] SessionId session, EndReason reason, ReplicaState state)
    {
        if (!TryPresent(step, session, out _, out var error)) return error;
        if (NotSettable(state) is { IsNone: false } refused) return refused;
        EndSession(step, reason);
        Settle(step, state);
        return default;
    }

    /// <summary>Sets the state of a replica without a session.</summary>
    /// <param name="epoch">The epoch that is meant.</param>
    /// <param name="state">Disconnected, degraded or needs_rebuild.</param>
    /// <returns>None; or <c>sender_stopped</c>, <c>epoch_mismatch</c>, <c>session_already_active</c>, <c>invalid_state</c>.</returns>
    public RecoveryError Invalidate(Epoch epoch, ReplicaState state)
    {
        using var step = _registry.Enter();
        if (_stopped) return Stopped($"epoch {epoch}");
        if (epoch != _epoch) return OtherEpoch(step, epoch);
        if (_session is not null) return new(RecoveryCode.SessionAlreadyActive, $"epoch {epoch}", $"session {Live} is live", "the ID of the session that is meant");
        if (NotSettable(state) is { IsNone: false } refused) return refused;
        var before = State(step);
        Settle(step, state);
        if (before != State(step)) Tell(step, SessionId.None, RecoveryEventKind.Demoted, EventDetail.Of(state.Text()));
        return default;
    }

    /// <summary>Ends the session. A stopped sender accepts nothing and counts as nothing.</summary>
    /// <returns>The session that ended; none where there was none.</returns>
    [EndsSession]
    public SessionId Stop()
    {
        using var step = _registry.Enter();
        var demotes = !_stopped && _session is null && IsDemotable(step);
        var ended = Stop(step);
        if (ended != SessionId.None) TellEnd(step, Ending());
        if (demotes) Tell(step, SessionId.None, RecoveryEventKind.Demoted, EventDetail.Ended(new EndReason(EndCause.SenderStopped)));
        return ended;
    }

    [EndsSession]
    internal SessionId Stop(in OwnerStep step)
    {
        if (_stopped) return SessionId.None;
        var ended = EndSession(step, new EndReason(EndCause.SenderStopped));
        _stopped = true;
        return ended;
    }

    /// <summary>Decides from facts, where they are an answer to a session of this sender: of its volume, and of a replica that is not promised to somebody later.</summary>
    internal bool TryClassify(
        in OwnerStep step, SessionId session, ReplicaFacts facts, RetainedHistory? history, Lineage? lineage, out RecoveryDecision decision, out RecoveryError error)
    {
        if (ReplicaFence.Admits(facts.Volume, facts.PromisedEpoch, facts.PromisedSession, _registry.Volume, _epoch, session))
            return RecoveryClassifier.TryClassify(facts, history, lineage, _registry.AcceptsLoss(step, _epoch), out decision, out error);
        decision = default;
        error = ReplicaFence.Check(facts.Volume, facts.PromisedEpoch, facts.PromisedSession, _registry.Volume, _epoch, session);
        return false;
    }

    internal Endpoint Endpoint(in OwnerStep step) => _endpoint;

    internal Epoch Epoch(in OwnerStep step) => _epoch;

    internal Authority Authority(in OwnerStep step) => new(_registry.Volume, Replica, _endpoint, _epoch, Live);

    [CurrentSession]
    internal SessionId LiveSession(in OwnerStep step) => Live;

    /// <summary>The session whose completion the replica's in_sync stands on; none when it is not in sync.</summary>
    internal SessionId InSyncBy(in OwnerStep step) => !_stopped && State(step) == ReplicaState.InSync ? _inSyncBy : SessionId.None;

    /// <summary>The session under which the replica's acknowledgements count; none when it is not in sync, or a rebuild is live on it (fault F25).</summary>
    internal SessionId CountsBy(in OwnerStep step) => _session is RebuildSession ? SessionId.None : InSyncBy(step);

    /// <summary>The stream was lost, or exceeded its caps: in sync no longer. A session that has only been attached goes on.</summary>
    internal bool LoseSync(in OwnerStep step, ReplicaState state)
    {
        if (InSyncBy(step) == SessionId.None) return false;
        Settle(step, state);
        return true;
    }

    internal bool IsStopped(in OwnerStep step) => _stopped;

    /// <summary>The session's machine; none where no session is live.</summary>
    internal StateMachine? Machine(in OwnerStep step) => _session;

    internal ReplicaState State(in OwnerStep step) => _lifecycle.Now(step).Match(
        0,
        disconnected: static (_, _) => ReplicaState.Disconnected,
        connecting: static (_, _) => ReplicaState.Connecting,
        catchingUp: static (_, _) => ReplicaState.CatchingUp,
        inSync: static (_, _) => ReplicaState.InSync,
        degraded: static (_, _) => ReplicaState.Degraded,
        needsRebuild: static (_, _) => ReplicaState.NeedsRebuild);

    /// <summary>Ends an older epoch's session or demotes an older epoch's replica, without moving the sender's own epoch (invalidate epoch).</summary>
    internal SenderChange BumpEpoch(in OwnerStep step, Epoch epoch) =>
        _stopped || _epoch >= epoch ? SenderChange.Nothing : Depose(step, new EndReason(EndCause.EpochBump));

    /// <summary>Begins a session where one may be attached.</summary>
    internal SessionId Begin(in OwnerStep step, SessionId session, SessionKind kind, in RecoveryBudget budget)
    {
        _registry.Changing(step, this);
        var context = new SessionContext(session, _epoch, kind, budget);
        _session = kind == SessionKind.Rebuild ? RebuildSession.Start(step, context, out _) : _registry.CatchUp(step, context);
        return session;
    }

    internal SessionId EndSession(in OwnerStep step, in EndReason reason)
    {
        _registry.Changing(step, this);
        switch (_session)
        {
            case CatchUpSession catchUp: _ = catchUp.TryFire(step, new CatchUpSession.Invalidate(reason), out _, out _); break;
            case RebuildSession rebuild: _ = rebuild.TryFire(step, new RebuildSession.Invalidate(reason), out _, out _); break;
            default: return SessionId.None;
        }

        return Ended(step, reason);
    }

    // The door of the session ID: it is checked against what stands, in the order of the protocol. Nothing fills in "the current session".
    private bool TryPresent(in OwnerStep step, SessionId presented, [NotNullWhen(true)] out StateMachine? session, out RecoveryError error)
    {
        var stands = Stands(step, presented);
        session = stands ? _session : null;
        error = stands ? default : AuthorityError(step, presented);
        return stands;
    }

    /// <summary>Whether a session that is presented is the live one.</summary>
    internal bool Stands(in OwnerStep step, SessionId presented) => !_stopped && _session is not null && presented == Live;

    /// <summary>Why it is not; none where it is.</summary>
    internal RecoveryError AuthorityError(in OwnerStep step, SessionId presented) =>
        Stands(step, presented) ? default
        : _stopped ? Stopped($"session {presented}")
        : _session is null ? new(RecoveryCode.NoActiveSession, $"session {presented}", $"no session{LastEnded()}", "an intent with the replica as a target, or a session that is attached")
        : new(RecoveryCode.SessionMismatch, $"session {presented}", $"session {Live} is live", $"nothing by session {presented}: whoever holds it stops");

    private SessionEnd? LastEnd => _ended == SessionId.None ? null : Ending();

    private SessionEnd Ending() => new(_ended, new EndReason(_endCause, _endA, _endB, _endWords));

    private string LastEnded() => LastEnd is { } end ? $" (session {end.Session} ended: {end.Reason})" : "";

    private RecoveryError Stopped(string presented) => new(RecoveryCode.SenderStopped, presented, $"the sender of {Replica} is stopped", "an intent without the replica, then one with it");

    // What would be legal is not the sender's epoch where that one is over.
    private RecoveryError OtherEpoch(in OwnerStep step, Epoch epoch) => new(
        RecoveryCode.EpochMismatch,
        $"epoch {epoch}",
        $"the sender's epoch {_epoch}",
        _registry.HighWater(step) is var highWater && _epoch < highWater ? $"an intent of epoch {highWater} or later" : $"epoch {_epoch}");

    private RecoveryError Startable(in OwnerStep step, SessionKind kind) =>
        _stopped ? Stopped($"a new {kind.Text()} session")
        : kind.IsKnown() ? default
        : new(RecoveryCode.UnknownKind, $"kind {(byte)kind}", null, "bootstrap, catchup, reassign or rebuild");

    // The high-water is a fence: below it no session begins, whatever the sender's own epoch says (fault F06).
    private RecoveryError BelowHighWater(in OwnerStep step) => _registry.HighWater(step) is var highWater && _epoch < highWater
        ? new(RecoveryCode.EpochMismatch, $"the sender's epoch {_epoch}", $"epoch {highWater} was accepted", $"an intent of epoch {highWater} or later")
        : default;

    private static RecoveryError NotSettable(ReplicaState state) =>
        state is ReplicaState.Disconnected or ReplicaState.Degraded or ReplicaState.NeedsRebuild
            ? default
            : new(RecoveryCode.InvalidState, state.Text() is { Length: > 0 } text ? text : $"state {(byte)state}", null, "disconnected, degraded or needs_rebuild");

    private SessionId Ended(in OwnerStep step, in EndReason reason)
    {
        var ended = Live;
        if (_session is CatchUpSession catchUp) _registry.Spare(step, catchUp);
        (_ended, _endCause, _endA, _endB, _endWords) = (ended, reason.Cause, reason.A, reason.B, reason.Words);
        (_session, _watch) = (null, null);
        return ended;
    }

    // An epoch or endpoint that is over takes in_sync with it (fault F02); needs_rebuild stays until it is decided again.
    private SenderChange Depose(in OwnerStep step, in EndReason reason)
    {
        if (EndSession(step, reason) is var ended && ended != SessionId.None)
        {
            Settle(step, ReplicaState.Disconnected);
            return new SenderChange(ended, Demoted: false);
        }

        if (!IsDemotable(step)) return SenderChange.Nothing;
        Settle(step, ReplicaState.Disconnected);
        return new SenderChange(SessionId.None, Demoted: true);
    }

    private bool IsDemotable(in OwnerStep step) => State(step) is not (ReplicaState.Disconnected or ReplicaState.NeedsRebuild);

    private void Settle(in OwnerStep step, ReplicaState state)
    {
        _registry.Changing(step, this);
        _ = state switch
        {
            ReplicaState.Degraded => _lifecycle.TryFire(step, new ReplicaLifecycle.Degrade(), out _, out _),
            ReplicaState.NeedsRebuild => _lifecycle.TryFire(step, new ReplicaLifecycle.Escalate(), out _, out _),
            _ => _lifecycle.TryFire(step, new ReplicaLifecycle.Disconnect(), out _, out _),
        };
    }

    private void BecomeInSync(in OwnerStep step)
    {
        _ = _lifecycle.TryFire(step, new ReplicaLifecycle.Complete(), out _, out _);
        _inSyncBy = Ended(step, new EndReason(EndCause.Completed));
    }

    private bool Answer(in OwnerStep step, bool done, in Rejection<RecoveryCode> why, SessionId session, out RecoveryError error)
    {
        error = done ? default : Refused(step, why, session);
        return done;
    }

    // The session that is live; none where none is. It stands in its machine, and nowhere else.
    private SessionId Live => _session switch
    {
        null => SessionId.None,
        CatchUpSession catchUp => catchUp.Context.Session,
        var other => ContextOf(other).Session,
    };

    private static SessionContext ContextOf(StateMachine machine) => machine switch
    {
        CatchUpSession catchUp => catchUp.Context,
        RebuildSession rebuild => rebuild.Context,
        _ => default,
    };
}
