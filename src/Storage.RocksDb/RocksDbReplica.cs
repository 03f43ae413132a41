using Replication.Recovery;

namespace Replication.Storage.RocksDb;

/// <summary>
/// A replica on RocksDB: the same sequence numbers as its primary, because each batch is applied alone and its number compared. It keeps its own
/// log since its oldest checkpoint, so that it can truncate. Thread-safe (one operation at a time); expected failures come back by value, what the
/// disk or the engine refuses as <c>storage_failed</c>.
/// </summary>
public sealed partial class RocksDbReplica : IReplicaStore, IDisposable
{
    private readonly Lock _lock = new();
    private readonly StoreFolder _folder;
    private readonly RocksDbStoreOptions _options;
    private Database _database;
    private RetainedLog _log;
    private CheckpointShelf _shelf;
    private IncomingBase? _incoming;
    private RecoveryError _broken;
    private bool _disposed;

    private RocksDbReplica(StoreFolder folder, Database database, RocksDbStoreOptions options)
    {
        _folder = folder;
        _options = options;
        _database = database;
        _log = new RetainedLog(database);
        _shelf = new CheckpointShelf(folder.Checkpoints);
    }

    /// <summary>The volume it holds.</summary>
    public VolumeId Volume => _folder.Record.Volume;

    /// <summary>The store: new for every empty folder.</summary>
    public StoreId Store => _folder.Record.Store;

    /// <summary>The last LSN not retained in its own log: it can truncate to a checkpoint at or above this, and to what follows it.</summary>
    public Lsn Tail
    {
        get
        {
            lock (_lock) return _log.Tail;
        }
    }

    /// <summary>The last LSN applied.</summary>
    public Lsn Latest
    {
        get
        {
            lock (_lock) return _database.Latest;
        }
    }

    /// <summary>Opens a store as a replica, or makes one of an empty folder; a store that was a primary is legal.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="volume">The volume it holds.</param>
    /// <param name="options">How it behaves.</param>
    /// <returns>
    /// The replica, or <c>storage_failed</c> (folder, lock, record or database), <c>wrong_volume</c>, <c>empty_id</c>. A store whose base is
    /// unfinished opens: that it needs a rebuild stands in its facts.
    /// </returns>
    public static Result<RocksDbReplica> Open(string folder, VolumeId volume, RocksDbStoreOptions? options = null) =>
        StoreFolder.Open(folder, volume).TryGet(out var held, out var error) ? OpenIn(held, folder, options) : error;

    /// <summary>
    /// Seeds a replica: makes a store of an empty folder whose content is a copy of a checkpoint, checked against its checksums where it has any.
    /// </summary>
    /// <param name="checkpoint">The checkpoint, as the primary took it. Its folder is not changed.</param>
    /// <param name="folder">The replica's folder; a store there already is refused.</param>
    /// <param name="volume">The volume both hold.</param>
    /// <param name="options">How the replica behaves.</param>
    /// <returns>The replica, or what <see cref="Open"/> answers, or <c>verification_failed</c>.</returns>
    public static Result<RocksDbReplica> CreateFrom(Checkpoint checkpoint, string folder, VolumeId volume, RocksDbStoreOptions? options = null)
    {
        if (!StoreFolder.Open(folder, volume, mustBeNew: true).TryGet(out var held, out var error)) return error;
        try
        {
            // Built as a next generation: a crash before the switch leaves an empty replica, never a half-seeded one.
            held.PrepareNextGeneration();
            Directory.CreateDirectory(held.CheckpointsOf(held.NextGeneration));
            var kept = CheckpointShelf.FolderOf(held.CheckpointsOf(held.NextGeneration), checkpoint.At);
            var at = Database.CloneCheckpoint(checkpoint.Folder, held.ContentOf(held.NextGeneration), kept);
            error = checkpoint.Manifest is { } manifest ? IncomingBase.Compare(manifest, checkpoint.Folder) : default;
            if (error.IsNone && at != checkpoint.At) error = IncomingBase.WrongLsn(at, checkpoint.At);
            if (error.IsNone)
            {
                held.SyncNextGeneration();
                held.Update(held.Record with { Generation = held.NextGeneration });
                return OpenIn(held, folder, options);
            }
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            error = StorageFault.Of($"a replica in {folder} from the checkpoint in {checkpoint.Folder}", exception);
        }

        try
        {
            held.Abandon();
            return error;
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            return StorageFault.Of($"giving up {folder} after {error}", exception);
        }
    }

    /// <inheritdoc/>
    public Result<ReplicaFacts> Promise(Authority authority) => Guarded(authority, "a handshake", () =>
    {
        // What is reported as flushed must be.
        _database.SyncLog();
        var flushed = _database.Latest;
        var record = _folder.Record;
        return (Result<ReplicaFacts>)new ReplicaFacts(
            record.Volume,
            record.Store,
            record.PromisedEpoch,
            record.PromisedSession,
            flushed,
            Lsn.Min(flushed, _database.ReadCommitted()),
            _database.ReadLineage().UpTo(flushed),
            record.BaseUnfinished);
    });

    /// <summary>Reads a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Its value, <see langword="null"/> where there is none; or <c>storage_failed</c>.</returns>
    public Result<byte[]?> Get(ReadOnlySpan<byte> key)
    {
        var wanted = key.ToArray();
        return Guarded("a read", () => (Result<byte[]?>)_database.Get(wanted));
    }

    /// <summary>Reads the whole content at one snapshot, to compare it with the primary's. Other operations wait meanwhile.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Result<ContentChecksum> ContentChecksum(CancellationToken cancellationToken) =>
        Guarded("a content checksum", () => (Result<ContentChecksum>)_database.Checksum(cancellationToken));

    /// <summary>
    /// Takes a checkpoint of what is applied, keeps the newest few and drops the log that the oldest of them does not need; until there are that
    /// many, all log stays. The replica can truncate to the oldest one at the lowest: call this when what is applied is known to be committed.
    /// </summary>
    /// <returns>The checkpoint, untrusted; or <c>storage_failed</c>.</returns>
    public Result<Checkpoint> TakeCheckpoint() => Guarded("a checkpoint", () =>
    {
        _database.SyncLog();
        var checkpoint = _shelf.Take(_database);
        _shelf.KeepNewest(_options.CheckpointsKept, static _ => false);
        if (_shelf.All.Length == _options.CheckpointsKept) _log.DropUpTo(_shelf.All[0].At);
        return (Result<Checkpoint>)checkpoint;
    });

    /// <summary>Closes the store. A running operation is waited for; the next one answers <c>storage_failed</c>.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            _incoming?.Dispose();
            _database.Dispose();
            _folder.Dispose();
        }
    }

    private static Result<RocksDbReplica> OpenIn(StoreFolder held, string folder, RocksDbStoreOptions? options)
    {
        options ??= RocksDbStoreOptions.Default;
        Database? database = null;
        try
        {
            database = Database.Open(held.Content, options);
            var replica = new RocksDbReplica(held, database, options);
            // Without a checkpoint and without the log from the first entry on there would be nothing to truncate from.
            if (replica._log.Tail > Lsn.Zero && replica._shelf.Newest is null) replica._shelf.Take(database);
            return replica;
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            database?.Dispose();
            held.Dispose();
            return StorageFault.Of($"the store in {folder}", exception);
        }
    }

    // The fence: nothing is done or answered for an authority before what it presents is durably promised.
    private Result<T> Guarded<T>(Authority authority, string presented, Func<Result<T>> operation) => Guarded(presented, () =>
    {
        var record = _folder.Record;
        var stale = ReplicaFence.Check(record.Volume, record.PromisedEpoch, record.PromisedSession, authority);
        if (!stale.IsNone) return stale;
        if (authority.Epoch != record.PromisedEpoch || authority.Session != record.PromisedSession)
            _folder.Update(record with { PromisedEpoch = authority.Epoch, PromisedSession = authority.Session });
        return operation();
    });

    private Result<T> Guarded<T>(string presented, Func<Result<T>> operation)
    {
        lock (_lock)
        {
            if (_disposed) return StorageFault.Closed(presented);
            if (!_broken.IsNone) return _broken;
            try
            {
                return operation();
            }
            catch (Exception exception) when (StorageFault.Is(exception))
            {
                return StorageFault.Of(presented, exception);
            }
        }
    }

    private RecoveryError Unfinished(string presented) => _folder.Record.BaseUnfinished
        ? new(RecoveryCode.VerificationFailed, presented, "a base was begun in this store and never verified", "a rebuild")
        : default;

    // The next generation is complete and durable. Whether the record reached the disk is not known when replacing it fails: then this store
    // answers nothing more.
    private void SwitchToNextGeneration(StoreRecord record, Func<Database> open)
    {
        var old = _folder.Record.Generation;
        _folder.SyncNextGeneration();
        Reached(StoreStep.GenerationBuilt);
        _broken = new(RecoveryCode.StorageFailed, "any operation", "replacing the content failed halfway", "the store closed and opened again");
        _folder.Update(record with { Generation = _folder.NextGeneration });
        Reached(StoreStep.GenerationSwitched);
        _database.Dispose();
        _database = open();
        _log = new RetainedLog(_database);
        _shelf = new CheckpointShelf(_folder.Checkpoints);
        _broken = default;
        _folder.DeleteGeneration(old);
        Reached(StoreStep.OldGenerationDeleted);
    }

    private void Reached(StoreStep step) => _options.StepReached?.Invoke(step);
}
