using System.Buffers.Binary;
using System.Text;

namespace Replication.Recovery;

/// <summary>What one record of the journal says. The numbers are those of the file.</summary>
internal enum JournalRecordKind : byte
{
    SessionsReserved = 1,
    EpochRaised = 2,
    RecoveryUnderWay = 3,
    RecoveryEnded = 4,
}

/// <summary>
/// One change of the journal's state. In the file, numbers little-endian: kind (1 byte), number (8), last event (1), and the volume's and the replica's ID, each as a length in
/// bytes (4) and UTF-8. What a kind does not use is zero.
/// </summary>
internal readonly record struct JournalRecord(
    JournalRecordKind Kind, ulong Number, VolumeId Volume = default, ReplicaId Replica = default, RecoveryEventKind LastEvent = default)
{
    private const int FixedSize = 10;

    // IDs come back as they were, or not at all.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static JournalRecord SessionsReserved(ulong highWater) => new(JournalRecordKind.SessionsReserved, highWater);

    public static JournalRecord EpochRaised(VolumeId volume, Epoch epoch) => new(JournalRecordKind.EpochRaised, epoch.Value, volume);

    public static JournalRecord RecoveryUnderWay(UnfinishedRecovery recovery) =>
        new(JournalRecordKind.RecoveryUnderWay, recovery.Session.Value, recovery.Volume, recovery.Replica, recovery.LastEvent);

    public static JournalRecord RecoveryEnded(VolumeId volume, ReplicaId replica, SessionId session) =>
        new(JournalRecordKind.RecoveryEnded, session.Value, volume, replica);

    /// <summary>Writes the record.</summary>
    /// <exception cref="EncoderFallbackException">An ID is not valid UTF-16.</exception>
    public byte[] Encode()
    {
        var (volume, replica) = (Utf8.GetBytes(Volume.ToString()), Utf8.GetBytes(Replica.ToString()));
        var bytes = new byte[FixedSize + sizeof(int) + volume.Length + sizeof(int) + replica.Length];
        bytes[0] = (byte)Kind;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(1), Number);
        bytes[9] = (byte)LastEvent;
        WriteText(WriteText(bytes.AsSpan(FixedSize), volume), replica);
        return bytes;
    }

    /// <summary>Reads a record whose checksum is right; refuses what this version does not write.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out JournalRecord record)
    {
        record = default;
        if (bytes.Length < FixedSize) return false;
        var (kind, last) = ((JournalRecordKind)bytes[0], (RecoveryEventKind)bytes[9]);
        if (!Enum.IsDefined(kind) || (last != default && !Enum.IsDefined(last))) return false;
        var number = BinaryPrimitives.ReadUInt64LittleEndian(bytes[1..]);
        var rest = bytes[FixedSize..];
        if (!TryReadText(ref rest, out var volume) || !TryReadText(ref rest, out var replica) || !rest.IsEmpty) return false;
        record = new JournalRecord(kind, number, new VolumeId(volume), new ReplicaId(replica), last);
        return true;
    }

    private static Span<byte> WriteText(Span<byte> to, byte[] text)
    {
        BinaryPrimitives.WriteInt32LittleEndian(to, text.Length);
        text.CopyTo(to[sizeof(int)..]);
        return to[(sizeof(int) + text.Length)..];
    }

    private static bool TryReadText(ref ReadOnlySpan<byte> from, out string text)
    {
        text = "";
        if (from.Length < sizeof(int)) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(from);
        from = from[sizeof(int)..];
        if (length < 0 || length > from.Length) return false;
        text = Encoding.UTF8.GetString(from[..length]);
        from = from[length..];
        return true;
    }
}
