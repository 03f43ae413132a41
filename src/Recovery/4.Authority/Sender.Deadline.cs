namespace Replication.Recovery;

/// <content>Deadlines: nothing hangs because nobody called (fault P10).</content>
public sealed partial class Sender
{
    /// <summary>
    /// Called by the shell's timer: ends a session that made no transition and no progress for longer than the deadline. The time since a transition is
    /// measured from the first call that sees it, so it is exact to one period of the timer and never too short. While the log is replayed, the budget's own
    /// progress deadline stands in its place where there is one.
    /// </summary>
    /// <param name="now">The tick.</param>
    /// <param name="deadline">Milliseconds a phase may take; 0 = for ever.</param>
    /// <returns>The session that ended and why; <see langword="null"/> when none did.</returns>
    public SessionEnd? Expire(Tick now, ulong deadline)
    {
        using var step = _registry.Enter();
        var expired = Expire(step, now, deadline);
        if (expired is { } end) TellExpired(step, end);
        return expired;
    }

    internal SessionEnd? Expire(in OwnerStep step, Tick now, ulong deadline)
    {
        if (_session is null) return null;
        if (_session is CatchUpSession catchUp && catchUp.Now(step) is { CatchUp: { } at })
        {
            if (!TryCheckBudget(step, Live, ref at, now, out _, out _)) return LastEnd;
            if (catchUp.Context.Budget.ProgressDeadline > 0) return null;
        }

        if (deadline == 0 || !(_watch ??= new DeadlineWatch()).HasPassed(now, deadline, _session.Transitions)) return null;
        EndSession(step, new EndReason(EndCause.DeadlineExceeded));
        Settle(step, ReplicaState.Disconnected);
        return LastEnd;
    }

    /// <summary>Bytes of a base arrived: progress of a phase that makes no transition on the way. Reports that do not rise are none.</summary>
    /// <param name="session">The session they were copied for.</param>
    /// <param name="copied">Bytes copied so far.</param>
    internal void RecordBytes(SessionId session, ulong copied)
    {
        using var step = _registry.Enter();
        if (TryPresent(step, session, out _, out _)) (_watch ??= new DeadlineWatch()).Moved(copied);
    }
}
