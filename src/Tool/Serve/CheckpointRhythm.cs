using Replication.Recovery;

namespace Replication.Tool.Serve;

/// <summary>How often a store takes a checkpoint.</summary>
/// <param name="Every">The distance in LSN; 0 = never.</param>
internal readonly record struct CheckpointRhythm(ulong Every)
{
    /// <summary>Whether a checkpoint is due.</summary>
    /// <param name="last">The LSN of the last one.</param>
    /// <param name="latest">The store's last LSN.</param>
    public bool IsDue(Lsn last, Lsn latest) => Every > 0 && latest.DistanceFrom(last) >= Every;
}
