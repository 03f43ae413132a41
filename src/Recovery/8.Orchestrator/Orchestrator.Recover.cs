namespace Replication.Recovery;

/// <content>Recover: ask the replica, decide, and complete at once where there is nothing to do.</content>
public sealed partial class Orchestrator
{
    /// <summary>Recovers by facts that are already at hand.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="session">The session presented.</param>
    /// <param name="facts">What the replica says of itself.</param>
    /// <param name="history">What the primary's log still holds; without one nothing is decided (<c>no_history</c>).</param>
    /// <param name="cancellationToken">Ends the session and stops.</param>
    /// <returns>What was decided; <c>session_already_active</c>, and nothing changed, while an execution of the session runs; or why nothing was.</returns>
    public ValueTask<RecoverAnswer> RecoverAsync(
        ReplicaId replica, [RequiresSessionId] SessionId session, ReplicaFacts facts, HistoryReading? history, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return history is null
            ? ValueTask.FromResult(new RecoverAnswer(
                null, null, null, new RecoveryError(RecoveryCode.NoHistory, "no history", null, "the primary's retained history"), null))
            : RecoverAsync(replica, session, (_, _) => ValueTask.FromResult<Result<Findings>>(new Findings(facts, history)), cancellationToken);
    }

    /// <summary>Recovers by facts gathered through the storage port.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="session">The session presented.</param>
    /// <param name="cancellationToken">Ends the session and stops.</param>
    /// <returns>What was decided; <c>session_already_active</c>, and nothing changed, while an execution of the session runs; or why nothing was.</returns>
    public ValueTask<RecoverAnswer> RecoverAsync(ReplicaId replica, [RequiresSessionId] SessionId session, CancellationToken cancellationToken = default) =>
        RecoverAsync(replica, session, GatherAsync, cancellationToken);

    private async ValueTask<Result<Findings>> GatherAsync(Authority authority, CancellationToken cancellationToken)
    {
        // The replica promises first: whatever history says after that, nobody older can change what the facts describe.
        if (!(await _port.ReadFactsAsync(authority, cancellationToken)).TryGet(out var facts, out var error)) return error;
        return (await _port.ReadHistoryAsync(cancellationToken)).TryGet(out var history, out error) ? new Findings(facts, history) : error;
    }

    private async ValueTask<RecoverAnswer> RecoverAsync(
        ReplicaId replica,
        SessionId session,
        Func<Authority, CancellationToken, ValueTask<Result<Findings>>> gather,
        CancellationToken cancellationToken)
    {
        if (!TryFind(replica, session, out var sender, out var error)) return new RecoverAnswer(null, null, null, error, null);
        using var execution = new Execution(_executions, sender, session, cancellationToken);
        if (!TryConnect(sender, execution, out var connecting, out var authority, out error))
            return new RecoverAnswer(null, null, sender.View().State, error, null);
        await using var pins = new PinScope(_port, session);
        var stage = RecoveryEventKind.ConnectFailed;
        try
        {
            Activities.Begin(authority, "waiting for the replica's facts");
            if (!(await gather(authority, execution.Token)).TryGet(out var findings, out error))
                return Failed(sender, Fail(sender, authority, RecoveryEventKind.ConnectFailed, error));
            stage = RecoveryEventKind.HandshakeFailed;
            if (!TryDecide(sender, connecting, authority, findings, out var decision, out var handshake, out error)) return Failed(sender, error);
            stage = RecoveryEventKind.CompletionRejected;
            return decision.Outcome == RecoveryOutcome.ZeroGap
                ? await CompleteZeroGapAsync(sender, handshake, authority, decision, pins, execution.Token)
                : Answer(sender, decision, authority);
        }
        catch (OperationCanceledException) when (execution.Token.IsCancellationRequested)
        {
            return Failed(sender, Fail(sender, authority, stage, Stopped(sender, authority)));
        }
        catch (Exception e)
        {
            Fail(sender, authority, stage, Faulted(authority, e));
            throw;
        }
        finally
        {
            Activities.End(authority);
        }
    }

    private bool TryConnect(
        Sender sender, Execution execution, out At<CatchUpSession.Connecting> connecting, out Authority authority, out RecoveryError error)
    {
        connecting = default;
        using var step = Registry.Enter();
        authority = sender.Authority(step);
        if (sender.TryPresentCatchUp(step, execution.Session, out _, out _) && !execution.TryBegin(step, out error)) return false;
        if (!Protocol.TryConnect(step, sender, execution.Session, out connecting, out error)) return false;
        _live.Reconcile();
        return true;
    }

    private bool TryDecide(
        Sender sender,
        At<CatchUpSession.Connecting> connecting,
        Authority authority,
        Findings findings,
        out RecoveryDecision decision,
        out At<CatchUpSession.Handshake> handshake,
        out RecoveryError error)
    {
        using var step = Registry.Enter();
        return Protocol.TryDecide(step, sender, authority.Session, connecting, findings.Facts, findings.Reading, out decision, out handshake, out error);
    }

    private async ValueTask<RecoverAnswer> CompleteZeroGapAsync(
        Sender sender,
        At<CatchUpSession.Handshake> handshake,
        Authority authority,
        RecoveryDecision decision,
        PinScope pins,
        CancellationToken cancellationToken)
    {
        if (!(await OpenLiveAsync(authority, pins, null, decision.Target, cancellationToken)).TryGet(out var stream, out var error))
            return Failed(sender, Fail(sender, authority, RecoveryEventKind.CompletionRejected, error, StateAfter(error)));
        if (TryCompleteZeroGap(sender, handshake, authority, stream, out error)) return Answer(sender, decision, authority);
        await stream.DisposeAsync();
        return Failed(sender, error);
    }

    private bool TryCompleteZeroGap(
        Sender sender, At<CatchUpSession.Handshake> handshake, Authority authority, ILiveStream stream, out RecoveryError error)
    {
        LiveShipping.Shipment shipment;
        using (var step = Registry.Enter())
        {
            if (!TryExpectShipping(step, sender, authority, RecoveryEventKind.CompletionRejected, out error)) return false;
            if (!Protocol.TryComplete(step, sender, authority.Session, handshake, out error)) return false;
            shipment = _live.Attach(step, sender, stream);
        }

        _live.Watch(shipment);
        return true;
    }

    private static RecoverAnswer Failed(Sender sender, RecoveryError error) => new(null, null, sender.View().State, error, null);

    private static RecoverAnswer Answer(Sender sender, in RecoveryDecision decision, Authority authority) => new(
        decision.Outcome,
        decision.Proof,
        sender.View().State,
        default,
        new RecoveryPlan(authority, decision.Outcome, decision.Proof, decision.Start, decision.Target, decision.TruncateTo));

    private sealed record Findings(ReplicaFacts Facts, HistoryReading Reading);
}

/// <summary>What recover answers.</summary>
/// <param name="Outcome">What was decided; <see langword="null"/> when nothing was.</param>
/// <param name="Proof">Why.</param>
/// <param name="State">The replica's state now; <see langword="null"/> when there is no such sender, or no session ID was presented.</param>
/// <param name="Error">Why it failed; none on success.</param>
/// <param name="Plan">What is to be executed.</param>
[MustUse]
public sealed record RecoverAnswer(RecoveryOutcome? Outcome, RecoveryProof? Proof, ReplicaState? State, RecoveryError Error, RecoveryPlan? Plan);
