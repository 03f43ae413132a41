using System.Buffers.Binary;
using System.Globalization;

namespace Replication.Recovery;

/// <summary>
/// The content of a journal file. It begins with a head: the name of the format (7 bytes), the version of the format (1), the length of the base (8; from the beginning of the
/// file), CRC-32C of these (4). Then records follow. Those within the base were made durable together with the head, in one replacement of the file, so that no crash leaves
/// a part of them; those after it were appended, and the last ones may be torn.
/// </summary>
internal static class JournalImage
{
    public const byte Version = 1;
    private const int HeadSize = 20;

    private static ReadOnlySpan<byte> Name => "RPLJRNL"u8;

    /// <summary>The file that holds a state and nothing else.</summary>
    public static byte[] Of(JournalState state)
    {
        byte[] file = [.. new byte[HeadSize], .. state.Records().SelectMany(record => JournalFrame.Wrap(record.Encode()))];
        Name.CopyTo(file);
        file[Name.Length] = Version;
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(8), file.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(16), Crc32C.Of(file.AsSpan(0, 16)));
        return file;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file's content.</param>
    /// <param name="what">What the file is called, for the error.</param>
    public static Result<JournalContent> Read(ReadOnlySpan<byte> file, string what)
    {
        if (ReadHead(file, what, out var baseLength) is { IsNone: false } error) return error;
        var state = JournalState.Empty;
        var at = HeadSize;
        while (at < file.Length)
        {
            var found = JournalFrame.Read(file[at..], out var payload, out var size);
            if (found == JournalFrameState.Torn && at >= baseLength) break;
            if (found != JournalFrameState.Whole || (at < baseLength && at + size > baseLength)) return Damaged(what, at, "what stands there is not a whole record");
            if (!JournalRecord.TryDecode(payload, out var record)) return Damaged(what, at, "the record's checksum is right, but version 1 has no such record");
            state = state.With(record);
            at += size;
        }

        return new JournalContent(state, baseLength, at);
    }

    private static RecoveryError ReadHead(ReadOnlySpan<byte> file, string what, out long baseLength)
    {
        baseLength = 0;
        if (file.Length < HeadSize || !file.StartsWith(Name)) return Refused(what, "it does not begin as a recovery journal does", "a file that this library wrote, or none");
        if (file[Name.Length] != Version) return Refused(what, $"its format has version {file[Name.Length]}", $"version {Version}");
        if (BinaryPrimitives.ReadUInt32LittleEndian(file[16..]) != Crc32C.Of(file[..16])) return Damaged(what, 0, "the checksum of the head is wrong");
        baseLength = BinaryPrimitives.ReadInt64LittleEndian(file[8..]);
        return file.Length < baseLength
            ? Damaged(what, file.Length, string.Create(CultureInfo.InvariantCulture, $"the file ends there, within the {baseLength} bytes that were written at once"))
            : default;
    }

    private static RecoveryError Damaged(string what, long at, string stands) => Refused(
        what,
        string.Create(CultureInfo.InvariantCulture, $"it is damaged at byte {at}: {stands}"),
        "the file as it was, from a copy; or a new one whose high-waters are known to be above all that was ever used");

    private static RecoveryError Refused(string what, string stands, string legal) => new(RecoveryCode.StorageFailed, what, stands, legal);
}

/// <summary>What a journal file holds.</summary>
/// <param name="State">What its whole records make.</param>
/// <param name="BaseLength">Bytes from the beginning that were made durable at once.</param>
/// <param name="Length">Bytes up to the end of the last whole record; what is beyond is torn.</param>
internal sealed record JournalContent(JournalState State, long BaseLength, long Length);
