namespace Replication.Recovery;

/// <summary>
/// The causal log of a registry, or of all registries of a host: every event has a sequence number and a time. Bounded: the oldest events give way. Readers follow it by
/// sequence number at their own pace, so that no reader's code ever runs inside the engine, and nothing is allocated for readers who are not there.
/// </summary>
/// <remarks>Thread-safe (fault F28). Reading takes no lock: a slow reader keeps nobody from writing, and loses only what has given way meanwhile.</remarks>
public sealed class RecoveryLog
{
    private const int Smallest = 64;

    // Held for the few stores of one event; who waits for it waits for less than a wait would take.
    private SpinLock _writing = new(enableThreadOwnerTracking: false);
    private int _next;
    private readonly int _capacity;
    private Slot[] _ring;
    private ulong _last;
    private Waiter? _waiter;

    /// <summary>Makes an empty log.</summary>
    /// <param name="time">Gives the time of events. It is asked before a step is entered, never inside.</param>
    /// <param name="capacity">How many events are kept, at least 1. Memory grows with the events up to that.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public RecoveryLog(TimeProvider time, int capacity = 4096)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Time = time;
        _capacity = capacity;
        _ring = new Slot[Math.Min(capacity, Smallest)];
    }

    /// <summary>The number of the newest event; 0 = none yet.</summary>
    public ulong LastSequence => Volatile.Read(ref _last);

    internal TimeProvider Time { get; }

    /// <summary>
    /// Copies events after a sequence number, oldest first. Where some have given way already, the first event returned has a later number; between those returned none
    /// is left out.
    /// </summary>
    /// <param name="after">The number of the last event already known; 0 = none.</param>
    /// <param name="replica">Only the events of replicas of this ID; <see langword="null"/> = all.</param>
    /// <param name="volume">Only this volume's events; <see langword="null"/> = all.</param>
    /// <param name="most">How many at most, at least 1; the next call goes on after the last one returned.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is below 1.</exception>
    public IReadOnlyList<RecoveryEvent> Read(ulong after = 0, ReplicaId? replica = null, VolumeId? volume = null, int most = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);

        // In this order: whoever sees a number also sees a ring that has its event.
        var last = Volatile.Read(ref _last);
        var ring = Volatile.Read(ref _ring);
        if (after >= last) return [];
        var oldest = last > (ulong)ring.Length ? last - (ulong)ring.Length + 1 : 1;
        var first = Math.Max(oldest, after + 1);
        var events = new List<RecoveryEvent>(replica is null && volume is null ? (int)Math.Min((ulong)most, last - first + 1) : 0);
        for (var sequence = first; sequence <= last && events.Count < most; sequence++)
        {
            if (TryCopy(ref Place(ring, sequence), sequence, out var entry))
            {
                if ((replica is null || entry.Replica == replica) && (volume is null || entry.Volume == volume)) events.Add(entry);
            }
            else if (events.Count > 0)
            {
                // The writers came round and overtook this reader: what is behind the hole comes with the next call, which sees that there is one.
                break;
            }
        }

        return events;
    }

    /// <summary>Completes when there is an event after a sequence number; at the latest with the next event, so who waits for one beyond that reads, and waits again.</summary>
    /// <param name="after">The number of the last event already known.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task WaitAsync(ulong after, CancellationToken cancellationToken)
    {
        Waiter waiter;
        var isHeld = false;
        try
        {
            _writing.Enter(ref isHeld);
            if (_last > after) return Task.CompletedTask;
            waiter = _waiter ??= new Waiter();
        }
        finally
        {
            if (isHeld) _writing.Exit(useMemoryBarrier: false);
        }

        return waiter.Task.WaitAsync(cancellationToken);
    }

    internal void Append(DateTimeOffset time, VolumeId volume, ReplicaId replica, SessionId session, RecoveryEventKind kind, in EventDetail detail, EndCause end)
    {
        Waiter? waiter;
        var isHeld = false;
        try
        {
            _writing.Enter(ref isHeld);
            if (_next == _ring.Length)
            {
                if (_ring.Length < _capacity) Grow();
                else _next = 0;
            }

            var sequence = _last + 1;
            ref var slot = ref _ring[_next++];

            // Who copies the old event meanwhile sees that it is being replaced: by the number that is gone, or by the new one.
            Volatile.Write(ref slot.Sequence, 0);
            Volatile.WriteBarrier();
            slot.Event = new RecoveryEvent(sequence, time, volume, replica, session, kind, detail, end);
            Volatile.Write(ref slot.Sequence, sequence);
            Volatile.Write(ref _last, sequence);
            waiter = _waiter;
            if (waiter is not null) _waiter = null;
        }
        finally
        {
            if (isHeld) _writing.Exit(useMemoryBarrier: false);
        }

        if (waiter is not null) ThreadPool.UnsafeQueueUserWorkItem(waiter, preferLocal: false);
    }

    private static ref Slot Place(Slot[] ring, ulong sequence) => ref ring[(sequence - 1) % (ulong)ring.Length];

    private static bool TryCopy(ref Slot slot, ulong sequence, out RecoveryEvent copy)
    {
        copy = default;
        if (Volatile.Read(ref slot.Sequence) != sequence) return false;
        copy = slot.Event;
        Volatile.ReadBarrier();
        return Volatile.Read(ref slot.Sequence) == sequence;
    }

    // Nothing has given way yet, so the events stand at the front of the old ring and of the new one. Who reads the old one meanwhile finds in it what it was reading for.
    private void Grow()
    {
        var ring = new Slot[Math.Min(_capacity, _ring.Length * 2L)];
        _ring.CopyTo(ring, 0);
        Volatile.Write(ref _ring, ring);
    }

    // Completed elsewhere: where whoever waits goes on is a scheduler or context of his own, which is asked by the thread that completes, and that one is in a step.
    private sealed class Waiter() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), IThreadPoolWorkItem
    {
        public void Execute() => SetResult();
    }

    private struct Slot
    {
        public ulong Sequence;
        public RecoveryEvent Event;
    }
}
