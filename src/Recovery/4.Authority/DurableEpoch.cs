namespace Replication.Recovery;

/// <summary>What of a volume's epoch high-water is durable.</summary>
/// <remarks>Thread-safe, and without a lock: a journal waits for a disk and is somebody else's code.</remarks>
/// <param name="journal">The journal; <see langword="null"/> where no epoch outlives the process, and so each is as durable as it has to be.</param>
/// <param name="volume">The volume.</param>
internal sealed class DurableEpoch(IEpochJournal? journal, VolumeId volume)
{
    private ulong _highWater = (journal?.EpochHighWater(volume) ?? Epoch.None).Value;

    /// <summary>The highest epoch known to be durable.</summary>
    public Epoch HighWater => new(Volatile.Read(ref _highWater));

    /// <summary>Whether an epoch needs no journal any more.</summary>
    public bool Covers(Epoch epoch) => journal is null || epoch <= HighWater;

    /// <summary>Makes an epoch durable. Not inside a step.</summary>
    /// <returns>None; or why it is not known to be durable.</returns>
    public RecoveryError Raise(Epoch epoch)
    {
        if (journal is null || Covers(epoch)) return default;
        if (journal.RaiseEpoch(volume, epoch) is { IsNone: false } error) return error;
        var seen = Volatile.Read(ref _highWater);
        while (seen < epoch.Value && Interlocked.CompareExchange(ref _highWater, epoch.Value, seen) is var now && now != seen) seen = now;
        return default;
    }
}
