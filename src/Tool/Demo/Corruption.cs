using Replication.Recovery;
using Replication.Storage.RocksDb;

namespace Replication.Tool.Demo;

/// <summary>Damage done on purpose, to show that the content check is real.</summary>
internal static class Corruption
{
    /// <summary>Changes one value in a store whose process is stopped, as a primary of its own would.</summary>
    /// <exception cref="DemoException">The store cannot be opened.</exception>
    public static void ChangeOneValue(string folder, VolumeId volume)
    {
        if (!RocksDbPrimary.Open(folder, volume, new Epoch(ulong.MaxValue)).TryGet(out var store, out var error))
            throw new DemoException("cannot change a value: " + error);
        using (store)
        using (var batch = new StoreBatch())
        {
            batch.Put(Records.Key(1), "not what was written"u8);
            if (!store.Write(batch).TryGet(out _, out error)) throw new DemoException("cannot change a value: " + error);
        }
    }
}
