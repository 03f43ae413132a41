using RocksDbSharp;

namespace Replication.Storage.RocksDb;

/// <summary>Changes that are written together or not at all. Used for one write; dispose it afterwards. Not thread-safe.</summary>
public sealed class StoreBatch : IDisposable
{
    /// <summary>The batch as RocksDB takes it; <see cref="RocksDbPrimary.Write"/> adds what the store records with the data.</summary>
    internal WriteBatch Native { get; } = new();

    /// <summary>Whether it has been written.</summary>
    internal bool IsUsed { get; set; }

    /// <summary>Sets a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value.</param>
    public StoreBatch Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        Native.Put(key, value);
        return this;
    }

    /// <summary>Removes a key; a key that is not there is no error.</summary>
    /// <param name="key">The key.</param>
    public StoreBatch Delete(ReadOnlySpan<byte> key)
    {
        Native.Delete(key);
        return this;
    }

    /// <summary>Frees the native memory.</summary>
    public void Dispose() => Native.Dispose();
}
