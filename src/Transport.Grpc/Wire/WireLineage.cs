using System.Collections.Immutable;
using Replication.Recovery;

namespace Replication.Transport.Grpc.Wire;

/// <summary>Lineages on the wire.</summary>
internal static class WireLineage
{
    /// <summary>To the wire.</summary>
    /// <param name="lineage">The lineage.</param>
    public static Lineage ToWire(this Recovery.Lineage lineage)
    {
        var wire = new Lineage();
        foreach (var entry in lineage.Entries) wire.Entries.Add(new LineageEntry { Epoch = entry.Epoch.Value, Last = entry.Last.Value });
        return wire;
    }

    /// <summary>From the wire.</summary>
    /// <param name="wire">What arrived.</param>
    /// <returns>The lineage, or <c>invalid_history</c> that names the entry out of order.</returns>
    public static Result<Recovery.Lineage> ToLineage(this Lineage wire)
    {
        var entries = wire.Entries.Select(entry => new Recovery.LineageEntry(new Epoch(entry.Epoch), new Lsn(entry.Last))).ToImmutableArray();
        return Recovery.Lineage.TryCreate(entries, out var lineage, out var error) ? lineage : error;
    }
}
