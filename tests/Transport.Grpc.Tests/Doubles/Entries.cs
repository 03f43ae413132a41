using System.Buffers.Binary;

namespace Replication.Transport.Grpc.Tests.Doubles;

/// <summary>The encoding of the in-memory engine: LSN, length, bytes; LSNs are dense from 1.</summary>
internal static class Entries
{
    private const int Header = sizeof(ulong) + sizeof(int);

    public static byte[] Encode(IEnumerable<(Lsn At, byte[] Bytes)> entries)
    {
        using var encoded = new MemoryStream();
        Span<byte> header = stackalloc byte[Header];
        foreach (var (at, bytes) in entries)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(header, at.Value);
            BinaryPrimitives.WriteInt32LittleEndian(header[sizeof(ulong)..], bytes.Length);
            encoded.Write(header);
            encoded.Write(bytes);
        }

        return encoded.ToArray();
    }

    public static IEnumerable<(Lsn At, byte[] Bytes)> Decode(ReadOnlyMemory<byte> encoded)
    {
        for (var rest = encoded; !rest.IsEmpty;)
        {
            var at = new Lsn(BinaryPrimitives.ReadUInt64LittleEndian(rest.Span));
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest.Span[sizeof(ulong)..]);
            yield return (at, rest.Slice(Header, length).ToArray());
            rest = rest[(Header + length)..];
        }
    }

    public static int Size(byte[] bytes) => Header + bytes.Length;
}
