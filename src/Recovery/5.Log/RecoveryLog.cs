namespace Replication.Recovery;

/// <summary>
/// The causal log of one registry: every event has a sequence number and a time. Bounded: the oldest events give way. Readers follow it by sequence number at
/// their own pace, so that no reader's code ever runs inside the engine, and nothing is allocated for readers who are not there.
/// </summary>
/// <remarks>Thread-safe (fault F28).</remarks>
public sealed class RecoveryLog
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly RecoveryEvent[] _ring;
    private ulong _last;
    private TaskCompletionSource? _waiter;

    /// <summary>Makes an empty log.</summary>
    /// <param name="time">Gives the time of events.</param>
    /// <param name="capacity">How many events are kept, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public RecoveryLog(TimeProvider time, int capacity = 4096)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _time = time;
        _ring = new RecoveryEvent[capacity];
    }

    /// <summary>The number of the newest event; 0 = none yet.</summary>
    public ulong LastSequence
    {
        get
        {
            lock (_lock) return _last;
        }
    }

    /// <summary>Copies events after a sequence number, oldest first. Where some have given way already, the first event returned has a later number.</summary>
    /// <param name="after">The number of the last event already known; 0 = none.</param>
    /// <param name="replica">Only this replica's events; <see langword="null"/> = all.</param>
    public IReadOnlyList<RecoveryEvent> Read(ulong after = 0, ReplicaId? replica = null)
    {
        var events = new List<RecoveryEvent>();
        lock (_lock)
        {
            if (after >= _last) return events;
            var oldest = _last > (ulong)_ring.Length ? _last - (ulong)_ring.Length + 1 : 1;
            for (var sequence = Math.Max(oldest, after + 1); sequence <= _last; sequence++)
            {
                ref readonly var entry = ref _ring[(int)((sequence - 1) % (ulong)_ring.Length)];
                if (replica is null || entry.Replica == replica) events.Add(entry);
            }
        }

        return events;
    }

    /// <summary>Completes when there is an event after a sequence number.</summary>
    /// <param name="after">The number of the last event already known.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task WaitAsync(ulong after, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_last > after) return Task.CompletedTask;
            _waiter ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiter.Task.WaitAsync(cancellationToken);
        }
    }

    internal void Append(ReplicaId replica, SessionId session, RecoveryEventKind kind, EventDetail detail = default)
    {
        TaskCompletionSource? waiter;
        lock (_lock)
        {
            _last++;
            _ring[(int)((_last - 1) % (ulong)_ring.Length)] = new RecoveryEvent(_last, _time.GetUtcNow(), replica, session, kind, detail);
            waiter = _waiter;
            _waiter = null;
        }

        waiter?.SetResult();
    }
}
