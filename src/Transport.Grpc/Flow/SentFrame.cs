using Replication.Recovery;

namespace Replication.Transport.Grpc.Flow;

/// <summary>What is remembered of a frame until it is acknowledged.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="After">The LSN before its first entry.</param>
/// <param name="Last">The LSN of its last entry.</param>
internal readonly record struct SentFrame(ulong Bytes, Lsn After, Lsn Last)
{
    /// <summary>Its entries, as a distance in LSN.</summary>
    public ulong Entries => Last.DistanceFrom(After);
}
