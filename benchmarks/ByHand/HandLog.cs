namespace Replication.Benchmarks.ByHand;

/// <summary>A log of events written by hand: numbered, bounded, under a lock.</summary>
internal sealed class HandLog(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<HandEvent> _events = new();

    public long LastSequence { get; private set; }

    public void Append(DateTimeOffset time, string volume, string replica, ulong session, string kind, string detail)
    {
        lock (_lock)
        {
            if (_events.Count == capacity) _events.Dequeue();
            _events.Enqueue(new HandEvent(++LastSequence, time, volume, replica, session, kind, detail));
        }
    }
}

/// <summary>An event.</summary>
internal sealed record HandEvent(long Sequence, DateTimeOffset Time, string Volume, string Replica, ulong Session, string Kind, string Detail);
