namespace Replication.Recovery.Tests.Concurrency;

/// <summary>Reads a log while others write it, and keeps what it saw.</summary>
internal sealed class LogReader(RecoveryLog log, bool keepsAll, ReplicaId? replica = null)
{
    private readonly List<RecoveryEvent> _seen = [];
    private ulong _after;

    public IReadOnlyList<RecoveryEvent> Seen => _seen;

    /// <summary>Reads on. Numbers only rise, and of what is read at once nothing is left out.</summary>
    public void Read()
    {
        var last = log.LastSequence;
        var events = log.Read(_after, replica, most: 50);
        for (var i = 0; i < events.Count; i++)
        {
            Assert.True(events[i].Sequence > _after);
            if (replica is null && i > 0) Assert.Equal(events[i - 1].Sequence + 1, events[i].Sequence);
            if (replica is not null) Assert.Equal(replica, events[i].Replica);
            _after = events[i].Sequence;
        }

        // What was there before is in what is read after it, unless there was more than was asked for.
        if (keepsAll && replica is null && events.Count < 50) Assert.True(_after >= last, $"{_after} read, {last} written before");
        _seen.AddRange(events);
    }
}

/// <summary>Keeps what a follower hands over.</summary>
internal sealed class Keeping : IRecoveryLogSink
{
    private readonly List<RecoveryEvent> _events = [];

    public IReadOnlyList<RecoveryEvent> Events => _events;

    public ulong Missed { get; private set; }

    public ValueTask WriteAsync(RecoveryLogBatch batch, CancellationToken cancellationToken)
    {
        Missed += batch.Missed;
        _events.AddRange(batch.Events);
        return ValueTask.CompletedTask;
    }
}
