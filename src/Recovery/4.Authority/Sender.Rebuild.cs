using System.Diagnostics.CodeAnalysis;

namespace Replication.Recovery;

/// <content>The rebuild lifecycle: each operation once, on the typed state; the public one presents a session ID.</content>
public sealed partial class Sender
{
    /// <summary>Chooses where the content comes from.</summary>
    /// <param name="session">The session presented.</param>
    /// <param name="source">The source.</param>
    /// <returns>None; or the authority's code, <c>not_rebuild_session</c>, <c>wrong_phase</c>, <c>wrong_rebuild_phase</c>.</returns>
    public RecoveryError SelectSource([RequiresSessionId] SessionId session, RebuildSource source)
    {
        using var step = _registry.Enter();
        if (!TryPresentRebuild(step, session, out var machine, out var error)) return error;
        return machine.Now(step) switch
        {
            { Handshake: { } at } => TrySelectSource(step, at, source, out _, out error)
                ? Told(step, session, RecoveryEventKind.RebuildSourceSelected, EventDetail.Of("kind=rebuild")) : error,
            { Init: { } } or { Connecting: { } } => WrongPhase(machine, "select source", machine.Now(step).State),
            var now => WrongPhase(machine, "select source", now.State, RecoveryCode.WrongRebuildPhase),
        };
    }

    /// <summary>Begins to copy the base.</summary>
    /// <param name="session">The session presented.</param>
    /// <returns>None; or the authority's code, <c>not_rebuild_session</c>, <c>wrong_rebuild_phase</c>.</returns>
    public RecoveryError BeginTransfer([RequiresSessionId] SessionId session)
    {
        using var step = _registry.Enter();
        if (!TryPresentRebuild(step, session, out var machine, out var error)) return error;
        return machine.Now(step) is not { SourceSelect: { } at } ? WrongRebuildPhase(step, machine, "begin transfer")
            : TryBeginTransfer(step, at, out _, out error) ? default : error;
    }

    /// <summary>Records how far the base has arrived.</summary>
    /// <param name="session">The session presented.</param>
    /// <param name="to">The LSN achieved.</param>
    /// <returns>None; or the authority's code, <c>not_rebuild_session</c>, <c>wrong_rebuild_phase</c>, <c>rebuild_progress_regression</c>.</returns>
    public RecoveryError RecordBase([RequiresSessionId] SessionId session, Lsn to)
    {
        using var step = _registry.Enter();
        if (!TryPresentRebuild(step, session, out var machine, out var error)) return error;
        if (machine.Now(step) is not { Transfer: { } at }) return WrongRebuildPhase(step, machine, $"base at {to}");
        return TryRecordBase(step, ref at, to, out error) ? default : error;
    }

    /// <summary>Begins to replay the log after the snapshot.</summary>
    /// <param name="session">The session presented.</param>
    /// <returns>
    /// None; or the authority's code, <c>not_rebuild_session</c>, <c>wrong_rebuild_phase</c>, <c>tail_replay_not_applicable</c>, <c>base_transfer_incomplete</c>.
    /// </returns>
    public RecoveryError BeginTail([RequiresSessionId] SessionId session)
    {
        using var step = _registry.Enter();
        if (!TryPresentRebuild(step, session, out var machine, out var error)) return error;
        return machine.Now(step) is not { Transfer: { } at } ? WrongRebuildPhase(step, machine, "begin tail")
            : TryBeginTail(step, at, out _, out error) ? default : error;
    }

    /// <summary>Records what of the log after the snapshot was replayed and is durable.</summary>
    /// <param name="session">The session presented.</param>
    /// <param name="to">The LSN achieved.</param>
    /// <returns>None; or the authority's code, <c>not_rebuild_session</c>, <c>wrong_rebuild_phase</c>, <c>rebuild_progress_regression</c>.</returns>
    public RecoveryError RecordTail([RequiresSessionId] SessionId session, Lsn to)
    {
        using var step = _registry.Enter();
        if (!TryPresentRebuild(step, session, out var machine, out var error)) return error;
        if (machine.Now(step) is not { TailReplay: { } at }) return WrongRebuildPhase(step, machine, $"tail at {to}");
        return TryRecordTail(step, ref at, to, out error) ? default : error;
    }

    /// <summary>Completes the rebuild: the replica is in sync and the session is gone.</summary>
    /// <param name="session">The session presented.</param>
    /// <returns>None; or the authority's code, <c>not_rebuild_session</c>, <c>rebuild_not_ready</c>.</returns>
    public RecoveryError CompleteRebuild([RequiresSessionId] SessionId session)
    {
        using var step = _registry.Enter();
        if (!TryPresentRebuild(step, session, out var machine, out var error)) return error;
        return machine.Now(step) switch
        {
            { Transfer: { } at } => TryComplete(step, at, out error) ? Told(step, session, RecoveryEventKind.RebuildCompleted, EventDetail.Of("in_sync"), EndCause.Completed) : error,
            { TailReplay: { } at } => TryComplete(step, at, out error) ? Told(step, session, RecoveryEventKind.RebuildCompleted, EventDetail.Of("in_sync"), EndCause.Completed) : error,
            var now => WrongPhase(machine, "complete rebuild", now.State, RecoveryCode.RebuildNotReady),
        };
    }

    internal bool TryPresentRebuild(in OwnerStep step, SessionId presented, [NotNullWhen(true)] out RebuildSession? session, out RecoveryError error)
    {
        session = null;
        if (!TryPresent(step, presented, out var machine, out error)) return false;
        session = machine as RebuildSession;
        if (session is null)
        {
            error = new(
                RecoveryCode.NotRebuildSession, $"session {presented} to a rebuild operation", $"it is of kind {ContextOf(machine).Kind.Text()}", "a session of kind rebuild");
        }

        return session is not null;
    }

    internal static bool TryExpectInit(in OwnerStep step, RebuildSession session, out At<RebuildSession.Init> init, out RecoveryError error)
    {
        var now = session.Now(step);
        init = now.Init.GetValueOrDefault();
        error = now.Init is null ? WrongPhase(session, "begin connect", now.State) : default;
        return now.Init is not null;
    }

    internal bool TryBeginConnect(in OwnerStep step, At<RebuildSession.Init> at, out At<RebuildSession.Connecting> connecting, out RecoveryError error)
    {
        _registry.Changing(step, this);
        if (!Answer(step, at.TryBeginConnect(step, out connecting, out var why), why, SessionOf(at), out error)) return false;
        _ = _lifecycle.TryFire(step, new ReplicaLifecycle.BeginConnect(), out _, out _);
        return true;
    }

    internal bool TryRecordHandshake(
        in OwnerStep step, At<RebuildSession.Connecting> at, Lsn start, Lsn target, out At<RebuildSession.Handshake> handshake, out RecoveryError error)
    {
        _registry.Changing(step, this);
        return Answer(step, at.TryRecordHandshake(step, start, target, out handshake, out var why), why, SessionOf(at), out error);
    }

    internal bool TrySelectSource(
        in OwnerStep step, At<RebuildSession.Handshake> at, RebuildSource source, out At<RebuildSession.SourceSelect> selected, out RecoveryError error)
    {
        _registry.Changing(step, this);
        return Answer(step, at.TrySelectSource(step, source, out selected, out var why), why, SessionOf(at), out error);
    }

    internal bool TryBeginTransfer(in OwnerStep step, At<RebuildSession.SourceSelect> at, out At<RebuildSession.Transfer> transfer, out RecoveryError error)
    {
        _registry.Changing(step, this);
        return Answer(step, at.TryBeginTransfer(step, out transfer, out var why), why, SessionOf(at), out error);
    }

    internal bool TryRecordBase(in OwnerStep step, ref At<RebuildSession.Transfer> at, Lsn to, out RecoveryError error)
    {
        _registry.Changing(step, this);
        return Answer(step, at.TryRecordBase(step, to, out var why), why, SessionOf(at), out error);
    }

    internal bool TryVerifyBase(in OwnerStep step, ref At<RebuildSession.Transfer> at, Lsn verified, out RecoveryError error)
    {
        _registry.Changing(step, this);
        return Answer(step, at.TryVerifyBase(step, verified, out var why), why, SessionOf(at), out error);
    }

    internal bool TryBeginTail(in OwnerStep step, At<RebuildSession.Transfer> at, out At<RebuildSession.TailReplay> tail, out RecoveryError error)
    {
        _registry.Changing(step, this);
        return Answer(step, at.TryBeginTail(step, out tail, out var why), why, SessionOf(at), out error);
    }

    internal bool TryRecordTail(in OwnerStep step, ref At<RebuildSession.TailReplay> at, Lsn to, out RecoveryError error)
    {
        _registry.Changing(step, this);
        return Answer(step, at.TryRecordTail(step, to, out var why), why, SessionOf(at), out error);
    }

    internal bool TryComplete(in OwnerStep step, At<RebuildSession.Transfer> at, out RecoveryError error)
    {
        _registry.Changing(step, this);
        if (!Answer(step, at.TryComplete(step, out _, out var why), why, SessionOf(at), out error)) return false;
        BecomeInSync(step);
        return true;
    }

    internal bool TryComplete(in OwnerStep step, At<RebuildSession.TailReplay> at, out RecoveryError error)
    {
        _registry.Changing(step, this);
        if (!Answer(step, at.TryComplete(step, out _, out var why), why, SessionOf(at), out error)) return false;
        BecomeInSync(step);
        return true;
    }

    private static SessionId SessionOf<TState>([Borrows(Always = true)] At<TState> at)
        where TState : struct => ((RebuildSession)at.Machine).Session;

    private static RecoveryError WrongRebuildPhase(in OwnerStep step, RebuildSession session, string presented) =>
        WrongPhase(session, presented, session.Now(step).State, RecoveryCode.WrongRebuildPhase);
}
