using Replication.Exploration.Model;
using Replication.Recovery;

namespace Replication.Exploration.Core;

/// <summary>What a replica and a primary say of themselves.</summary>
internal static class Facts
{
    private static readonly Lineage?[] _lineages = new Lineage?[1 << Log.Width];
    private static readonly StoreId _store = new("s");

    public static ReplicaFacts Of(in Replica replica) => new(
        RealCore.Volume,
        _store,
        new Epoch((ulong)replica.PromisedEpoch),
        new SessionId((ulong)replica.Promised),
        new Lsn((ulong)replica.Log.Length),
        Lsn.Zero,
        LineageOf(replica.Log),
        replica.IsUnfinished);

    public static HistoryReading History(in World world)
    {
        var (head, tail, committed) = (new Lsn((ulong)world.Log.Length), new Lsn((ulong)world.Tail), new Lsn((ulong)world.Committed));
        if (!RetainedHistory.TryCreate(head, tail, committed, tail, world.Tail > 0, out var history, out var error)) throw new InvalidOperationException(error.ToString());
        return new HistoryReading(history!, LineageOf(world.Log));
    }

    private static Lineage LineageOf(Log log)
    {
        if (_lineages[log.Bits] is { } known) return known;
        var entries = new List<LineageEntry>();
        for (var lsn = 1; lsn <= log.Length; lsn++)
        {
            if (lsn == log.Length || log[lsn + 1] != log[lsn]) entries.Add(new LineageEntry(new Epoch((ulong)log[lsn]), new Lsn((ulong)lsn)));
        }

        if (!Lineage.TryCreate([.. entries], out var lineage, out var error)) throw new InvalidOperationException(error.ToString());
        return _lineages[log.Bits] = lineage;
    }
}
