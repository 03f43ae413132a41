using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Replication.Tool.Demo;

/// <summary>The data that is loaded: the same for the same numbers, and different for every generation of a key.</summary>
internal static class Records
{
    public static byte[] Key(int number) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"record-{number:D9}"));

    /// <summary>A value nobody else has: random bytes of (number, generation).</summary>
    public static byte[] Value(int number, int generation, int size)
    {
        var value = new byte[size];
        new Random(HashCode(number, generation)).NextBytes(value);
        return value;
    }

    // string.GetHashCode and HashCode.Combine differ from process to process; the data must not.
    private static int HashCode(int number, int generation)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], generation);
        var hash = 2166136261u;
        foreach (var b in bytes) hash = (hash ^ b) * 16777619u;
        return (int)hash;
    }
}
