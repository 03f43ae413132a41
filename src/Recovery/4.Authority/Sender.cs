using System.Diagnostics.CodeAnalysis;

namespace Replication.Recovery;

/// <summary>
/// The one who may act on a replica: owns at most one live session and the replica's state. Every operation presents a session ID or a typed state of that
/// session; a stale one changes nothing and hears which check failed.
/// </summary>
/// <remarks>
/// Thread-safe: every operation is one step of the registry's <see cref="FenceOwner"/>, check and act together. Several operations are made one atomic step
/// by entering a step around them.
/// </remarks>
public sealed partial class Sender
{
    private readonly FenceOwner _owner;
    private readonly SenderRegistry _registry;
    private readonly ReplicaLifecycle _lifecycle;
    private StateMachine? _session;
    private SessionContext _context;
    private Endpoint _endpoint;
    private Epoch _epoch;
    private SessionEnd? _lastEnd;
    private SessionId _inSyncBy;
    private bool _stopped;

    internal Sender(in OwnerStep step, SenderRegistry registry, ReplicaId replica, Endpoint endpoint, Epoch epoch)
    {
        _owner = step.Owner!;
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
        using var step = _owner.Enter();
        return new SenderView(Replica, State(step), _epoch, _endpoint, _stopped, SessionView(step), _lastEnd);
    }

    /// <summary>Attaches a session. The replica's state does not change.</summary>
    /// <param name="epoch">The epoch the caller means.</param>
    /// <param name="kind">The session's kind.</param>
    /// <param name="budget">What it may cost.</param>
    /// <returns>The session's ID; or <c>sender_stopped</c>, <c>unknown_kind</c>, <c>epoch_mismatch</c>, <c>session_already_active</c>.</returns>
    public Result<SessionId> Attach(Epoch epoch, SessionKind kind, RecoveryBudget budget = default) => Attach(epoch, kind, budget, reserved: null);

    internal Result<SessionId> Attach(Epoch epoch, SessionKind kind, RecoveryBudget budget, SessionId? reserved)
    {
        using var step = _owner.Enter();
        if (_stopped) return Stopped();
        if (!kind.IsKnown()) return UnknownKind(kind);
        if (epoch != _epoch) return OtherEpoch(epoch);
        if (BelowHighWater(step) is { IsNone: false } fenced) return fenced;
        if (_session is not null)
        {
            return new RecoveryError(
                RecoveryCode.SessionAlreadyActive, $"a new {kind.Text()} session", $"session {_context.Session} is live", "supersede it, or invalidate it first");
        }

        return Begin(step, reserved ?? _registry.Ids.Next(), kind, budget);
    }

    /// <summary>Ends the live session, if there is one, and attaches a new one at the sender's epoch.</summary>
    /// <param name="kind">The new session's kind.</param>
    /// <param name="reason">Why the old one ends.</param>
    /// <param name="budget">What the new one may cost.</param>
    /// <returns>The new session's ID; or <c>sender_stopped</c>, <c>unknown_kind</c>, <c>epoch_mismatch</c> (below the high-water).</returns>
    [EndsSession]
    public Result<SessionId> Supersede(SessionKind kind, EndReason reason, RecoveryBudget budget = default) =>
        Supersede(kind, reason, budget, reserved: null);

    internal Result<SessionId> Supersede(SessionKind kind, EndReason reason, RecoveryBudget budget, SessionId? reserved)
    {
        using var step = _owner.Enter();
        if (_stopped) return Stopped();
        if (!kind.IsKnown()) return UnknownKind(kind);
        if (BelowHighWater(step) is { IsNone: false } fenced) return fenced;
        var next = reserved ?? _registry.Ids.Next();   // before anything ends: a journal that cannot reserve must not cost the session that stands
        EndSession(step, reason);
        return Begin(step, next, kind, budget);
    }

    /// <summary>Moves the sender to a later epoch. A live session of an older one ends; without a session the replica is demoted.</summary>
    /// <param name="epoch">The epoch; an earlier or equal one changes nothing.</param>
    public SenderChange UpdateEpoch(Epoch epoch)
    {
        using var step = _owner.Enter();
        if (_stopped || epoch <= _epoch) return SenderChange.Nothing;
        var from = _epoch;
        _epoch = epoch;
        return Depose(step, EndReason.EpochAdvanced(from, epoch));
    }

    /// <summary>Moves the sender to another endpoint. The live session ends; without one the replica is demoted.</summary>
    /// <param name="endpoint">The endpoint; one of a lower version changes nothing (fault F23).</param>
    public SenderChange UpdateEndpoint(Endpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        using var step = _owner.Enter();
        if (_stopped || endpoint == _endpoint || endpoint.Version < _endpoint.Version) return SenderChange.Nothing;
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
        using var step = _owner.Enter();
        if (!TryPresent(session, out _, out var error)) return error;
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
        using var step = _owner.Enter();
        if (_stopped) return Stopped();
        if (epoch != _epoch) return OtherEpoch(epoch);
        if (_session is not null)
            return new(RecoveryCode.SessionAlreadyActive, $"epoch {epoch}", $"session {_context.Session} is live", "the ID of the session that is meant");
        if (NotSettable(state) is { IsNone: false } refused) return refused;
        Settle(step, state);
        return default;
    }

    /// <summary>Ends the session. A stopped sender accepts nothing and counts as nothing.</summary>
    /// <returns>The session that ended; none where there was none.</returns>
    [EndsSession]
    public SessionId Stop()
    {
        using var step = _owner.Enter();
        if (_stopped) return SessionId.None;
        var ended = EndSession(step, new EndReason(EndCause.SenderStopped));
        _stopped = true;
        return ended;
    }

    internal Endpoint Endpoint(in OwnerStep step)
    {
        step.Demand(_owner);
        return _endpoint;
    }

    internal Epoch Epoch(in OwnerStep step)
    {
        step.Demand(_owner);
        return _epoch;
    }

    internal Authority Authority(in OwnerStep step, VolumeId volume)
    {
        step.Demand(_owner);
        return new Authority(volume, Replica, _endpoint, _epoch, _context.Session);
    }

    [CurrentSession]
    internal SessionId LiveSession(in OwnerStep step)
    {
        step.Demand(_owner);
        return _session is null ? SessionId.None : _context.Session;
    }

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

    internal bool IsStopped(in OwnerStep step)
    {
        step.Demand(_owner);
        return _stopped;
    }

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

    // The door of the session ID: it is checked against what stands, in the order of the protocol. Nothing fills in "the current session".
    private bool TryPresent(SessionId presented, [NotNullWhen(true)] out StateMachine? session, out RecoveryError error)
    {
        session = null;
        error = AuthorityError(presented);
        if (!error.IsNone) return false;
        session = _session!;
        return true;
    }

    internal RecoveryError AuthorityError(SessionId presented)
    {
        if (_stopped) return Stopped();
        if (_session is null) return new(RecoveryCode.NoActiveSession, $"session {presented}", $"no session{LastEnded()}", "attach one first");
        if (presented != _context.Session)
            return new(RecoveryCode.SessionMismatch, $"session {presented}", $"session {_context.Session} is live", $"session {_context.Session}");
        return default;
    }

    private string LastEnded() => _lastEnd is { } end ? $" (session {end.Session} ended: {end.Reason})" : "";

    private RecoveryError Stopped() => new(RecoveryCode.SenderStopped, null, $"the sender of {Replica} is stopped", "an intent without the replica, then one with it");

    private RecoveryError OtherEpoch(Epoch epoch) => new(RecoveryCode.EpochMismatch, $"epoch {epoch}", $"the sender's epoch {_epoch}", $"epoch {_epoch}");

    // The high-water is a fence: below it no session begins, whatever the sender's own epoch says (fault F06).
    private RecoveryError BelowHighWater(in OwnerStep step) => _registry.HighWater(step) is var highWater && _epoch < highWater
        ? new(RecoveryCode.EpochMismatch, $"the sender's epoch {_epoch}", $"epoch {highWater} was accepted", $"an intent of epoch {highWater} or later")
        : default;

    private static RecoveryError UnknownKind(SessionKind kind) =>
        new(RecoveryCode.UnknownKind, $"kind {(byte)kind}", null, "bootstrap, catchup, reassign or rebuild");

    private static RecoveryError NotSettable(ReplicaState state) =>
        state is ReplicaState.Disconnected or ReplicaState.Degraded or ReplicaState.NeedsRebuild
            ? default
            : new(RecoveryCode.InvalidState, state.Text(), null, "disconnected, degraded or needs_rebuild");

    private SessionId Begin(in OwnerStep step, SessionId session, SessionKind kind, RecoveryBudget budget)
    {
        _context = new SessionContext(session, _epoch, kind, budget);
        _session = kind == SessionKind.Rebuild ? RebuildSession.Start(step, _context, out _) : CatchUpSession.Start(step, _context, out _);
        return _context.Session;
    }

    private SessionId EndSession(in OwnerStep step, EndReason reason)
    {
        switch (_session)
        {
            case CatchUpSession catchUp: _ = catchUp.TryFire(step, new CatchUpSession.Invalidate(reason), out _, out _); break;
            case RebuildSession rebuild: _ = rebuild.TryFire(step, new RebuildSession.Invalidate(reason), out _, out _); break;
            default: return SessionId.None;
        }

        return Ended(reason);
    }

    private SessionId Ended(EndReason reason)
    {
        _lastEnd = new SessionEnd(_context.Session, reason);
        _session = null;
        return _context.Session;
    }

    // An epoch or endpoint that is over takes in_sync with it (fault F02); needs_rebuild stays until it is decided again.
    private SenderChange Depose(in OwnerStep step, EndReason reason)
    {
        if (EndSession(step, reason) is var ended && ended != SessionId.None)
        {
            Settle(step, ReplicaState.Disconnected);
            return new SenderChange(ended, Demoted: false);
        }

        if (State(step) is ReplicaState.Disconnected or ReplicaState.NeedsRebuild) return SenderChange.Nothing;
        Settle(step, ReplicaState.Disconnected);
        return new SenderChange(SessionId.None, Demoted: true);
    }

    private void Settle(in OwnerStep step, ReplicaState state)
    {
        _inSyncBy = SessionId.None;
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
        _inSyncBy = _context.Session;
        Ended(new EndReason(EndCause.Completed));
    }

    private bool Answer(bool done, in Rejection<RecoveryCode> why, StateMachine machine, out RecoveryError error)
    {
        error = done ? default : Refused(why, machine);
        return done;
    }

    private RecoveryError Refused(in Rejection<RecoveryCode> why, StateMachine machine)
    {
        if (why.Kind == RejectionKind.Refused)
            return new(why.Code, why.Presented.IsNone ? null : why.Presented.ToString(), why.Stands.ToString(), $"{string.Join(", ", why.Legal)} in {why.State}");

        return Overtaken(machine);
    }

    // A typed state that no longer holds was overtaken by somebody with authority: the caller hears what stands now.
    private RecoveryError Overtaken(StateMachine machine)
    {
        var presented = machine switch
        {
            CatchUpSession catchUp => catchUp.Session,
            RebuildSession rebuild => rebuild.Session,
            _ => SessionId.None,
        };
        return AuthorityError(presented) is { IsNone: false } error
            ? error
            : new(RecoveryCode.WrongPhase, "a state of the session that is used up", $"session {presented} has moved on", "the state its last transition returned");
    }

    internal static RecoveryError WrongPhase(StateMachine session, string presented, string state, RecoveryCode code = RecoveryCode.WrongPhase)
    {
        var index = session.Table.States.ToList().IndexOf(state);
        return new(code, presented, $"the session is in {state}", string.Join(", ", session.Table.LegalIn(index)));
    }
}
