namespace Replication.Recovery;

/// <summary>
/// A contiguous piece of log: the entries in (<see cref="After"/>, <see cref="Last"/>], in the storage engine's own encoding. A chunk without entries has no bytes
/// either: it only asks where the store is, or that everything before it be made durable.
/// </summary>
/// <param name="After">The LSN before the first entry.</param>
/// <param name="Last">The LSN of the last entry.</param>
/// <param name="Bytes">The encoded entries; never looked into on the way.</param>
public readonly record struct LogChunk(Lsn After, Lsn Last, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Whether it carries nothing.</summary>
    public bool IsEmpty => After == Last && Bytes.IsEmpty;
}
