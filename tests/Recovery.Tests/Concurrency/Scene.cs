namespace Replication.Recovery.Tests.Concurrency;

/// <summary>A registry with three replicas, and the senders and sessions that its workers know.</summary>
internal sealed class Scene
{
    private readonly Lock _lock = new();
    private readonly List<(ReplicaId Replica, SessionId Session)> _sessions = [];
    private readonly List<Sender> _senders = [];
    private readonly SessionIdSource _ids;

    public Scene(TimeProvider time)
        : this(RecoveryWorld.Volume, new SessionIdSource(null), new RecoveryLog(time))
    {
    }

    public Scene(VolumeId volume, SessionIdSource ids, RecoveryLog log)
    {
        _ids = ids;
        Log = log;
        Registry = new SenderRegistry(volume, ids, log);
    }

    public SenderRegistry Registry { get; }

    public RecoveryLog Log { get; }

    /// <summary>The senders that were known after <see cref="Prepare"/>, always in the same order.</summary>
    public IReadOnlyList<Sender> Prepared { get; private set; } = [];

    /// <summary>Everything that can be seen of it at the end: status, events and the next session ID.</summary>
    public string Picture => $"{Calls.Text(Registry.Status())}\n{string.Join("\n", Log.Read().Select(Text))}\nnext session {(_ids.Next().TryGet(out var next, out _) ? next : SessionId.None)}";

    public static string Text(RecoveryEvent e) => $"{e} {e.End} {e.Time:O}";

    /// <summary>One after the other, by one worker.</summary>
    public void Prepare(IEnumerable<Op> ops)
    {
        foreach (var op in ops)
        {
            var sender = Registry.Find(Calls.Replicas[op.Replica]);
            if (!op.NeedsSender) Act(op);
            else if (sender is not null) Act(sender, op, Session(op));
        }

        foreach (var replica in Calls.Replicas) Know(Registry.Find(replica));
        Prepared = [.. _senders];
    }

    public Sender? Find(Op op)
    {
        var sender = Registry.Find(Calls.Replicas[op.Replica]);
        Know(sender);
        return sender;
    }

    public string Act(Op op)
    {
        var made = new List<(ReplicaId Replica, SessionId Session)>();
        var answer = Calls.OfRegistry(Registry, op, made);
        Know(made);
        return answer;
    }

    public string Act(Sender sender, Op op, SessionId session)
    {
        var made = new List<(ReplicaId Replica, SessionId Session)>();
        var answer = Calls.OfSender(sender, op, session, made);
        Know(made);
        return answer;
    }

    /// <summary>A session of the replica that was answered already: mostly the newest, else an older one; or one that was never there.</summary>
    public SessionId Session(Op op)
    {
        lock (_lock)
        {
            var back = op.Pick switch { < 11 => 0, < 14 => 1, < 15 => 2, _ => int.MaxValue };
            for (var i = _sessions.Count - 1; i >= 0; i--)
            {
                if (_sessions[i].Replica == Calls.Replicas[op.Replica] && back-- == 0) return _sessions[i].Session;
            }
        }

        return new SessionId(op.Pick == 15 ? 99ul : 0);
    }

    /// <summary>A sender of the replica that was found already; one of them may have been removed since.</summary>
    public Sender? Known(Op op)
    {
        lock (_lock)
        {
            var known = _senders.Where(sender => sender.Replica == Calls.Replicas[op.Replica]).ToArray();
            return known.Length == 0 ? null : known[^(1 + op.Pick % 2 % known.Length)];
        }
    }

    private void Know(Sender? sender)
    {
        lock (_lock)
        {
            if (sender is not null && !_senders.Contains(sender)) _senders.Add(sender);
        }
    }

    private void Know(List<(ReplicaId Replica, SessionId Session)> made)
    {
        if (made.Count == 0) return;
        lock (_lock) _sessions.AddRange(made);
    }
}
