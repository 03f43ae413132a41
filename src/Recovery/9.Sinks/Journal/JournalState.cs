using System.Collections.Immutable;

namespace Replication.Recovery;

/// <summary>What the journal remembers. Immutable: readers take it without a lock, and a change that did not become durable was never there.</summary>
internal sealed record JournalState
{
    public static JournalState Empty { get; } = new();

    public ulong SessionHighWater { get; private init; }

    public ImmutableSortedDictionary<VolumeId, Epoch> Epochs { get; private init; } = ImmutableSortedDictionary<VolumeId, Epoch>.Empty;

    public ImmutableSortedDictionary<(VolumeId Volume, ReplicaId Replica), UnfinishedRecovery> Recoveries { get; private init; } =
        ImmutableSortedDictionary<(VolumeId Volume, ReplicaId Replica), UnfinishedRecovery>.Empty;

    public JournalState With(in JournalRecord record)
    {
        var key = (record.Volume, record.Replica);
        return record.Kind switch
        {
            JournalRecordKind.SessionsReserved => this with { SessionHighWater = Math.Max(SessionHighWater, record.Number) },
            JournalRecordKind.EpochRaised => this with
            {
                Epochs = Epochs.SetItem(record.Volume, Epoch.Max(Epochs.GetValueOrDefault(record.Volume), new Epoch(record.Number))),
            },
            JournalRecordKind.RecoveryUnderWay => this with
            {
                Recoveries = Recoveries.SetItem(key, new UnfinishedRecovery(record.Volume, record.Replica, new SessionId(record.Number), record.LastEvent)),
            },
            _ => this with { Recoveries = Recoveries.Remove(key) },
        };
    }

    /// <summary>The record that an event makes of this state; none when it changes nothing.</summary>
    public JournalRecord? RecordOf(in RecoveryEvent e)
    {
        var underWay = JournalRecord.RecoveryUnderWay(new UnfinishedRecovery(e.Volume, e.Replica, e.Session, e.Kind));
        if (e.Begins) return underWay;
        if (!Recoveries.TryGetValue((e.Volume, e.Replica), out var standing)) return null;
        var ended = JournalRecord.RecoveryEnded(e.Volume, e.Replica, standing.Session);
        if (e.Kind == RecoveryEventKind.SenderRemoved) return ended;
        if (standing.Session != e.Session) return null;
        return e.Ends ? ended : underWay;
    }

    /// <summary>The fewest records that make this state of an empty one.</summary>
    public IEnumerable<JournalRecord> Records()
    {
        if (SessionHighWater > 0) yield return JournalRecord.SessionsReserved(SessionHighWater);
        foreach (var (volume, epoch) in Epochs) yield return JournalRecord.EpochRaised(volume, epoch);
        foreach (var recovery in Recoveries.Values) yield return JournalRecord.RecoveryUnderWay(recovery);
    }
}
