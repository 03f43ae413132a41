using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Replication.Recovery;

/// <summary>The senders of one volume, and the order of the intents that shape them.</summary>
/// <remarks>Thread-safe. One <see cref="FenceOwner"/> for the registry and its senders: an intent is one atomic step, with everything read about "before" in it.</remarks>
public sealed class SenderRegistry
{
    private readonly FenceOwner _owner = new();
    private Sender[] _senders = [];      // in ordinal order of replica ID
    private CatchUpSession? _spare;      // has ended; the next session takes its place, so that recoveries one after the other take no memory
    private DateTimeOffset _now;
    private Epoch _highWater;
    private AssignmentIntent? _accepted;
    private AssignmentAnswer? _answer;

    /// <summary>Makes an empty registry.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="ids">The host's source of session IDs.</param>
    /// <param name="log">The volume's log.</param>
    public SenderRegistry(VolumeId volume, SessionIdSource ids, RecoveryLog log)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(log);
        if (volume.IsEmpty) throw new ArgumentException("A volume has a non-empty ID.", nameof(volume));
        Volume = volume;
        Log = log;
        Ids = ids;
    }

    /// <summary>The volume.</summary>
    public VolumeId Volume { get; }

    /// <summary>The volume's log.</summary>
    public RecoveryLog Log { get; }

    internal SessionIdSource Ids { get; }

    /// <summary>Whether the accepted intent accepts that the primary lost what a replica knows to be committed.</summary>
    public bool AcceptsDataLoss
    {
        get
        {
            using var step = Enter();
            return AcceptsLoss(step);
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

    /// <summary>One consistent picture.</summary>
    [CurrentSession]
    public RegistryStatus Status()
    {
        using var step = Enter();
        var views = ImmutableArray.CreateBuilder<SenderView>(_senders.Length);
        foreach (var sender in _senders) views.Add(sender.View(step));
        return new RegistryStatus(_highWater, views.MoveToImmutable());
    }

    /// <summary>Applies an intent as one atomic step, or refuses it whole.</summary>
    /// <param name="intent">The intent.</param>
    public AssignmentAnswer Apply(AssignmentIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        if (!OrderedIntent.TryRead(intent, out var ordered, out var malformed)) return new AssignmentAnswer { Error = malformed };
        while (true)
        {
            // Before anything changes: a journal that cannot reserve leaves the intent unapplied as a whole.
            Ids.Reserve(ordered.Targets.Length);
            using var step = Enter();
            if (Order(step, ordered) is { } settled) return settled;
            if (!Ids.TryTake(ordered.Targets.Length, out var first)) continue;
            _highWater = intent.Epoch;
            var answer = new AssignmentAnswer { Removed = RemoveUnnamed(step, ordered.Replicas) };
            Place(step, ordered.Replicas, intent.Epoch, answer);
            Target(step, ordered.Targets, intent.Epoch, first, answer);
            _accepted = intent;
            return _answer = answer;
        }
    }

    /// <summary>Moves one sender to a later epoch and raises the high-water.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="epoch">The epoch.</param>
    /// <returns>None, or <c>sender_not_found</c>, <c>sender_stopped</c>.</returns>
    public RecoveryError UpdateSenderEpoch(ReplicaId replica, Epoch epoch)
    {
        using var step = Enter();
        if (Find(_senders, replica) is not { } sender) return NotFound(replica);
        if (sender.IsStopped(step)) return new(RecoveryCode.SenderStopped, $"epoch {epoch}", $"the sender of {replica} is stopped", "an intent without the replica, then one with it");
        _highWater = Epoch.Max(_highWater, epoch);
        Tell(step, sender, sender.UpdateEpoch(step, epoch), EventDetail.EpochAdvancedTo(epoch), EndCause.EpochAdvanced);
        return default;
    }

    /// <summary>Ends every live session of an epoch older than the one given and raises the high-water to it. Senders keep their own epoch.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <returns>How many sessions ended.</returns>
    public int InvalidateEpoch(Epoch epoch)
    {
        using var step = Enter();
        _highWater = Epoch.Max(_highWater, epoch);
        var ended = 0;
        foreach (var sender in _senders)
        {
            var change = sender.BumpEpoch(step, epoch);
            if (change.Ended != SessionId.None) ended++;
            Tell(step, sender, change, EventDetail.EpochBumpTo(epoch), EndCause.EpochBump);
        }

        return ended;
    }

    /// <summary>Attaches a session outside of an intent; below the high-water nothing is attached (fault F06).</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="epoch">The epoch the caller means.</param>
    /// <param name="kind">The session's kind.</param>
    /// <param name="budget">What it may cost.</param>
    /// <returns>The session's ID, or what <see cref="Sender.Attach(Epoch, SessionKind, RecoveryBudget)"/> answers, or <c>sender_not_found</c>.</returns>
    public Result<SessionId> Attach(ReplicaId replica, Epoch epoch, SessionKind kind, RecoveryBudget budget = default) =>
        Find(replica) is { } sender ? sender.Attach(epoch, kind, budget) : NotFound(replica);

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

    /// <summary>The epoch of the intent that was accepted last.</summary>
    internal Epoch AcceptedEpoch(in OwnerStep step) => _accepted?.Epoch ?? Epoch.None;

    internal bool AcceptsLoss(in OwnerStep step) => _accepted is { AcceptDataLoss: true };

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
        new(RecoveryCode.SenderNotFound, $"replica {replica}", null, "a replica named by the accepted intent");

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

    // Both are in order, so one pass finds who is not named.
    private ImmutableArray<ReplicaId> RemoveUnnamed(in OwnerStep step, ImmutableArray<AssignedReplica> replicas)
    {
        ImmutableArray<ReplicaId>.Builder? removed = null;
        var next = 0;
        foreach (var sender in _senders)
        {
            while (next < replicas.Length && replicas[next].Replica < sender.Replica) next++;
            if (next < replicas.Length && replicas[next].Replica == sender.Replica) continue;
            var ended = sender.Stop(step);
            if (ended != SessionId.None) Tell(step, sender.Replica, ended, RecoveryEventKind.SessionInvalidated, EventDetail.Of("sender_removed"), EndCause.SenderStopped);
            Tell(step, sender.Replica, SessionId.None, RecoveryEventKind.SenderRemoved);
            (removed ??= ImmutableArray.CreateBuilder<ReplicaId>()).Add(sender.Replica);
        }

        if (removed is null) return [];
        var gone = removed.ToImmutable();
        Volatile.Write(ref _senders, [.. _senders.Where(sender => gone.BinarySearch(sender.Replica) < 0)]);
        return gone;
    }

    private void Place(in OwnerStep step, ImmutableArray<AssignedReplica> replicas, Epoch epoch, AssignmentAnswer answer)
    {
        ImmutableArray<ReplicaId>.Builder? added = null, ignored = null;
        var senders = _senders;
        if (replicas.Length != senders.Length) senders = new Sender[replicas.Length];   // all that are left are named
        var next = 0;
        for (var i = 0; i < replicas.Length; i++)
        {
            var (replica, endpoint) = replicas[i];
            if (next == _senders.Length || _senders[next].Replica != replica)
            {
                senders[i] = new Sender(step, this, replica, endpoint, epoch);
                Tell(step, replica, SessionId.None, RecoveryEventKind.SenderAdded);
                (added ??= ImmutableArray.CreateBuilder<ReplicaId>()).Add(replica);
                continue;
            }

            var sender = senders[i] = _senders[next++];
            if (endpoint.Version < sender.Endpoint(step).Version) (ignored ??= ImmutableArray.CreateBuilder<ReplicaId>()).Add(replica);
            Tell(step, sender, sender.UpdateEndpoint(step, endpoint), EventDetail.Ended(new EndReason(EndCause.EndpointChanged)), EndCause.EndpointChanged);
            Tell(step, sender, sender.UpdateEpoch(step, epoch), EventDetail.EpochAdvancedTo(epoch), EndCause.EpochAdvanced);
        }

        Volatile.Write(ref _senders, senders);
        if (added is not null) answer.Added = added.ToImmutable();
        if (ignored is not null) answer.IgnoredEndpoints = ignored.ToImmutable();
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
            if (replaced == SessionId.None)
            {
                (created ??= new AssignedSession[targets.Length])[count++] = new AssignedSession(target.Replica, session);
                Tell(step, target.Replica, session, RecoveryEventKind.SessionCreated);
            }
            else
            {
                (superseded ??= []).Add(new AssignedSession(target.Replica, session));
                Tell(step, target.Replica, replaced, RecoveryEventKind.SessionInvalidated, EventDetail.Of("superseded"), EndCause.AssignmentIntent);
                Tell(step, target.Replica, session, RecoveryEventKind.SessionSuperseded);
            }
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
        : sender.LiveSession(step) == SessionId.None ? sender.Attachable(step, epoch, target.Kind)
        : sender.Supersedable(step, target.Kind);

    // One event for each session that ended, under its own ID and before what replaces it (fault F07); one for each demotion.
    private void Tell(in OwnerStep step, Sender sender, in SenderChange change, in EventDetail cause, EndCause end)
    {
        if (change.Ended != SessionId.None) Tell(step, sender.Replica, change.Ended, RecoveryEventKind.SessionInvalidated, cause, end);
        if (change.Demoted) Tell(step, sender.Replica, SessionId.None, RecoveryEventKind.Demoted, cause);
    }
}
