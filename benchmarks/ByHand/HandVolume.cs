using System.Globalization;

namespace Replication.Benchmarks.ByHand;

/// <summary>
/// The recoveries of a host written by hand as a careful author would: a lock and a dictionary a volume, a session object with a phase, the same checks in the same order,
/// and a bounded log whose events are texts.
/// </summary>
internal sealed class HandVolume(string volume, HandLog log, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HandSender> _senders = new(StringComparer.Ordinal);
    private static ulong _lastSession;
    private ulong _highWater;
    private ulong _revision;

    /// <summary>Whether every replica is in sync and says how its last session ended.</summary>
    public bool AreInSync
    {
        get
        {
            lock (_lock) return _senders.Values.All(sender => sender is { State: HandState.InSync, LastEnd: "completed" });
        }
    }

    /// <summary>Applies an intent: senders that are no longer named go, others come or move to its epoch, and targets get sessions.</summary>
    public List<(string Replica, ulong Session)> Apply(HandIntent intent)
    {
        lock (_lock)
        {
            if (intent.Epoch < _highWater || (intent.Epoch == _highWater && intent.Revision <= _revision)) throw new InvalidOperationException("The intent is stale.");
            (_highWater, _revision) = (intent.Epoch, intent.Revision);
            var named = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (replica, endpoint) in intent.Replicas)
            {
                if (replica.Length == 0 || !named.Add(replica)) throw new InvalidOperationException("A replica is named twice, or has no name.");
                if (_senders.TryGetValue(replica, out var sender))
                {
                    Move(sender, endpoint, intent.Epoch);
                }
                else
                {
                    _senders.Add(replica, new HandSender(replica) { Endpoint = endpoint, Epoch = intent.Epoch });
                    Tell(replica, 0, "sender_added", "");
                }
            }

            if (_senders.Count > named.Count)
            {
                foreach (var gone in _senders.Keys.Where(replica => !named.Contains(replica)).ToList())
                {
                    _senders.Remove(gone);
                    Tell(gone, 0, "sender_removed", "");
                }
            }

            return Target(intent);
        }
    }

    /// <summary>Decides on a replica.</summary>
    public void Recover(string replica, ulong session, ulong flushed, HandHistory history)
    {
        lock (_lock)
        {
            var (sender, live) = Present(replica, session, HandPhase.Init);
            live.Phase = HandPhase.Connecting;
            sender.State = HandState.Connecting;
            Tell(replica, session, "connected", "");
            if (flushed < history.Tail) throw new InvalidOperationException("The gap exceeds what is retained.");
            live.Start = Math.Min(flushed, history.Committed);
            live.Target = history.Committed;
            live.TruncateTo = flushed > history.Committed ? history.Committed : null;
            live.Phase = HandPhase.Handshake;
            Tell(replica, session, "handshake", flushed == history.Committed ? "outcome=zero_gap" : "outcome=catchup");
        }
    }

    /// <summary>Begins the replay, records what it achieved and completes it.</summary>
    public void Complete(string replica, ulong session, ulong achieved, ulong now)
    {
        lock (_lock)
        {
            var (sender, live) = Present(replica, session, HandPhase.Handshake);
            live.Phase = HandPhase.CatchUp;
            (live.Began, live.LastProgress, live.Recovered) = (now, now, live.Start);
            sender.State = HandState.CatchingUp;
            Tell(replica, session, "catchup_started", string.Create(CultureInfo.InvariantCulture, $"target={live.Target} start_tick={now}"));
            CheckBudget(live, now);
            if (achieved <= live.Recovered || achieved > live.Target) throw new InvalidOperationException("Progress lies outside of the range.");
            (live.Recovered, live.LastProgress) = (achieved, Math.Max(now, live.LastProgress));
            CheckBudget(live, now);
            if (live.TruncateTo is not null || live.Recovered < live.Target) throw new InvalidOperationException("The session is not convergent, or a truncation is missing.");
            live.Phase = HandPhase.Completed;
            (sender.State, sender.Session, sender.LastSession, sender.LastEnd) = (HandState.InSync, null, session, "completed");
            Tell(replica, session, "completed", "in_sync");
        }
    }

    private List<(string Replica, ulong Session)> Target(HandIntent intent)
    {
        var created = new List<(string, ulong)>(intent.Targets.Count);
        foreach (var (replica, budget) in intent.Targets.OrderBy(target => target.Replica, StringComparer.Ordinal))
        {
            if (!_senders.TryGetValue(replica, out var sender) || sender.Session is not null) throw new InvalidOperationException("The target cannot be recovered.");
            var session = Interlocked.Increment(ref _lastSession);
            sender.Session = new HandSession(session, budget);
            Tell(replica, session, "session_created", "catchup");
            created.Add((replica, session));
        }

        return created;
    }

    private void Move(HandSender sender, HandEndpoint endpoint, ulong epoch)
    {
        if (endpoint != sender.Endpoint && endpoint.Version >= sender.Endpoint.Version)
        {
            sender.Endpoint = endpoint;
            Depose(sender, "endpoint_changed");
        }

        if (epoch <= sender.Epoch) return;
        sender.Epoch = epoch;
        Depose(sender, string.Create(CultureInfo.InvariantCulture, $"epoch_advanced_to_{epoch}"));
    }

    private void Depose(HandSender sender, string cause)
    {
        if (sender.Session is { } live)
        {
            (live.Phase, sender.Session, sender.LastSession, sender.LastEnd) = (HandPhase.Invalidated, null, live.Session, cause);
            Tell(sender.Replica, live.Session, "session_invalidated", cause);
        }
        else if (sender.State is HandState.InSync)
        {
            Tell(sender.Replica, 0, "demoted", cause);
        }

        sender.State = HandState.Disconnected;
    }

    private (HandSender Sender, HandSession Live) Present(string replica, ulong session, HandPhase expected)
    {
        if (!_senders.TryGetValue(replica, out var sender) || sender.Session is not { } live || live.Session != session)
            throw new InvalidOperationException("The session is not the live one.");
        return live.Phase == expected ? (sender, live) : throw new InvalidOperationException($"The session is in phase {live.Phase}.");
    }

    private static void CheckBudget(HandSession live, ulong now)
    {
        if (now - live.Began > live.Budget.Milliseconds || live.Recovered - live.Start > live.Budget.Entries || now - live.LastProgress > live.Budget.Stall)
            throw new InvalidOperationException("The budget is exceeded.");
    }

    private void Tell(string replica, ulong session, string kind, string detail) => log.Append(time.GetUtcNow(), volume, replica, session, kind, detail);
}
