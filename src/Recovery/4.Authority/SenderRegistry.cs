using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Replication.Recovery;

/// <summary>The senders of one volume, and the order of the intents that shape them.</summary>
/// <remarks>Thread-safe. One <see cref="FenceOwner"/> for the registry and its senders: an intent is one atomic step, with everything read about "before" in it.</remarks>
public sealed class SenderRegistry
{
    private readonly FenceOwner _owner = new();
    private readonly DurableEpoch _durable;
    private Sender[] _senders = [];      // in ordinal order of replica ID
    private CatchUpSession? _spare;      // has ended; the next session takes its place, so that recoveries one after the other take no memory
    private StatusReading[] _readings = [];   // pictures that are being taken
    private DateTimeOffset _now;
    private Epoch _highWater;
    private AssignmentIntent? _accepted;
    private AssignmentAnswer? _answer;

    /// <summary>Makes an empty registry.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="ids">The host's source of session IDs.</param>
    /// <param name="log">The volume's log.</param>
    /// <param name="epochs">The host's journal of epochs, whose high-water the registry starts from; <see langword="null"/> only where no epoch outlives the process.</param>
    public SenderRegistry(VolumeId volume, SessionIdSource ids, RecoveryLog log, IEpochJournal? epochs = null)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(log);
        if (volume.IsEmpty) throw new ArgumentException("A volume has a non-empty ID.", nameof(volume));
        Volume = volume;
        Log = log;
        Ids = ids;
        _durable = new DurableEpoch(epochs, volume);
        _highWater = _durable.HighWater;
    }

    /// <summary>The volume.</summary>
    public VolumeId Volume { get; }

    /// <summary>The volume's log.</summary>
    public RecoveryLog Log { get; }

    internal SessionIdSource Ids { get; }

    /// <summary>Whether the calling thread is in a step.</summary>
    internal bool IsHeld => _owner.IsHeld;

    /// <summary>Whether an intent of the epoch that stands accepts that the primary lost what a replica knows to be committed.</summary>
    public bool AcceptsDataLoss
    {
        get
        {
            using var step = Enter();
            return AcceptsLoss(step, _highWater);
        }
    }

    /// <summary>Enters a step around several operations, which makes them one atomic step.</summary>
    /// <remarks>The clock is somebody else's code: it is asked before the step, once for all events of the step.</remarks>
    public OwnerStep Enter()
    {
        if (_owner.IsHeld) return _owner.Enter();
        var now = Log.Time.GetUtcNow();
        var step = _owner.Enter();
        if (now > _now) _now = now;
        return step;
    }

    /// <summary>The sender of a replica; <see langword="null"/> where there is none.</summary>
    /// <param name="replica">The replica.</param>
    public Sender? Find(ReplicaId replica) => Find(Volatile.Read(ref _senders), replica);

    /// <summary>
    /// One consistent picture: what all senders were at the moment of the call. It is taken a few senders a step, so writers of a large registry do not wait for all of
    /// it (fault F15); within a step of the caller's own it is taken at once.
    /// </summary>
    [CurrentSession]
    public RegistryStatus Status()
    {
        var reading = BeginReading();
        try
        {
            while (!reading.IsWhole)
            {
                using var step = Enter();
                reading.Advance(step);
            }
        }
        finally
        {
            EndReading(reading);
        }

        return reading.Picture();
    }

    /// <summary>Applies an intent as one atomic step, or refuses it whole. Its epoch is durable before anything changes.</summary>
    /// <param name="intent">The intent.</param>
    /// <returns>What it did; refused also with the error of a journal that could not reserve session IDs or make the epoch durable.</returns>
    /// <exception cref="InvalidOperationException">Within a step of the caller's own, a journal would have to be waited for.</exception>
    public AssignmentAnswer Apply(AssignmentIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        if (!OrderedIntent.TryRead(intent, out var ordered, out var malformed)) return new AssignmentAnswer { Error = malformed };
        while (true)
        {
            if (!Ids.Covers(ordered.Targets.Length))
            {
                // An intent that changes nothing needs no ID: a lost answer can be had again also while the journal fails.
                if (Settled(ordered) is { } settled) return settled;

                // Before anything changes: a journal that cannot reserve leaves the intent unapplied as a whole.
                if (Reserve(ordered.Targets.Length) is { IsNone: false } notReserved) return new AssignmentAnswer { Error = notReserved };
            }

            if (TryApply(ordered, out var answer)) return answer;
            if (RaiseDurably(intent.Epoch) is { IsNone: false } notDurable) return new AssignmentAnswer { Error = notDurable };
        }
    }

    /// <summary>Moves one sender to a later epoch and raises the high-water, durably before that takes effect.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="epoch">The epoch.</param>
    /// <returns>
    /// None, or <c>sender_not_found</c>, <c>sender_stopped</c>; or the error of a journal that could not make the epoch durable: the epoch took effect nevertheless, as in
    /// <see cref="InvalidateEpoch"/>.
    /// </returns>
    /// <exception cref="InvalidOperationException">Within a step of the caller's own, a journal would have to be waited for.</exception>
    public RecoveryError UpdateSenderEpoch(ReplicaId replica, Epoch epoch)
    {
        if (_durable.Covers(epoch)) return MoveEpoch(replica, epoch);
        if (WhyNotMoved(replica, epoch) is { IsNone: false } refused) return refused;
        RecoveryError notDurable, gone;
        try
        {
            notDurable = RaiseDurably(epoch);
        }
        finally
        {
            gone = MoveEpoch(replica, epoch);
        }

        return gone.IsNone ? notDurable : gone;
    }

    /// <summary>
    /// Ends every live session of an epoch older than the one given and raises the high-water to it, durably before that takes effect. Senders keep their own epoch.
    /// </summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="ended">How many sessions ended.</param>
    /// <returns>
    /// None; or the error of a journal that could not make the epoch durable. The fence stands in this process nevertheless: to go on working for whoever was deposed is
    /// never safer. It may be gone after a restart, so nobody may rely on it before a call was answered with none; the same call again asks the journal again.
    /// </returns>
    /// <exception cref="InvalidOperationException">Within a step of the caller's own, a journal would have to be waited for.</exception>
    public RecoveryError InvalidateEpoch(Epoch epoch, out int ended)
    {
        try
        {
            return RaiseDurably(epoch);
        }
        finally
        {
            ended = EndOlder(epoch);
        }
    }

    /// <summary>Attaches a session outside of an intent; below the high-water nothing is attached (fault F06).</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="epoch">The epoch the caller means.</param>
    /// <param name="kind">The session's kind.</param>
    /// <param name="budget">What it may cost.</param>
    /// <returns>The session's ID, or what <see cref="Sender.Attach(Epoch, SessionKind, RecoveryBudget)"/> answers, or <c>sender_not_found</c>.</returns>
    /// <exception cref="InvalidOperationException">Within a step of the caller's own, a journal would have to be waited for: reserve session IDs before it.</exception>
    public Result<SessionId> Attach(ReplicaId replica, Epoch epoch, SessionKind kind, RecoveryBudget budget = default)
    {
        while (true)
        {
            if (Find(replica) is null) return NotFound(replica);   // before a journal writes for a sender that is not there
            if (Reserve(1) is { IsNone: false } notReserved) return notReserved;
            using var step = Enter();

            // It is found in the step that attaches: one that is removed meanwhile is no longer that of the replica, and says so of itself only.
            if (Find(_senders, replica) is not { } sender) return NotFound(replica);
            if (sender.TryAttach(step, epoch, kind, budget, out var answer)) return answer;
        }
    }

    /// <summary>Sees to it that session IDs can be taken.</summary>
    /// <exception cref="InvalidOperationException">Within a step of the caller's own, a journal would have to be waited for.</exception>
    internal RecoveryError Reserve(int count)
    {
        if (Ids.Covers(count)) return default;
        if (_owner.IsHeld) throw new InvalidOperationException("Session IDs are reserved outside of every step: a journal waits for a disk.");
        return Ids.Reserve(count);
    }

    /// <summary>The machine of a new session.</summary>
    internal CatchUpSession CatchUp(in OwnerStep step, in SessionContext context)
    {
        if (_spare is not { } spare) return CatchUpSession.Start(step, context, out _);
        _spare = null;
        spare.Restart(step, context, out _);
        return spare;
    }

    /// <summary>A session has ended: whatever was minted of its machine is used up, also when the machine begins again.</summary>
    internal void Spare(in OwnerStep step, CatchUpSession ended) => _spare = ended;

    internal Epoch HighWater(in OwnerStep step) => _highWater;

    /// <summary>Begins to take a picture of this moment.</summary>
    internal StatusReading BeginReading()
    {
        using var step = Enter();
        var reading = new StatusReading(_senders, _highWater);
        reading.Advance(step);
        if (!reading.IsWhole) _readings = [.. _readings, reading];
        return reading;
    }

    internal void EndReading(StatusReading reading)
    {
        using var step = Enter();
        if (_readings.Length > 0) _readings = [.. _readings.Where(other => other != reading)];
    }

    /// <summary>A sender is about to change: pictures that are being taken and have not come to it yet keep it as it is.</summary>
    internal void Changing(in OwnerStep step, Sender sender)
    {
        foreach (var reading in _readings) reading.Keep(step, sender);
    }

    /// <summary>The epoch of the intent that was accepted last.</summary>
    internal Epoch AcceptedEpoch(in OwnerStep step) => _accepted?.Epoch ?? Epoch.None;

    // An epoch that nobody has sent an intent for has consented to nothing.
    internal bool AcceptsLoss(in OwnerStep step, Epoch epoch) => _accepted is { AcceptDataLoss: true } accepted && accepted.Epoch == epoch;

    internal ReadOnlySpan<Sender> All(in OwnerStep step) => _senders;

    /// <summary>Logs an event of the step.</summary>
    internal void Tell(in OwnerStep step, ReplicaId replica, SessionId session, RecoveryEventKind kind, in EventDetail detail = default, EndCause end = EndCause.None) =>
        Log.Append(_now, Volume, replica, session, kind, detail, end);

    private static Sender? Find(Sender[] senders, ReplicaId replica)
    {
        int low = 0, high = senders.Length - 1;
        while (low <= high)
        {
            var middle = (int)((uint)(low + high) / 2);
            var order = replica.CompareTo(senders[middle].Replica);
            if (order == 0) return senders[middle];
            if (order < 0) high = middle - 1;
            else low = middle + 1;
        }

        return null;
    }

    private static RecoveryError NotFound(ReplicaId replica) =>
        new(RecoveryCode.SenderNotFound, $"replica {replica}", "it has no sender", "a replica named by the accepted intent");

    // Not when an ID or a durable epoch is missing: neither is waited for within a step.
    private bool TryApply(in OrderedIntent ordered, [NotNullWhen(true)] out AssignmentAnswer? answer)
    {
        var intent = ordered.Intent;
        using var step = Enter();
        answer = Order(step, ordered);
        if (answer is not null) return true;
        if (!_durable.Covers(intent.Epoch) || !Ids.TryTake(ordered.Targets.Length, out var first)) return false;
        _highWater = intent.Epoch;
        answer = new AssignmentAnswer();
        Place(step, ordered.Replicas, intent.Epoch, answer);
        Target(step, ordered.Targets, intent.Epoch, first, answer);
        _accepted = intent;
        _answer = answer;
        return true;
    }

    private AssignmentAnswer? Settled(in OrderedIntent ordered)
    {
        using var step = Enter();
        return Order(step, ordered);
    }

    private RecoveryError RaiseDurably(Epoch epoch)
    {
        if (_durable.Covers(epoch)) return default;
        if (_owner.IsHeld) throw new InvalidOperationException("An epoch is made durable outside of every step: a journal waits for a disk.");
        return _durable.Raise(epoch);
    }

    private bool TryFindRunning(in OwnerStep step, ReplicaId replica, Epoch epoch, [NotNullWhen(true)] out Sender? sender, out RecoveryError error)
    {
        sender = Find(_senders, replica);
        error = sender is null ? NotFound(replica)
            : sender.IsStopped(step) ? new(RecoveryCode.SenderStopped, $"epoch {epoch}", $"the sender of {replica} is stopped", "an intent without the replica, then one with it")
            : default;
        return error.IsNone;
    }

    // Asked before a journal writes for a sender that is not there.
    private RecoveryError WhyNotMoved(ReplicaId replica, Epoch epoch)
    {
        using var step = Enter();
        return TryFindRunning(step, replica, epoch, out _, out var error) ? default : error;
    }

    private RecoveryError MoveEpoch(ReplicaId replica, Epoch epoch)
    {
        using var step = Enter();
        if (!TryFindRunning(step, replica, epoch, out var sender, out var error)) return error;
        _highWater = Epoch.Max(_highWater, epoch);
        sender.Tell(step, sender.UpdateEpoch(step, epoch), EventDetail.EpochAdvancedTo(epoch), EndCause.EpochAdvanced);
        return default;
    }

    private int EndOlder(Epoch epoch)
    {
        using var step = Enter();
        _highWater = Epoch.Max(_highWater, epoch);
        var ended = 0;
        foreach (var sender in _senders)
        {
            var change = sender.BumpEpoch(step, epoch);
            if (change.Ended != SessionId.None) ended++;
            sender.Tell(step, change, EventDetail.EpochBumpTo(epoch), EndCause.EpochBump);
        }

        return ended;
    }

    // Settles intents that change nothing: stale ones, redelivered ones, conflicting ones.
    private AssignmentAnswer? Order(in OwnerStep step, in OrderedIntent ordered)
    {
        var (intent, last) = (ordered.Intent, _accepted);
        if (intent.Epoch < _highWater || (last is not null && intent.Epoch == last.Epoch && intent.Revision < last.Revision))
        {
            var stands = $"epoch {_highWater}" + (last is not null && last.Epoch == _highWater ? $", revision {last.Revision}" : "");
            var stale = new RecoveryError(RecoveryCode.StaleIntent, Presented(intent), stands, "a later intent");
            var failed = ImmutableArray.CreateBuilder<FailedTarget>(ordered.Targets.Length);
            foreach (var target in ordered.Targets)
            {
                failed.Add(new FailedTarget(target.Replica, stale));
                Tell(step, target.Replica, SessionId.None, RecoveryEventKind.SessionFailed);
            }

            return new AssignmentAnswer { Error = stale, Failed = failed.MoveToImmutable() };
        }

        if (last is null || intent.Epoch != last.Epoch || intent.Revision != last.Revision) return null;
        if (!intent.SameContent(last))
        {
            return new AssignmentAnswer
            {
                Error = new RecoveryError(RecoveryCode.RevisionConflict, Presented(intent), "another content under the same revision was accepted", "a higher revision"),
            };
        }

        return _answer! with { Redelivered = true, Created = StillLive(step, _answer.Created), Superseded = StillLive(step, _answer.Superseded) };
    }

    private static string Presented(AssignmentIntent intent) => $"intent of epoch {intent.Epoch}, revision {intent.Revision}";

    private ImmutableArray<AssignedSession> StillLive(in OwnerStep step, ImmutableArray<AssignedSession> sessions)
    {
        var live = ImmutableArray.CreateBuilder<AssignedSession>();
        foreach (var session in sessions)
        {
            if (Find(_senders, session.Replica)?.LiveSession(step) == session.Session) live.Add(session);
        }

        return live.ToImmutable();
    }

    // Both are in order, so one pass finds who is new, who stays and who is not named. Who finds a sender takes no step: those who are gone and those who came change for
    // him at one moment, too.
    private void Place(in OwnerStep step, ImmutableArray<AssignedReplica> replicas, Epoch epoch, AssignmentAnswer answer)
    {
        ImmutableArray<ReplicaId>.Builder? added = null, ignored = null;
        List<Sender>? gone = null;
        var former = _senders;
        var senders = new Placed(former, replicas.Length);
        var next = 0;
        for (var i = 0; i < replicas.Length; i++)
        {
            var (replica, endpoint) = replicas[i];
            while (next < former.Length && former[next].Replica < replica) (gone ??= []).Add(former[next++]);
            if (next == former.Length || former[next].Replica != replica)
            {
                senders.Set(i, new Sender(step, this, replica, endpoint, epoch));
                Tell(step, replica, SessionId.None, RecoveryEventKind.SenderAdded);
                (added ??= ImmutableArray.CreateBuilder<ReplicaId>()).Add(replica);
                continue;
            }

            var sender = former[next++];
            senders.Set(i, sender);
            if (endpoint.Version < sender.Endpoint(step).Version) (ignored ??= ImmutableArray.CreateBuilder<ReplicaId>()).Add(replica);
            sender.Tell(step, sender.UpdateEndpoint(step, endpoint), EventDetail.Ended(new EndReason(EndCause.EndpointChanged)), EndCause.EndpointChanged);
            sender.Tell(step, sender.UpdateEpoch(step, epoch), EventDetail.EpochAdvancedTo(epoch), EndCause.EpochAdvanced);
        }

        for (; next < former.Length; next++) (gone ??= []).Add(former[next]);
        if (gone is not null) answer.Removed = [.. gone.Select(sender => sender.Replica)];
        foreach (var sender in gone ?? []) Remove(step, sender);
        Volatile.Write(ref _senders, senders.Array);
        if (added is not null) answer.Added = added.ToImmutable();
        if (ignored is not null) answer.IgnoredEndpoints = ignored.ToImmutable();
    }

    private void Remove(in OwnerStep step, Sender sender)
    {
        var ended = sender.Stop(step);
        if (ended != SessionId.None) Tell(step, sender.Replica, ended, RecoveryEventKind.SessionInvalidated, EventDetail.Of("sender_removed"), EndCause.SenderStopped);
        Tell(step, sender.Replica, SessionId.None, RecoveryEventKind.SenderRemoved);
    }

    private void Target(in OwnerStep step, ImmutableArray<RecoveryTarget> targets, Epoch epoch, SessionId first, AssignmentAnswer answer)
    {
        if (targets.IsEmpty) return;
        List<AssignedSession>? superseded = null;
        AssignedSession[]? created = null;
        var count = 0;
        ImmutableArray<FailedTarget>.Builder? failed = null;
        for (var i = 0; i < targets.Length; i++)
        {
            var target = targets[i];
            var sender = Find(_senders, target.Replica);
            if (Refusal(step, epoch, target, sender) is { IsNone: false } error)
            {
                (failed ??= ImmutableArray.CreateBuilder<FailedTarget>(targets.Length)).Add(new FailedTarget(target.Replica, error));
                Tell(step, target.Replica, SessionId.None, RecoveryEventKind.SessionFailed);
                continue;
            }

            var session = new SessionId(first.Value + (ulong)i);
            var replaced = sender!.EndSession(step, new EndReason(EndCause.AssignmentIntent));
            sender.Begin(step, session, target.Kind, target.Budget);
            sender.TellBegun(step, session, replaced, EndCause.AssignmentIntent);
            if (replaced == SessionId.None) (created ??= new AssignedSession[targets.Length])[count++] = new AssignedSession(target.Replica, session);
            else (superseded ??= []).Add(new AssignedSession(target.Replica, session));
        }

        if (created is not null) answer.Created = ImmutableCollectionsMarshal.AsImmutableArray(count == created.Length ? created : created[..count]);
        if (superseded is not null) answer.Superseded = [.. superseded];
        if (failed is not null) answer.Failed = failed.DrainToImmutable();
    }

    // Why a target gets no session; none where it gets one, in the place of the one that is live if there is one.
    private static RecoveryError Refusal(in OwnerStep step, Epoch epoch, RecoveryTarget target, Sender? sender) =>
        sender is null ? NotFound(target.Replica)
        : sender.Epoch(step) > epoch
            ? new(RecoveryCode.EpochMismatch, $"epoch {epoch}", $"the sender of {target.Replica} is at epoch {sender.Epoch(step)}", "an intent of that epoch or later")
        : sender.Supersedable(step, target.Kind);

    // The senders of an intent. Who reads an array, for a status or to find a sender, reads it as it was: a changed one is a new one, and one that is not is the former.
    private struct Placed(Sender[] former, int count)
    {
        public Sender[] Array { get; private set; } = count == former.Length ? former : new Sender[count];

        public void Set(int place, Sender sender)
        {
            if (ReferenceEquals(Array, former))
            {
                if (ReferenceEquals(former[place], sender)) return;
                Array = [.. former];
            }

            Array[place] = sender;
        }
    }
}
