using System.Collections.Immutable;

namespace Replication.Recovery;

/// <summary>The senders of one volume, and the order of the intents that shape them.</summary>
/// <remarks>Thread-safe. One <see cref="FenceOwner"/> for the registry and its senders: an intent is one atomic step, with everything read about "before" in it.</remarks>
public sealed class SenderRegistry
{
    private readonly FenceOwner _owner = new();
    private readonly SortedDictionary<ReplicaId, Sender> _senders = [];
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
            return _accepted is { AcceptDataLoss: true };
        }
    }

    /// <summary>Enters a step around several operations, which makes them one atomic step.</summary>
    public OwnerStep Enter() => _owner.Enter();

    /// <summary>The sender of a replica; <see langword="null"/> where there is none.</summary>
    /// <param name="replica">The replica.</param>
    public Sender? Find(ReplicaId replica)
    {
        using var step = Enter();
        return _senders.GetValueOrDefault(replica);
    }

    /// <summary>One consistent picture.</summary>
    [CurrentSession]
    public RegistryStatus Status()
    {
        using var step = Enter();
        return new RegistryStatus(_highWater, [.. _senders.Values.Select(s => s.View())]);
    }

    /// <summary>Applies an intent as one atomic step, or refuses it whole.</summary>
    /// <param name="intent">The intent.</param>
    public AssignmentAnswer Apply(AssignmentIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        if (intent.Check() is { IsNone: false } malformed) return new AssignmentAnswer { Error = malformed };
        using var step = Enter();
        if (Order(step, intent) is { } settled) return settled;

        // Before anything changes: a journal that cannot reserve leaves the intent unapplied as a whole.
        var ids = intent.Targets.IsEmpty ? SessionId.None : Ids.Take(intent.Targets.Length);
        _highWater = intent.Epoch;
        var removed = RemoveUnnamed(step, intent);
        var (added, ignored) = Place(step, intent);
        var (created, superseded, failed) = Target(step, intent, ids);
        _accepted = intent;
        return _answer = new AssignmentAnswer
        {
            Added = added,
            Removed = removed,
            Created = created,
            Superseded = superseded,
            Failed = failed,
            IgnoredEndpoints = ignored,
        };
    }

    /// <summary>Moves one sender to a later epoch and raises the high-water.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="epoch">The epoch.</param>
    /// <returns>None, or <c>sender_not_found</c>, <c>sender_stopped</c>.</returns>
    public RecoveryError UpdateSenderEpoch(ReplicaId replica, Epoch epoch)
    {
        using var step = Enter();
        if (!_senders.TryGetValue(replica, out var sender)) return NotFound(replica);
        if (sender.IsStopped(step)) return new(RecoveryCode.SenderStopped, $"epoch {epoch}", $"the sender of {replica} is stopped", "an intent without the replica, then one with it");
        _highWater = Epoch.Max(_highWater, epoch);
        Tell(replica, sender.UpdateEpoch(epoch), EventDetail.EpochAdvancedTo(epoch));
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
        foreach (var (replica, sender) in _senders)
        {
            var change = sender.BumpEpoch(step, epoch);
            if (change.Ended != SessionId.None) ended++;
            Tell(replica, change, EventDetail.EpochBumpTo(epoch));
        }

        return ended;
    }

    /// <summary>Attaches a session outside of an intent; below the high-water nothing is attached (fault F06).</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="epoch">The epoch the caller means.</param>
    /// <param name="kind">The session's kind.</param>
    /// <param name="budget">What it may cost.</param>
    /// <returns>The session's ID, or what <see cref="Sender.Attach(Epoch, SessionKind, RecoveryBudget)"/> answers, or <c>sender_not_found</c>.</returns>
    public Result<SessionId> Attach(ReplicaId replica, Epoch epoch, SessionKind kind, RecoveryBudget budget = default)
    {
        using var step = Enter();
        return _senders.TryGetValue(replica, out var sender) ? sender.Attach(epoch, kind, budget) : NotFound(replica);
    }

    internal Epoch HighWater(in OwnerStep step)
    {
        step.Demand(_owner);
        return _highWater;
    }

    internal IEnumerable<Sender> All(in OwnerStep step)
    {
        step.Demand(_owner);
        return _senders.Values;
    }

    private static RecoveryError NotFound(ReplicaId replica) =>
        new(RecoveryCode.SenderNotFound, $"replica {replica}", null, "a replica named by the accepted intent");

    // Settles intents that change nothing: stale ones, redelivered ones, conflicting ones.
    private AssignmentAnswer? Order(in OwnerStep step, AssignmentIntent intent)
    {
        var presented = $"intent of epoch {intent.Epoch}, revision {intent.Revision}";
        var last = _accepted;
        if (intent.Epoch < _highWater || (last is not null && intent.Epoch == last.Epoch && intent.Revision < last.Revision))
        {
            var stands = $"epoch {_highWater}" + (last is not null && last.Epoch == _highWater ? $", revision {last.Revision}" : "");
            var stale = new RecoveryError(RecoveryCode.StaleIntent, presented, stands, "a later intent");
            var failed = intent.Targets.OrderBy(t => t.Replica).Select(t => new FailedTarget(t.Replica, stale)).ToImmutableArray();
            foreach (var target in failed) Log.Append(target.Replica, SessionId.None, RecoveryEventKind.SessionFailed);
            return new AssignmentAnswer { Error = stale, Failed = failed };
        }

        if (last is null || intent.Epoch != last.Epoch || intent.Revision != last.Revision) return null;
        if (!intent.SameContent(last))
        {
            return new AssignmentAnswer
            {
                Error = new RecoveryError(RecoveryCode.RevisionConflict, presented, "another content under the same revision was accepted", "a higher revision"),
            };
        }

        return _answer! with { Redelivered = true, Created = StillLive(step, _answer.Created), Superseded = StillLive(step, _answer.Superseded) };
    }

    private ImmutableArray<AssignedSession> StillLive(in OwnerStep step, ImmutableArray<AssignedSession> sessions)
    {
        var live = ImmutableArray.CreateBuilder<AssignedSession>();
        foreach (var session in sessions)
        {
            if (_senders.TryGetValue(session.Replica, out var sender) && sender.LiveSession(step) == session.Session) live.Add(session);
        }

        return live.ToImmutable();
    }

    private ImmutableArray<ReplicaId> RemoveUnnamed(in OwnerStep step, AssignmentIntent intent)
    {
        step.Demand(_owner);
        var named = intent.Replicas.Select(r => r.Replica).ToHashSet();
        var removed = _senders.Keys.Where(r => !named.Contains(r)).ToImmutableArray();
        foreach (var replica in removed)
        {
            var ended = _senders[replica].Stop();
            if (ended != SessionId.None) Log.Append(replica, ended, RecoveryEventKind.SessionInvalidated, EventDetail.Of("sender_removed"));
            Log.Append(replica, SessionId.None, RecoveryEventKind.SenderRemoved);
            _senders.Remove(replica);
        }

        return removed;
    }

    private (ImmutableArray<ReplicaId> Added, ImmutableArray<ReplicaId> Ignored) Place(in OwnerStep step, AssignmentIntent intent)
    {
        var added = ImmutableArray.CreateBuilder<ReplicaId>();
        var ignored = ImmutableArray.CreateBuilder<ReplicaId>();
        foreach (var (replica, endpoint) in intent.Replicas.OrderBy(r => r.Replica))
        {
            if (!_senders.TryGetValue(replica, out var sender))
            {
                _senders.Add(replica, new Sender(step, this, replica, endpoint, intent.Epoch));
                Log.Append(replica, SessionId.None, RecoveryEventKind.SenderAdded);
                added.Add(replica);
                continue;
            }

            if (endpoint.Version < sender.Endpoint(step).Version) ignored.Add(replica);
            Tell(replica, sender.UpdateEndpoint(endpoint), EventDetail.Ended(new EndReason(EndCause.EndpointChanged)));
            Tell(replica, sender.UpdateEpoch(intent.Epoch), EventDetail.EpochAdvancedTo(intent.Epoch));
        }

        return (added.ToImmutable(), ignored.ToImmutable());
    }

    private (ImmutableArray<AssignedSession> Created, ImmutableArray<AssignedSession> Superseded, ImmutableArray<FailedTarget> Failed) Target(
        in OwnerStep step, AssignmentIntent intent, SessionId reserved)
    {
        var created = ImmutableArray.CreateBuilder<AssignedSession>();
        var superseded = ImmutableArray.CreateBuilder<AssignedSession>();
        var failed = ImmutableArray.CreateBuilder<FailedTarget>();
        foreach (var target in intent.Targets.OrderBy(t => t.Replica))
        {
            var replaces = SessionId.None;
            var next = reserved;
            reserved = new SessionId(reserved.Value + 1);
            if (TryTarget(step, intent.Epoch, target, next, ref replaces).TryGet(out var session, out var error))
            {
                var assigned = new AssignedSession(target.Replica, session);
                if (replaces != SessionId.None) Log.Append(target.Replica, replaces, RecoveryEventKind.SessionInvalidated, EventDetail.Of("superseded"));
                (replaces == SessionId.None ? created : superseded).Add(assigned);
                Log.Append(
                    target.Replica, session, replaces == SessionId.None ? RecoveryEventKind.SessionCreated : RecoveryEventKind.SessionSuperseded);
            }
            else
            {
                failed.Add(new FailedTarget(target.Replica, error));
                Log.Append(target.Replica, SessionId.None, RecoveryEventKind.SessionFailed);
            }
        }

        return (created.ToImmutable(), superseded.ToImmutable(), failed.ToImmutable());
    }

    private Result<SessionId> TryTarget(in OwnerStep step, Epoch epoch, RecoveryTarget target, SessionId next, ref SessionId replaces)
    {
        if (!_senders.TryGetValue(target.Replica, out var sender)) return NotFound(target.Replica);
        if (sender.Epoch(step) > epoch)
            return new RecoveryError(RecoveryCode.EpochMismatch, $"epoch {epoch}", $"the sender of {target.Replica} is at epoch {sender.Epoch(step)}", "an intent of that epoch or later");
        replaces = sender.LiveSession(step);
        return replaces == SessionId.None
            ? sender.Attach(epoch, target.Kind, target.Budget, next)
            : sender.Supersede(target.Kind, new EndReason(EndCause.AssignmentIntent), target.Budget, next);
    }

    // One event for each session that ended, under its own ID and before what replaces it (fault F07); one for each demotion.
    private void Tell(ReplicaId replica, SenderChange change, EventDetail cause)
    {
        if (change.Ended != SessionId.None) Log.Append(replica, change.Ended, RecoveryEventKind.SessionInvalidated, cause);
        if (change.Demoted) Log.Append(replica, SessionId.None, RecoveryEventKind.Demoted, cause);
    }
}
