namespace Replication.Recovery;

/// <content>Complete catch-up: truncate where required, replay to the frozen target, hand over to the live stream.</content>
public sealed partial class Orchestrator
{
    /// <summary>
    /// Executes a catch-up. Called again on a session that is catching up already, it goes on from where that stands: a rejected completion is not a dead
    /// end (fault F08). Called while an execution of the session runs, it is refused and changes nothing (fault L4).
    /// </summary>
    /// <param name="replica">The replica.</param>
    /// <param name="session">The session presented.</param>
    /// <param name="target">How far to replay; not beyond the session's frozen target.</param>
    /// <param name="ticks">The ticks the work is judged by.</param>
    /// <param name="truncateTo">What to truncate the replica to; <see langword="null"/> = not at all. 0 is an LSN.</param>
    /// <param name="cancellationToken">Ends the session and stops.</param>
    /// <returns>None when the replica is in sync; <c>session_already_active</c> while an execution of the session runs; or why not.</returns>
    public async ValueTask<RecoveryError> CompleteCatchUpAsync(
        ReplicaId replica, [RequiresSessionId] SessionId session, Lsn target, CatchUpTicks ticks = default, Lsn? truncateTo = null, CancellationToken cancellationToken = default)
    {
        if (!TryFind(replica, session, out var sender, out var error)) return error;
        using var execution = new Execution(_executions, sender, session, cancellationToken);
        if (!TryBeginCatchUp(sender, execution, target, ticks, out var at, out var authority, out error)) return error;
        await using var pins = new PinScope(_port, session);
        var run = new CatchUpRun(this, sender, authority, pins, ticks, execution.Token);
        try
        {
            return await run.ExecuteAsync(at, target, truncateTo);
        }
        catch (OperationCanceledException) when (execution.Token.IsCancellationRequested)
        {
            return Fail(sender, authority, run.Stage, Stopped(sender, authority));
        }
        catch (Exception e)
        {
            Fail(sender, authority, run.Stage, Faulted(authority, e));
            throw;
        }
        finally
        {
            Activities.End(authority);
        }
    }

    private bool TryBeginCatchUp(
        Sender sender, Execution execution, Lsn target, CatchUpTicks ticks, out At<CatchUpSession.CatchUp> at, out Authority authority, out RecoveryError error)
    {
        at = default;
        var began = ticks.Start ?? Now;
        using var step = Registry.Enter();
        authority = sender.Authority(step);
        if (sender.TryPresentCatchUp(step, execution.Session, out _, out _) && !execution.TryBegin(step, out error)) return false;
        return Protocol.TryBeginCatchUp(step, sender, execution.Session, target, began, out at, out error);
    }

    /// <summary>One execution of a catch-up. Each step: recheck authority, check the budget, do I/O, record what was achieved.</summary>
    private sealed class CatchUpRun(
        Orchestrator orchestrator, Sender sender, Authority authority, PinScope pins, CatchUpTicks ticks, CancellationToken cancellationToken)
    {
        private readonly IStoragePort _port = orchestrator._port;
        private Pin? _wal;

        /// <summary>The event that tells of a failure where the execution stands now.</summary>
        public RecoveryEventKind Stage { get; private set; } = RecoveryEventKind.CatchUpProgressFailed;

        private Tick Now => ticks.Complete ?? orchestrator.Now;

        public async ValueTask<RecoveryError> ExecuteAsync(At<CatchUpSession.CatchUp> at, Lsn target, Lsn? truncateTo)
        {
            if (!TryCheckBudget(ref at, out var error)) return error;
            if (!TryRead(at, out var s, out error)) return Refuse(RecoveryEventKind.CatchUpProgressFailed, error);

            // What the table would refuse is refused before a byte moves.
            if (s.Recovered < target && CatchUpSession.Preview(s, target) is { Accepted: false, Rejection: var why })
            {
                return Refuse(
                    RecoveryEventKind.CatchUpProgressFailed,
                    new RecoveryError(why.Code, $"target {why.Presented}", $"frozen target {why.Stands}", $"a target up to {why.Stands}"));
            }

            // Nothing may be replayed over entries that have to go first.
            if (s is { TruncateTo: { } required, Truncated: false } && truncateTo is { } to)
            {
                (at, error) = await TruncateAsync(at, required, to);
                if (!error.IsNone) return error;
            }

            if (s.TruncateTo is null || truncateTo is not null || s.Truncated)
            {
                (at, error) = await ReplayAsync(at, target);
                if (!error.IsNone) return error;
            }

            if (!TryCheckBudget(ref at, out error)) return error;
            if (s.TruncateTo is null && truncateTo is { } unasked && !TryRecordUnasked(ref at, unasked, out error)) return error;
            return await FinishAsync(at);
        }

        private async ValueTask<(At<CatchUpSession.CatchUp> At, RecoveryError Error)> TruncateAsync(At<CatchUpSession.CatchUp> at, Lsn required, Lsn to)
        {
            if (to == required)
            {
                Stage = RecoveryEventKind.TruncationFailed;
                orchestrator.Activities.Begin(authority, $"truncating to {to}");
                if (!(await _port.TruncateAsync(authority, to, cancellationToken)).TryGet(out to, out var failed))
                {
                    var state = failed.Code == RecoveryCode.TruncationUnsafe ? ReplicaState.NeedsRebuild : ReplicaState.Disconnected;
                    return (at, orchestrator.Fail(sender, authority, RecoveryEventKind.TruncationFailed, failed, state));
                }

                if (to != required)
                    return (at, orchestrator.Fail(sender, authority, RecoveryEventKind.TruncationFailed, Unbelievable(to, $"a truncation to {required} was asked")));
            }

            using var step = orchestrator.Registry.Enter();
            _ = Protocol.TryRecordTruncation(step, sender, authority.Session, ref at, to, out var error);
            return (at, error);
        }

        private async ValueTask<(At<CatchUpSession.CatchUp> At, RecoveryError Error)> ReplayAsync(At<CatchUpSession.CatchUp> at, Lsn target)
        {
            Stage = RecoveryEventKind.CatchUpProgressFailed;
            if (!TryRead(at, out var s, out var error)) return (at, Refuse(RecoveryEventKind.CatchUpProgressFailed, error));
            if (s.Recovered >= target) return (at, default);
            if (!(await pins.PinAsync(PinKind.Wal, s.Recovered, orchestrator._options.WalPin, cancellationToken)).TryGet(out _wal, out error))
                return (at, orchestrator.Fail(sender, authority, RecoveryEventKind.CatchUpProgressFailed, error, StateAfter(error)));
            if (await orchestrator.StillRetainedAsync(s.Recovered, cancellationToken) is { IsNone: false } gone)
                return (at, orchestrator.Fail(sender, authority, RecoveryEventKind.CatchUpProgressFailed, gone, StateAfter(gone)));

            var total = target.DistanceFrom(s.Start);
            orchestrator.Activities.Begin(authority, "replaying the log", ActivityUnit.Entries, total);
            var next = new ReplayStep(orchestrator._options.StepEntries, target);
            for (var reached = s.Recovered; reached < target;)
            {
                if (!TryCheckBudget(ref at, out error)) return (at, error);
                var end = next.End(reached);
                if (!(await _port.StreamAsync(authority, _wal, reached, end, cancellationToken)).TryGet(out var achieved, out error))
                    return (at, orchestrator.Fail(sender, authority, RecoveryEventKind.CatchUpProgressFailed, error, StateAfter(error)));

                // What was achieved is recorded, not what was asked; a log that does not move is refused by the table as a regression (faults L1, L5).
                if (achieved > end)
                {
                    var unbelievable = Unbelievable(achieved, $"entries in ({reached}, {end}] were sent");
                    return (at, orchestrator.Fail(sender, authority, RecoveryEventKind.CatchUpProgressFailed, unbelievable));
                }

                if (next.TryWiden(reached, end, achieved)) continue;
                if (!TryRecordProgress(ref at, achieved, out error))
                    return (at, FailUnlessOvertaken(RecoveryEventKind.CatchUpProgressFailed, error));
                reached = achieved;
                orchestrator.Activities.Report(authority, reached.DistanceFrom(s.Start), total);
            }

            return (at, default);
        }

        private async ValueTask<RecoveryError> FinishAsync(At<CatchUpSession.CatchUp> at)
        {
            Stage = RecoveryEventKind.CompletionRejected;
            if (!TryRead(at, out var s, out var error)) return Refuse(RecoveryEventKind.CompletionRejected, error);
            if (!CatchUpSession.CanComplete(s))
            {
                _ = TryComplete(at, null, out error);
                return error;
            }

            if (!(await orchestrator.OpenLiveAsync(authority, pins, _wal, s.Recovered, cancellationToken)).TryGet(out var stream, out error))
                return orchestrator.Fail(sender, authority, RecoveryEventKind.CompletionRejected, error, StateAfter(error));
            if (TryComplete(at, stream, out error)) return default;
            await stream.DisposeAsync();
            return error;
        }

        private bool TryComplete(At<CatchUpSession.CatchUp> at, ILiveStream? stream, out RecoveryError error)
        {
            LiveShipping.Shipment? shipment = null;
            using (var step = orchestrator.Registry.Enter())
            {
                if (stream is not null && !orchestrator.TryExpectShipping(step, sender, authority, RecoveryEventKind.CompletionRejected, out error)) return false;
                if (!Protocol.TryComplete(step, sender, authority.Session, at, out error)) return false;
                if (stream is not null) shipment = orchestrator._live.Attach(step, sender, stream);
            }

            if (shipment is not null) orchestrator._live.Watch(shipment);
            return true;
        }

        private bool TryCheckBudget(ref At<CatchUpSession.CatchUp> at, out RecoveryError error)
        {
            var now = Now;
            using var step = orchestrator.Registry.Enter();
            return Protocol.TryCheckBudget(step, sender, authority.Session, ref at, now, out error);
        }

        private bool TryRead(At<CatchUpSession.CatchUp> at, out CatchUpSession.CatchUp state, out RecoveryError error)
        {
            using var step = orchestrator.Registry.Enter();
            return sender.TryRead(step, authority.Session, at, out state, out error);
        }

        private bool TryRecordProgress(ref At<CatchUpSession.CatchUp> at, Lsn to, out RecoveryError error)
        {
            var now = Now;
            using var step = orchestrator.Registry.Enter();
            return sender.TryRecordProgress(step, authority.Session, ref at, to, now, out error);
        }

        // Nobody asked for this truncation: the table says so.
        private bool TryRecordUnasked(ref At<CatchUpSession.CatchUp> at, Lsn to, out RecoveryError error)
        {
            using var step = orchestrator.Registry.Enter();
            return Protocol.TryRecordTruncation(step, sender, authority.Session, ref at, to, out error);
        }

        private RecoveryError Refuse(RecoveryEventKind kind, in RecoveryError error)
        {
            using var step = orchestrator.Registry.Enter();
            sender.Tell(step, authority.Session, kind, EventDetail.Error(error.Code));
            return error;
        }

        // Another worker of the same session has moved it on: what it does is not this one's to end (fault L4).
        private RecoveryError FailUnlessOvertaken(RecoveryEventKind kind, in RecoveryError error) =>
            error.Code == RecoveryCode.WrongPhase ? Refuse(kind, error) : orchestrator.Fail(sender, authority, kind, error);
    }
}
