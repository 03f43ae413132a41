using Replication.Recovery;

namespace Replication.Storage.RocksDb;

/// <summary>
/// A primary on RocksDB. The LSN is the sequence number. The log is kept until <see cref="RecycleLog"/> drops what no pin needs. Thread-safe;
/// expected failures come back by value, what the disk or the engine refuses as <c>storage_failed</c>.
/// </summary>
public sealed partial class RocksDbPrimary : IPrimaryStore, IDisposable
{
    private readonly StoreFolder _folder;
    private readonly Database _database;
    private readonly RetainedLog _log;
    private readonly CheckpointShelf _shelf;
    private readonly PinTable _pins;
    private readonly RocksDbStoreOptions _options;
    private readonly UseGate _gate = new();

    private RocksDbPrimary(StoreFolder folder, Database database, RocksDbStoreOptions options)
    {
        _folder = folder;
        _database = database;
        _options = options;
        _log = new RetainedLog(database);
        _shelf = new CheckpointShelf(folder.Checkpoints);
        _pins = new PinTable(options.TimeProvider, BytesHeld);
        _starts = database.ReadLineage();
        database.SyncLog();
        _durable = database.Latest;
        // What the log no longer holds entry by entry was handed out as a base; it cannot be less than committed.
        _committed = options.CommitsWhatIsDurable ? _durable : Lsn.Max(database.ReadCommitted(), _log.Tail);
    }

    /// <inheritdoc/>
    public VolumeId Volume => _folder.Record.Volume;

    /// <summary>The store: new for every empty folder.</summary>
    public StoreId Store => _folder.Record.Store;

    /// <summary>
    /// Opens a store as the primary of an epoch, or makes one of an empty folder; a store that was a replica goes on with its whole log.
    /// </summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="volume">The volume it holds.</param>
    /// <param name="epoch">The epoch it writes. If it is not the one it wrote last, its lineage record is durable when this returns.</param>
    /// <param name="options">How it behaves.</param>
    /// <returns>
    /// The primary, or <c>storage_failed</c> (folder, lock, record or database), <c>wrong_volume</c>, <c>stale_epoch</c> (a later epoch was written
    /// or promised, or this one was written by another store), <c>verification_failed</c> (its base is unfinished), <c>empty_id</c>,
    /// <c>zero_epoch</c>.
    /// </returns>
    public static Result<RocksDbPrimary> Open(string folder, VolumeId volume, Epoch epoch, RocksDbStoreOptions? options = null)
    {
        options ??= RocksDbStoreOptions.Default;
        if (epoch == Epoch.None) return new RecoveryError(RecoveryCode.ZeroEpoch, "epoch 0", null, "an epoch above 0");
        if (!StoreFolder.Open(folder, volume).TryGet(out var held, out var error)) return error;
        Database? database = null;
        try
        {
            error = Refusal(held.Record, epoch);
            if (error.IsNone)
            {
                database = Database.Open(held.Content, options);
                var primary = new RocksDbPrimary(held, database, options);
                error = primary.BeginEpoch(epoch).Error;
                if (error.IsNone) return primary;
            }
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            error = StorageFault.Of($"the store in {folder}", exception);
        }

        database?.Dispose();
        held.Dispose();
        return error;
    }

    /// <inheritdoc/>
    public Result<HistoryReading> ReadHistory()
    {
        if (!_gate.TryEnter()) return StorageFault.Closed("a reading of the history");
        try
        {
            // Each only rises, so reading them in this order keeps tail ≤ committed ≤ head and checkpoint ≤ committed.
            var tail = _log.Tail;
            var committed = Committed;
            var checkpoint = _shelf.AtOrBelow(committed);
            var starts = _starts;
            var durable = Durable;
            var head = _database.Latest;
            return RetainedHistory.TryCreate(
                head, tail, committed, checkpoint?.At ?? Lsn.Zero, checkpoint?.IsTrusted ?? false, out var history, out var error)
                ? new HistoryReading(history!, starts.UpTo(durable))
                : error;
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            return StorageFault.Of("a reading of the history", exception);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Reads a key: what was written, durable or not.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Its value, <see langword="null"/> where there is none; or <c>storage_failed</c>.</returns>
    public Result<byte[]?> Get(ReadOnlySpan<byte> key)
    {
        if (!_gate.TryEnter()) return StorageFault.Closed("a read");
        try
        {
            return _database.Get(key);
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            return StorageFault.Of("a read", exception);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Reads the whole content at one snapshot, to compare it with a replica's.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Result<ContentChecksum> ContentChecksum(CancellationToken cancellationToken)
    {
        if (!_gate.TryEnter()) return StorageFault.Closed("a content checksum");
        try
        {
            return _database.Checksum(cancellationToken);
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            return StorageFault.Of("a content checksum", exception);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>
    /// Closes the store. Readers stop first: a step that runs is waited for, the next one answers <c>storage_failed</c>; whoever waits for new
    /// entries gets an <see cref="ObjectDisposedException"/>. Pins end with the store.
    /// </summary>
    public void Dispose()
    {
        if (!_gate.Close()) return;
        EndWaiting();
        CloseCursors();
        _database.Dispose();
        _folder.Dispose();
    }

    private static RecoveryError Refusal(StoreRecord record, Epoch epoch) =>
        record.BaseUnfinished
            ? new(
                RecoveryCode.VerificationFailed,
                "a store to be the primary",
                "a base was begun in it and never verified",
                "a store whose base is verified")
        : record.PromisedEpoch > epoch
            ? new(
                RecoveryCode.StaleEpoch,
                $"epoch {epoch}",
                $"epoch {record.PromisedEpoch} was promised",
                $"epoch {record.PromisedEpoch.Value} or later")
        : default;
}
