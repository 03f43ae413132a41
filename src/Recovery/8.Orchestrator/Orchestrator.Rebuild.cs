namespace Replication.Recovery;

/// <content>Complete rebuild: copy a base, replay the log after it, hand over to the live stream.</content>
public sealed partial class Orchestrator
{
    /// <summary>Executes a rebuild. Called while an execution of the session runs, it is refused and changes nothing (fault L4).</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="session">The session presented.</param>
    /// <param name="history">What the primary's log still holds: decides the source; without one nothing is decided (<c>no_history</c>).</param>
    /// <param name="cancellationToken">Ends the session and stops.</param>
    /// <returns>None when the replica is in sync; <c>session_already_active</c> while an execution of the session runs; or why not.</returns>
    public async ValueTask<RecoveryError> CompleteRebuildAsync(
        ReplicaId replica, [RequiresSessionId] SessionId session, RetainedHistory? history, CancellationToken cancellationToken = default)
    {
        if (!TryFind(replica, session, out var sender, out var error)) return error;
        if (history is null) return new RecoveryError(RecoveryCode.NoHistory, "no history", null, "the primary's retained history");
        using var execution = new Execution(_executions, sender, session, cancellationToken);
        return await RebuildAsync(sender, execution, history);
    }

    // The whole work of a rebuild session: what the primary's log still holds is read first.
    private async ValueTask<RecoveryError> RunRebuildAsync(ReplicaId replica, SessionId session, CancellationToken cancellationToken)
    {
        if (!TryFind(replica, session, out var sender, out var error)) return error;
        using var execution = new Execution(_executions, sender, session, cancellationToken);
        if (!TryBeginRebuild(sender, execution, out var authority, out error)) return error;
        RetainedHistory? history = null;
        try
        {
            if ((await _port.ReadHistoryAsync(execution.Token)).TryGet(out var reading, out error)) history = reading.History;
            else return Fail(sender, authority, RecoveryEventKind.RebuildConnectFailed, error);
        }
        catch (OperationCanceledException) when (execution.Token.IsCancellationRequested)
        {
            return Fail(sender, authority, RecoveryEventKind.RebuildConnectFailed, Stopped(sender, authority));
        }
        catch (Exception e)
        {
            Fail(sender, authority, RecoveryEventKind.RebuildConnectFailed, Faulted(authority, e));
            throw;
        }

        return await RebuildAsync(sender, execution, history);
    }

    private async ValueTask<RecoveryError> RebuildAsync(Sender sender, Execution execution, RetainedHistory history)
    {
        if (!TryConnectRebuild(sender, execution, out var connecting, out var authority, out var error)) return error;
        var run = new RebuildRun(this, sender, authority, history, execution.Token);
        try
        {
            return await run.ExecuteAsync(connecting);
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
            await run.DisposeAsync();
            Activities.End(authority);
        }
    }

    // Whose session does not stand hears so when it connects.
    private bool TryBeginRebuild(Sender sender, Execution execution, out Authority authority, out RecoveryError error)
    {
        using var step = Registry.Enter();
        authority = sender.Authority(step) with { Session = execution.Session };
        return !sender.TryPresentRebuild(step, execution.Session, out _, out error) || execution.TryBegin(step, out error);
    }

    private bool TryConnectRebuild(
        Sender sender, Execution execution, out At<RebuildSession.Connecting> connecting, out Authority authority, out RecoveryError error)
    {
        connecting = default;
        using var step = Registry.Enter();
        authority = sender.Authority(step);
        if (sender.TryPresentRebuild(step, execution.Session, out _, out _) && !execution.TryBegin(step, out error)) return false;
        if (!Protocol.TryConnect(step, sender, execution.Session, out connecting, out error)) return false;
        _live.Reconcile();
        return true;
    }

    /// <summary>One execution of a rebuild.</summary>
    private sealed class RebuildRun(
        Orchestrator orchestrator, Sender sender, Authority authority, RetainedHistory history, CancellationToken cancellationToken) : IAsyncDisposable
    {
        private readonly IStoragePort _port = orchestrator._port;
        private readonly PinScope _pins = new(orchestrator._port, authority.Session);

        /// <summary>The event that tells of a failure where the execution stands now.</summary>
        public RecoveryEventKind Stage { get; private set; } = RecoveryEventKind.RebuildConnectFailed;

        public async ValueTask<RecoveryError> ExecuteAsync(At<RebuildSession.Connecting> connecting)
        {
            orchestrator.Activities.Begin(authority, "waiting for the replica's facts");
            if (!(await _port.ReadFactsAsync(authority, cancellationToken)).TryGet(out var facts, out var error)) return Fail(error);
            if (!(await _port.ReadHistoryAsync(cancellationToken)).TryGet(out var reading, out error)) return Fail(error);
            // Nothing is waited for here, so it is one step.
            Stage = RecoveryEventKind.RebuildHandshakeFailed;
            if (!TryDecide(connecting, facts, reading.Lineage, out var source, out var selected, out error)) return error;

            Stage = RecoveryEventKind.RebuildSourceFailed;
            if (!(await PinAsync(source)).TryGet(out var pinned, out error)) return Fail(error, StateWithoutPins(error));

            Stage = RecoveryEventKind.RebuildTransferFailed;
            if (!TryBeginTransfer(selected, out var transfer, out error)) return Fail(error);
            orchestrator.Activities.Begin(
                authority,
                source.Kind == RebuildSourceKind.SnapshotTail ? $"copying the snapshot at {pinned.Base.To}" : $"copying a full base at {pinned.Base.To}",
                ActivityUnit.Bytes);
            if (!(await _port.TransferBaseAsync(authority, pinned.Base, new BaseReport(this), cancellationToken)).TryGet(out var reached, out error))
                return Fail(error, error.Code == RecoveryCode.VerificationFailed ? ReplicaState.NeedsRebuild : ReplicaState.Disconnected);
            if (reached != pinned.Base.To) return Fail(Unbelievable(reached, $"the base is at LSN {pinned.Base.To}"), ReplicaState.NeedsRebuild);
            if (!TryVerifyBase(ref transfer, reached, out error)) return Fail(error);

            return source.Kind == RebuildSourceKind.SnapshotTail
                ? await ReplayTailAsync(transfer, pinned, reached, source.Target)
                : await FinishAsync(transfer, Protocol.TryComplete, pinned.Wal, reached);
        }

        public ValueTask DisposeAsync() => _pins.DisposeAsync();

        private bool TryDecide(
            At<RebuildSession.Connecting> connecting, ReplicaFacts facts, Lineage? lineage, out RebuildSource source, out At<RebuildSession.SourceSelect> selected, out RecoveryError error)
        {
            using var step = orchestrator.Registry.Enter();
            return Protocol.TryDecide(step, sender, authority.Session, connecting, facts, history, lineage, out source, out selected, out error);
        }

        private bool TryBeginTransfer(At<RebuildSession.SourceSelect> selected, out At<RebuildSession.Transfer> transfer, out RecoveryError error)
        {
            using var step = orchestrator.Registry.Enter();
            return sender.TryBeginTransfer(step, selected, out transfer, out error);
        }

        private bool TryVerifyBase(ref At<RebuildSession.Transfer> transfer, Lsn verified, out RecoveryError error)
        {
            using var step = orchestrator.Registry.Enter();
            return sender.TryVerifyBase(step, ref transfer, verified, out error);
        }

        private bool TryBeginTail(At<RebuildSession.Transfer> transfer, out At<RebuildSession.TailReplay> tail, out RecoveryError error)
        {
            using var step = orchestrator.Registry.Enter();
            return sender.TryBeginTail(step, transfer, out tail, out error);
        }

        private bool TryExpectAuthority(out RecoveryError error)
        {
            using var step = orchestrator.Registry.Enter();
            error = sender.AuthorityError(step, authority.Session);
            return error.IsNone;
        }

        private bool TryRecordTail(ref At<RebuildSession.TailReplay> tail, Lsn to, out RecoveryError error)
        {
            using var step = orchestrator.Registry.Enter();
            return sender.TryRecordTail(step, ref tail, to, out error);
        }

        // The log that continues the base is pinned before a byte is copied, so that the rebuild can always be finished by it.
        private async ValueTask<Result<(Pin Base, Pin Wal)>> PinAsync(RebuildSource source)
        {
            orchestrator.Activities.Begin(authority, "waiting for pins");
            var snapshot = source.Kind == RebuildSourceKind.SnapshotTail;
            var from = snapshot ? source.Snapshot : history.Committed;
            Pin? pinnedBase = null;
            RecoveryError error;
            if (snapshot && !(await PinBaseAsync(PinKind.Snapshot, source.Snapshot)).TryGet(out pinnedBase, out error)) return error;
            if (!(await _pins.PinAsync(PinKind.Wal, from, orchestrator._options.WalPin, cancellationToken)).TryGet(out var wal, out error)) return error;
            if (await orchestrator.StillRetainedAsync(from, cancellationToken) is { IsNone: false } gone) return gone;
            if (pinnedBase is null && !(await PinBaseAsync(PinKind.FullBase, default)).TryGet(out pinnedBase, out error)) return error;
            return (pinnedBase, wal);
        }

        // What cannot be pinned needs its rebuild still; a connection that was lost, or a caller who gave up, says nothing of what the replica needs (fault L6).
        private static ReplicaState StateWithoutPins(in RecoveryError error) =>
            error.Code is RecoveryCode.TransportLost or RecoveryCode.Cancelled ? ReplicaState.Disconnected : ReplicaState.NeedsRebuild;

        private ValueTask<Result<Pin>> PinBaseAsync(PinKind kind, Lsn at) => _pins.PinAsync(kind, at, orchestrator._options.BasePin, cancellationToken);

        private async ValueTask<RecoveryError> ReplayTailAsync(At<RebuildSession.Transfer> transfer, (Pin Base, Pin Wal) pinned, Lsn start, Lsn target)
        {
            Stage = RecoveryEventKind.RebuildTailFailed;
            if (!TryBeginTail(transfer, out var tail, out var error)) return Fail(error);
            var total = target.DistanceFrom(start);
            orchestrator.Activities.Begin(authority, "replaying the log after it", ActivityUnit.Entries, total);
            var next = new ReplayStep(orchestrator._options.StepEntries, target);
            var reached = start;
            do
            {
                // An empty tail is one step that finds the replica where the base left it.
                var end = next.End(reached);
                if (!TryExpectAuthority(out error)) return Fail(error);
                if (!(await _port.StreamAsync(authority, pinned.Wal, reached, end, cancellationToken)).TryGet(out var achieved, out error)) return Fail(error);
                if (next.TryWiden(reached, end, achieved)) continue;
                if (achieved < reached || achieved > end || (achieved == reached && end > reached))
                    return Fail(Unbelievable(achieved, $"entries in ({reached}, {end}] were sent"));
                if (!TryRecordTail(ref tail, achieved, out error)) return Fail(error);
                reached = achieved;
                orchestrator.Activities.Report(authority, reached.DistanceFrom(start), total);
            }
            while (reached < target);

            return await FinishAsync(tail, Protocol.TryComplete, pinned.Wal, reached);
        }

        private async ValueTask<RecoveryError> FinishAsync<TState>(At<TState> at, Completion<TState> complete, Pin wal, Lsn reached)
            where TState : struct
        {
            Stage = RecoveryEventKind.RebuildFailed;
            if (!(await orchestrator.OpenLiveAsync(authority, _pins, wal, reached, cancellationToken)).TryGet(out var stream, out var error)) return Fail(error);
            error = Complete(at, complete, stream);
            if (!error.IsNone) await stream.DisposeAsync();
            return error;
        }

        private RecoveryError Complete<TState>(At<TState> at, Completion<TState> complete, ILiveStream stream)
            where TState : struct
        {
            LiveShipping.Shipment shipment;
            using (var step = orchestrator.Registry.Enter())
            {
                if (!orchestrator.TryExpectShipping(step, sender, authority, RecoveryEventKind.RebuildFailed, out var closed)) return closed;
                if (!complete(step, sender, authority.Session, at, out var error)) return error;
                shipment = orchestrator._live.Attach(step, sender, stream);
            }

            orchestrator._live.Watch(shipment);
            return default;
        }

        [return: Borrows]
        private RecoveryError Fail(in RecoveryError error, ReplicaState state = ReplicaState.Disconnected) =>
            orchestrator.Fail(sender, authority, Stage, error, state);

        // The two states that a rebuild can be completed in have an operation each.
        private delegate bool Completion<TState>(in OwnerStep step, Sender sender, SessionId session, At<TState> at, out RecoveryError error)
            where TState : struct;

        private sealed class BaseReport(RebuildRun run) : IProgress<BaseProgress>
        {
            public void Report(BaseProgress value) => run.OnBaseProgress(value);
        }

        private void OnBaseProgress(BaseProgress value)
        {
            sender.RecordBytes(authority.Session, value.Copied);
            orchestrator.Activities.Report(authority, value.Copied, value.Total);
        }
    }
}
