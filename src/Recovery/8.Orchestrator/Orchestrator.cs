namespace Replication.Recovery;

/// <summary>
/// The entry path: takes assignments, recovers replicas through a storage port, and logs every transition with its cause. Every operation on a replica presents a
/// session ID, and none completes without a port that did the work.
/// </summary>
/// <remarks>
/// Thread-safe. Decisions are steps of the registry's fence; I/O happens outside of them, and what comes back is recorded only if the session that asked for it still
/// stands. Nobody else's code runs inside a step or a lock of the engine, so a recovery cannot be executed within a step of the caller's own: the storage engine would be in it.
/// </remarks>
public sealed partial class Orchestrator : IAsyncDisposable
{
    private readonly IStoragePort _port;
    private readonly TimeProvider _time;
    private readonly ExecutionOptions _options;
    private readonly LiveShipping _live;
    private readonly Executions _executions;

    /// <summary>Makes an orchestrator for one volume.</summary>
    /// <param name="registry">The volume's senders.</param>
    /// <param name="port">The storage engine.</param>
    /// <param name="time">The one source of ticks.</param>
    /// <param name="options">How recoveries are executed.</param>
    public Orchestrator(SenderRegistry registry, IStoragePort port, TimeProvider time, ExecutionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(port);
        ArgumentNullException.ThrowIfNull(time);
        Registry = registry;
        _port = port;
        _time = time;
        _options = options ?? new ExecutionOptions();
        _live = new LiveShipping(registry);
        _executions = new Executions(registry);
        Activities = new ActivityBoard(time);
    }

    /// <summary>The volume's senders.</summary>
    public SenderRegistry Registry { get; }

    /// <summary>The volume's log.</summary>
    public RecoveryLog Log => Registry.Log;

    /// <summary>What every recovery does or waits for right now.</summary>
    public ActivityBoard Activities { get; }

    /// <summary>The tick of now.</summary>
    public Tick Now => new((ulong)(_time.GetTimestamp() / (_time.TimestampFrequency / 1000.0)));

    /// <summary>The highest LSN each replica in sync acknowledged.</summary>
    public IReadOnlyDictionary<ReplicaId, Lsn> Acknowledged => _live.Acknowledged();

    /// <summary>Applies an intent. The answer carries the ID of every session it made.</summary>
    /// <param name="intent">The intent.</param>
    public AssignmentAnswer ProcessAssignment(AssignmentIntent intent)
    {
        var answer = Registry.Apply(intent);
        Reconcile();
        return answer;
    }

    /// <summary>Moves one sender to a later epoch.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="epoch">The epoch.</param>
    /// <returns>What <see cref="SenderRegistry.UpdateSenderEpoch"/> answers; none also for an epoch that is not later, which changes nothing.</returns>
    public RecoveryError UpdateSenderEpoch(ReplicaId replica, Epoch epoch)
    {
        try
        {
            return Registry.UpdateSenderEpoch(replica, epoch);
        }
        finally
        {
            // Also where a journal threw: the epoch took effect, so what worked for an older one stops.
            Reconcile();
        }
    }

    /// <summary>Ends every live session of an older epoch.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="ended">How many sessions ended.</param>
    /// <returns>What <see cref="SenderRegistry.InvalidateEpoch"/> answers.</returns>
    public RecoveryError InvalidateEpoch(Epoch epoch, out int ended)
    {
        try
        {
            return Registry.InvalidateEpoch(epoch, out ended);
        }
        finally
        {
            Reconcile();
        }
    }

    /// <summary>
    /// Called by the shell's timer, several times a deadline: ends sessions that made no progress within it, so that nothing hangs because nobody called. The first call
    /// that sees a session in a phase begins to measure it.
    /// </summary>
    /// <param name="now">The tick.</param>
    public void Expire(Tick now)
    {
        using (var step = Registry.Enter())
        {
            foreach (var sender in Registry.All(step))
            {
                Protocol.Expire(step, sender, now, _options.PhaseDeadline);
            }
        }

        Reconcile();
    }

    /// <summary>The whole work of one session, as a worker does it: ask the replica, decide, execute.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="session">The session the worker was given.</param>
    /// <param name="cancellationToken">Ends the session and stops.</param>
    /// <returns>
    /// None when the replica is in sync. <c>session_already_active</c> while an execution of the session runs, and nothing changes. <c>gap_exceeds_retention</c> when the
    /// handshake decided that it needs a rebuild: what comes next is the control plane's to say.
    /// </returns>
    public async ValueTask<RecoveryError> RunAsync(ReplicaId replica, [RequiresSessionId] SessionId session, CancellationToken cancellationToken = default)
    {
        if (Registry.Find(replica)?.View().Session is { Kind: SessionKind.Rebuild } live && live.Session == session)
            return await RunRebuildAsync(replica, session, cancellationToken);

        var answer = await RecoverAsync(replica, session, cancellationToken);
        return answer switch
        {
            { Error.IsNone: false } => answer.Error,
            { Plan: { Outcome: RecoveryOutcome.CatchUp } plan } =>
                await CompleteCatchUpAsync(replica, session, plan.Target, CatchUpTicks.FromClock, plan.TruncateTo, cancellationToken),
            { Outcome: RecoveryOutcome.NeedsRebuild } => new RecoveryError(
                RecoveryCode.GapExceedsRetention, $"session {session}", answer.Proof?.Reason, "an intent with a rebuild"),
            _ => default,
        };
    }

    /// <summary>
    /// Closes the live streams and waits until their I/O has stopped. A replica whose stream is closed is in sync no longer (<c>transport_lost</c>), also where another
    /// orchestrator goes on with the registry: nobody ships to it (fault P6). Recoveries under way are cancelled by their own tokens; one that reaches its end after this ends
    /// with <c>transport_lost</c>.
    /// </summary>
    public ValueTask DisposeAsync() => _live.DisposeAsync();

    private bool TryFind(ReplicaId replica, SessionId session, out Sender sender, out RecoveryError error)
    {
        if (Registry.IsHeld) throw new InvalidOperationException("A recovery is executed outside of every step: it waits for a storage engine.");
        sender = Registry.Find(replica)!;
        error = sender is null ? new RecoveryError(RecoveryCode.SenderNotFound, $"replica {replica}", null, "a replica named by the accepted intent")
            : session == SessionId.None ? new RecoveryError(RecoveryCode.NoSession, "no session", null, "the ID that the assignment answered")
            : default;
        return error.IsNone;
    }

    // A step failed after the session had begun to work: it ends. What this answers is what it was given, so that a caller can return it in one breath.
    [return: Borrows]
    private RecoveryError Fail(Sender sender, Authority authority, RecoveryEventKind kind, in RecoveryError error, ReplicaState state = ReplicaState.Disconnected)
    {
        using var step = Registry.Enter();
        Protocol.Fail(step, sender, authority.Session, kind, error, state);
        return error;
    }

    // An executor believes nothing outside of what it pinned and asked for (fault F19).
    private static RecoveryError Unbelievable(Lsn reported, string stands) =>
        new(RecoveryCode.VerificationFailed, $"LSN {reported} reported as achieved", stands, "an LSN within what was asked");

    // A lost connection is never a reason to rebuild (fault L6); what is no longer retained is.
    private static ReplicaState StateAfter(in RecoveryError error) =>
        error.Code == RecoveryCode.GapExceedsRetention ? ReplicaState.NeedsRebuild : ReplicaState.Disconnected;

    // What worked for sessions that no longer stand stops now, and does not wait for its next step to be refused.
    private void Reconcile()
    {
        _live.Reconcile();
        _executions.StopOvertaken();
    }

    // Told to stop: because the session no longer stands, or because the caller cancelled.
    private RecoveryError Stopped(Sender sender, Authority authority)
    {
        using var step = Registry.Enter();
        return sender.AuthorityError(step, authority.Session) is { IsNone: false } overtaken
            ? overtaken
            : new RecoveryError(RecoveryCode.Cancelled, $"session {authority.Session}", "the caller cancelled", "a new session");
    }

    private static RecoveryError Faulted(Authority authority, Exception exception) =>
        new(RecoveryCode.StorageFailed, $"session {authority.Session}", exception.Message, "a new session");

    // in_sync = durable to the target and live shipping attached without a hole: the stream is open before the session completes.
    private async ValueTask<Result<ILiveStream>> OpenLiveAsync(
        Authority authority, PinScope pins, Pin? pin, Lsn from, CancellationToken cancellationToken)
    {
        Activities.Begin(authority, "waiting for the live stream");
        if (pin is null)
        {
            if (!(await pins.PinAsync(PinKind.Wal, from, _options.WalPin, cancellationToken)).TryGet(out pin, out var refused)) return refused;
            if (await StillRetainedAsync(from, cancellationToken) is { IsNone: false } gone) return gone;
        }

        var result = await _port.OpenLiveStreamAsync(authority, pin, from, cancellationToken);
        if (result.TryGet(out _, out _)) pins.HandOver(pin);
        return result;
    }

    // A stream that was opened while the orchestrator was disposed is closed, and in_sync without a stream is none (fault P6).
    private bool TryExpectShipping(in OwnerStep step, Sender sender, Authority authority, RecoveryEventKind kind, out RecoveryError error)
    {
        // Whoever was overtaken hears that from the completion.
        error = _live.IsDisposed(step) && sender.AuthorityError(step, authority.Session).IsNone
            ? new(RecoveryCode.TransportLost, $"session {authority.Session}", "the orchestrator is disposed", "a new session, of an orchestrator that is not")
            : default;
        return error.IsNone || Protocol.Fail(step, sender, authority.Session, kind, error);
    }

    // A pin that came too late is not a pin (fault L3): history is read again after it was taken.
    private async ValueTask<RecoveryError> StillRetainedAsync(Lsn from, CancellationToken cancellationToken)
    {
        if (!(await _port.ReadHistoryAsync(cancellationToken)).TryGet(out var reading, out var error)) return error;
        return from < reading.History.Tail
            ? new RecoveryError(RecoveryCode.GapExceedsRetention, $"entries above LSN {from}", $"tail {reading.History.Tail}", "a rebuild")
            : default;
    }
}
