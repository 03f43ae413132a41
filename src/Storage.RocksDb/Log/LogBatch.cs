using System.Buffers.Binary;
using Replication.Recovery;

namespace Replication.Storage.RocksDb;

/// <summary>One write batch as the log holds it. RocksDB gives every change in it an LSN of its own.</summary>
/// <param name="first">The LSN of its first change.</param>
/// <param name="bytes">RocksDB's encoding: sequence number, count, changes.</param>
internal readonly ref struct LogBatch(Lsn first, ReadOnlySpan<byte> bytes)
{
    /// <summary>Bytes of sequence number and count at the front of the encoding.</summary>
    public const int HeaderBytes = 12;

    public Lsn First { get; } = first;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>How many changes it has.</summary>
    public uint Count => BinaryPrimitives.ReadUInt32LittleEndian(Bytes[sizeof(ulong)..]);

    /// <summary>The LSN of its last change.</summary>
    public Lsn Last => new(First.Value + Count - 1);
}
