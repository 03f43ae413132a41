using Replication.Recovery;
using Replication.Storage.RocksDb;

namespace Replication.Tool.Demo;

/// <summary>
/// Makes the pasts on real stores. An old primary writes epoch 1 and leaves: one replica stops early, the new primary and others have the log to a common LSN, and one
/// replica alone gets a tail that nobody else will ever have. The new primary then writes epoch 2.
/// </summary>
internal sealed class PastMaker(DemoOptions options, DemoFolder folder, VolumeId volume, CancellationToken cancellationToken)
{
    private const int BatchRecords = 64;

    private static readonly Endpoint Local = new("seed", "seed", 1);

    private readonly string[] _replicas = [.. options.ReplicaNames];

    /// <summary>Makes all stores: the primary's and each replica's.</summary>
    /// <returns>Each replica's past.</returns>
    public IReadOnlyList<Past> Make()
    {
        var pasts = new List<Past>();
        var early = options.Records * 4 / 10;
        var common = options.Records * 7 / 10;
        var late = options.Records * 85 / 100;
        using (var old = Opened(RocksDbPrimary.Open(folder.Of("old-primary"), volume, new Epoch(1))))
        {
            Write(old, 0, early, generation: 1);
            var first = Checkpoint(old);
            pasts.AddRange(Of(PastKind.BehindRetention).Select(r => Seed(r, PastKind.BehindRetention, first)));
            Write(old, early, common, generation: 1);
            Overwrite(old, 0, early, generation: 2);
            var shared = Checkpoint(old);
            pasts.AddRange(Of(PastKind.Behind).Select(r => Seed(r, PastKind.Behind, shared)));
            Opened(RocksDbReplica.CreateFrom(shared, folder.Of("primary"), volume)).Dispose();
            var diverged = Of(PastKind.Diverged).ToArray();
            foreach (var replica in diverged) _ = Seed(replica, PastKind.Diverged, shared);
            Write(old, common, common + Math.Max(1, options.Records / 50), generation: 9);
            pasts.AddRange(diverged.Select(r => Ship(old, shared.At, r, PastKind.Diverged, new Epoch(1))));
        }

        Directory.Delete(folder.Of("old-primary"), recursive: true);
        using (var primary = Opened(RocksDbPrimary.Open(folder.Of("primary"), volume, new Epoch(2))))
        {
            Write(primary, common, late, generation: 1);
            var checkpoint = Checkpoint(primary);
            foreach (var replica in Of(PastKind.UpToDate)) _ = Seed(replica, PastKind.UpToDate, checkpoint);
            Write(primary, late, options.Records, generation: 1);
            Overwrite(primary, early, common, generation: 3);
            pasts.AddRange(Of(PastKind.UpToDate).Select(r => Ship(primary, checkpoint.At, r, PastKind.UpToDate, new Epoch(2))));
        }

        return [.. pasts.OrderBy(p => Array.IndexOf(_replicas, p.Replica))];
    }

    private static T Opened<T>(Result<T> result) =>
        result.TryGet(out var value, out var error) ? value : throw new DemoException("cannot prepare the stores: " + error);

    private IEnumerable<string> Of(PastKind kind) => _replicas.Where((_, index) => Past.KindOf(index) == kind);

    private Checkpoint Checkpoint(RocksDbPrimary primary) => Opened(primary.TakeCheckpoint(cancellationToken));

    private void Write(RocksDbPrimary primary, int from, int to, int generation)
    {
        for (var start = from; start < to; start += BatchRecords)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var batch = new StoreBatch();
            for (var number = start; number < Math.Min(to, start + BatchRecords); number++)
                batch.Put(Records.Key(number), Records.Value(number, generation, options.ValueSize));
            _ = Opened(primary.Write(batch, sync: false));
        }

        _ = Opened(primary.Sync());
    }

    // A log is more than what it adds: some records change, some go.
    private void Overwrite(RocksDbPrimary primary, int from, int to, int generation)
    {
        using var batch = new StoreBatch();
        for (var number = from; number < to; number += Math.Max(1, (to - from) / 200))
        {
            if (number % 3 == 0) batch.Delete(Records.Key(number));
            else batch.Put(Records.Key(number), Records.Value(number, generation, options.ValueSize));
        }

        _ = Opened(primary.Write(batch));
    }

    private Past Seed(string replica, PastKind kind, Checkpoint checkpoint)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var store = Opened(RocksDbReplica.CreateFrom(checkpoint, folder.Of(replica), volume));
        return new Past(replica, kind, checkpoint.At.Value);
    }

    // What the replica's primary of the time sent it before it left.
    private Past Ship(RocksDbPrimary primary, Lsn after, string replica, PastKind kind, Epoch epoch)
    {
        using var store = Opened(RocksDbReplica.Open(folder.Of(replica), volume));
        var authority = new Authority(volume, new ReplicaId(replica), Local, epoch, new SessionId(1));
        _ = Opened(store.Promise(authority));
        var pin = Opened(primary.Pin(new PinRequest(PinKind.Wal, after, authority.Session, default)));
        var reached = after;
        foreach (var chunk in primary.Read(pin, after, primary.Durable, 1 << 20))
        {
            cancellationToken.ThrowIfCancellationRequested();
            reached = Opened(store.Append(authority, Opened(chunk), sync: false));
        }

        reached = Opened(store.Append(authority, new LogChunk(reached, reached, default), sync: true));
        primary.Release(pin);
        return new Past(replica, kind, reached.Value);
    }
}
