using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Replication.Recovery;

namespace Replication.Storage.RocksDb;

/// <summary>
/// The encoding of a chunk, all numbers little-endian. Header: <c>RDC1</c>, count of column families (16 bit), for each its ID (32), the length of
/// its name (16) and the name in UTF-8. Then batches to the end: length (32), LSN of the first change (64), count of changes (32), and the batch as
/// RocksDB encodes it.
/// </summary>
internal static class ChunkCodec
{
    private const int FrameBytes = 16;
    private static ReadOnlySpan<byte> Magic => "RDC1"u8;

    public static void WriteHeader(IBufferWriter<byte> writer, FamilyMap families)
    {
        writer.Write(Magic);
        WriteUInt16(writer, checked((ushort)families.Families.Length));
        foreach (var (id, name) in families.Families)
        {
            var span = writer.GetSpan(sizeof(uint));
            BinaryPrimitives.WriteUInt32LittleEndian(span, id);
            writer.Advance(sizeof(uint));
            var text = Encoding.UTF8.GetBytes(name);
            WriteUInt16(writer, checked((ushort)text.Length));
            writer.Write(text);
        }
    }

    public static void WriteBatch(IBufferWriter<byte> writer, LogBatch batch)
    {
        var span = writer.GetSpan(FrameBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(span, (uint)batch.Bytes.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(span[4..], batch.First.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(span[12..], batch.Count);
        writer.Advance(FrameBytes);
        writer.Write(batch.Bytes);
    }

    /// <summary>How many bytes a batch takes in a chunk.</summary>
    public static int SizeOf(LogBatch batch) => FrameBytes + batch.Bytes.Length;

    /// <summary>Reads a chunk's header.</summary>
    /// <param name="bytes">The chunk.</param>
    /// <param name="batches">What follows the header.</param>
    /// <exception cref="InvalidDataException">The bytes are not a chunk.</exception>
    public static FamilyMap ReadHeader(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> batches)
    {
        if (!Take(ref bytes, Magic.Length).SequenceEqual(Magic)) throw new InvalidDataException("The chunk does not begin with 'RDC1'.");
        var count = BinaryPrimitives.ReadUInt16LittleEndian(Take(ref bytes, sizeof(ushort)));
        var families = ImmutableArray.CreateBuilder<(uint, string)>(count);
        for (var i = 0; i < count; i++)
        {
            var id = BinaryPrimitives.ReadUInt32LittleEndian(Take(ref bytes, sizeof(uint)));
            var length = BinaryPrimitives.ReadUInt16LittleEndian(Take(ref bytes, sizeof(ushort)));
            families.Add((id, Encoding.UTF8.GetString(Take(ref bytes, length))));
        }

        batches = bytes;
        return new FamilyMap(families.MoveToImmutable());
    }

    /// <summary>Reads the next batch of a chunk.</summary>
    /// <param name="batches">What is left; moved on.</param>
    /// <exception cref="InvalidDataException">The bytes end inside a batch, or frame and batch contradict each other.</exception>
    public static LogBatch ReadBatch(ref ReadOnlySpan<byte> batches)
    {
        var frame = Take(ref batches, FrameBytes);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        var first = BinaryPrimitives.ReadUInt64LittleEndian(frame[4..]);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(frame[12..]);
        if (length is < LogBatch.HeaderBytes or > int.MaxValue) throw new InvalidDataException($"The chunk has a batch of {length} bytes.");
        var batch = new LogBatch(new Lsn(first), Take(ref batches, (int)length));
        var stated = BinaryPrimitives.ReadUInt64LittleEndian(batch.Bytes);
        if (count == 0 || first == 0 || batch.Count != count || stated != first)
        {
            throw new InvalidDataException(
                $"The chunk frames a batch as {count} changes from LSN {first}, and the batch says {batch.Count} from LSN {stated}.");
        }

        return batch;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        if (bytes.Length < count) throw new InvalidDataException($"The chunk ends {count - bytes.Length} bytes too early.");
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }

    private static void WriteUInt16(IBufferWriter<byte> writer, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(writer.GetSpan(sizeof(ushort)), value);
        writer.Advance(sizeof(ushort));
    }
}
