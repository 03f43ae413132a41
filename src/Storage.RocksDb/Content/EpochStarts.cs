using System.Buffers.Binary;
using System.Collections.Immutable;
using Replication.Recovery;

namespace Replication.Storage.RocksDb;

/// <summary>
/// The lineage as it is stored: for each epoch the LSN of its first entry, which is the record itself. It changes only in the batch that begins an
/// epoch, so a log cut anywhere still says truly under which epochs what is left was written.
/// </summary>
internal sealed class EpochStarts
{
    private const int EntryBytes = 16;
    private readonly ImmutableArray<(Epoch Epoch, Lsn First)> _starts;

    private EpochStarts(ImmutableArray<(Epoch Epoch, Lsn First)> starts) => _starts = starts;

    public static EpochStarts None { get; } = new([]);

    /// <summary>The epoch written now.</summary>
    public Epoch Last => _starts.IsEmpty ? Epoch.None : _starts[^1].Epoch;

    public EpochStarts With(Epoch epoch, Lsn first) => new(_starts.Add((epoch, first)));

    /// <summary>The lineage of a log that ends at an LSN.</summary>
    public Lineage UpTo(Lsn last)
    {
        var entries = ImmutableArray.CreateBuilder<LineageEntry>(_starts.Length);
        for (var i = 0; i < _starts.Length; i++)
            entries.Add(new LineageEntry(_starts[i].Epoch, i + 1 < _starts.Length ? new Lsn(_starts[i + 1].First.Value - 1) : last));
        return Lineage.TryCreate(entries.MoveToImmutable(), out var lineage, out var error)
            ? lineage
            : throw new InvalidDataException($"The stored lineage contradicts itself: {error}");
    }

    public byte[] Encode()
    {
        var bytes = new byte[_starts.Length * EntryBytes];
        for (var i = 0; i < _starts.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * EntryBytes), _starts[i].Epoch.Value);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * EntryBytes + 8), _starts[i].First.Value);
        }

        return bytes;
    }

    /// <exception cref="InvalidDataException">The bytes are not a lineage.</exception>
    public static EpochStarts Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % EntryBytes != 0)
            throw new InvalidDataException($"The stored lineage has {bytes.Length} bytes, not a multiple of {EntryBytes}.");
        var starts = ImmutableArray.CreateBuilder<(Epoch, Lsn)>(bytes.Length / EntryBytes);
        for (; !bytes.IsEmpty; bytes = bytes[EntryBytes..])
            starts.Add((new Epoch(BinaryPrimitives.ReadUInt64LittleEndian(bytes)), new Lsn(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]))));
        return new EpochStarts(starts.MoveToImmutable());
    }
}
