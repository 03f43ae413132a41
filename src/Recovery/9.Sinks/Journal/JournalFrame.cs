using System.Buffers.Binary;

namespace Replication.Recovery;

/// <summary>What is found where a record should begin.</summary>
internal enum JournalFrameState
{
    /// <summary>A whole record.</summary>
    Whole,

    /// <summary>The beginning of a record that was never written to its end: the file stops, or is zero from somewhere inside of it on.</summary>
    Torn,

    /// <summary>Something that a crash does not leave behind.</summary>
    Corrupt,
}

/// <summary>
/// How a record lies in the file: length (4 bytes), CRC-32C of the length, payload, CRC-32C of the payload, end mark. The length has a checksum of its own, so that a damaged
/// length is told from a record that was cut short; the end mark is not zero, so that a whole record is told from space that a file system has given but never filled.
/// </summary>
internal static class JournalFrame
{
    private const int HeadSize = 8;
    private const int FootSize = 5;
    private const byte EndMark = 0xA5;

    public static byte[] Wrap(ReadOnlySpan<byte> payload)
    {
        var frame = new byte[HeadSize + payload.Length + FootSize];
        BinaryPrimitives.WriteInt32LittleEndian(frame, payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), Crc32C.Of(frame.AsSpan(0, 4)));
        payload.CopyTo(frame.AsSpan(HeadSize));
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(HeadSize + payload.Length), Crc32C.Of(payload));
        frame[^1] = EndMark;
        return frame;
    }

    /// <summary>Reads what is at the beginning of the rest of a file.</summary>
    public static JournalFrameState Read(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> payload, out int size)
    {
        payload = default;
        size = 0;
        var written = rest.TrimEnd((byte)0).Length;
        if (written < HeadSize) return JournalFrameState.Torn;
        if (BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]) != Crc32C.Of(rest[..4])) return JournalFrameState.Corrupt;
        var whole = HeadSize + (long)BinaryPrimitives.ReadUInt32LittleEndian(rest) + FootSize;
        if (whole > written) return JournalFrameState.Torn;
        size = (int)whole;
        payload = rest[HeadSize..(size - FootSize)];
        return rest[size - 1] == EndMark && BinaryPrimitives.ReadUInt32LittleEndian(rest[(size - FootSize)..]) == Crc32C.Of(payload)
            ? JournalFrameState.Whole
            : JournalFrameState.Corrupt;
    }
}
