using Replication.Recovery;

namespace Replication.Storage.RocksDb;

/// <summary>
/// The checksum of all keys and values of a store at one moment: equal on two stores if, and in practice only if, their contents are.
/// </summary>
/// <param name="At">The LSN it was taken at.</param>
/// <param name="Count">How many keys there are.</param>
/// <param name="Sha256">SHA-256 over length, key, length, value of every pair in key order (lengths as 64-bit little-endian), lower-case
/// hexadecimal.</param>
public sealed record ContentChecksum(Lsn At, ulong Count, string Sha256)
{
    /// <summary>Whether both have the same keys with the same values, wherever their logs end.</summary>
    /// <param name="other">The other store's.</param>
    public bool SameContentAs(ContentChecksum other) => other is not null && Count == other.Count && Sha256 == other.Sha256;
}
