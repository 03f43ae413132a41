using Replication.Recovery;

namespace Replication.Storage.RocksDb;

public sealed partial class RocksDbPrimary
{
    private readonly Lock _writing = new();
    private readonly Lock _syncing = new();
    private readonly Lock _waiting = new();
    private volatile EpochStarts _starts;
    private TaskCompletionSource _moreDurable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Lsn _durable;
    private Lsn _committed;
    private bool _ended;

    /// <summary>The highest LSN that survives a crash; entries up to it may be shipped.</summary>
    public Lsn Durable
    {
        get
        {
            lock (_waiting) return _durable;
        }
    }

    /// <summary>The boundary promised to clients.</summary>
    public Lsn Committed
    {
        get
        {
            lock (_waiting) return _committed;
        }
    }

    /// <summary>The epoch written now.</summary>
    public Epoch Epoch => _starts.Last;

    /// <summary>
    /// Writes a batch, with the committed LSN known now in the same batch. Writers that ask for durability at the same time share one sync. An
    /// empty batch is legal: it carries the committed LSN alone.
    /// </summary>
    /// <param name="batch">The changes; used up.</param>
    /// <param name="sync">Whether the batch must be durable when this returns; without, it may be shipped only after a later
    /// <see cref="Sync"/>.</param>
    /// <returns>The LSN of the batch's end, or <c>storage_failed</c>; a batch that was written and not synced is there, and not durable.</returns>
    /// <exception cref="InvalidOperationException">The batch was written already.</exception>
    public Result<Lsn> Write(StoreBatch batch, bool sync = true)
    {
        if (batch.IsUsed) throw new InvalidOperationException("A batch is written once; make a new one.");
        batch.IsUsed = true;
        if (!_gate.TryEnter()) return StorageFault.Closed("a batch");
        try
        {
            Lsn last;
            lock (_writing)
            {
                _database.RecordCommitted(batch.Native, Committed);
                last = Append(batch);
            }

            EnforceCapsInside();
            return sync ? SyncTo(last) : last;
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            return StorageFault.Of("a batch", exception);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Makes everything written so far durable.</summary>
    /// <returns>The highest durable LSN, or <c>storage_failed</c>.</returns>
    public Result<Lsn> Sync()
    {
        if (!_gate.TryEnter()) return StorageFault.Closed("a sync");
        try
        {
            return SyncTo(_database.Latest);
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            return StorageFault.Of("a sync", exception);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>
    /// Raises the committed LSN to what the commit rule found durable on the replicas it names; a lower one changes nothing. Replicas learn it with
    /// the next batch.
    /// </summary>
    /// <param name="lsn">The LSN; at most what is durable here.</param>
    /// <returns>The committed LSN, or <c>invalid_range</c>.</returns>
    public Result<Lsn> Commit(Lsn lsn)
    {
        lock (_waiting)
        {
            if (lsn > _durable)
                return new RecoveryError(
                    RecoveryCode.InvalidRange, $"LSN {lsn} as committed", $"LSN {_durable} is durable on the primary", $"LSN {_durable} or earlier");
            _committed = Lsn.Max(_committed, lsn);
            return _committed;
        }
    }

    /// <summary>
    /// Begins an epoch: its lineage record is the epoch's first entry and durable when this returns. Only forward; the epoch written now is legal
    /// and changes nothing.
    /// </summary>
    /// <param name="epoch">The epoch.</param>
    /// <returns>The highest durable LSN, or <c>stale_epoch</c>, <c>storage_failed</c>.</returns>
    public Result<Lsn> BeginEpoch(Epoch epoch)
    {
        if (!_gate.TryEnter()) return StorageFault.Closed($"epoch {epoch}");
        try
        {
            lock (_writing)
            {
                if (epoch < _starts.Last)
                    return new RecoveryError(
                        RecoveryCode.StaleEpoch,
                        $"epoch {epoch}",
                        $"the log was written under epoch {_starts.Last}",
                        $"an epoch after {_starts.Last}");
                if (epoch == _starts.Last)
                {
                    return _folder.Record.LedEpoch == epoch
                        ? Durable
                        : new RecoveryError(RecoveryCode.StaleEpoch, $"epoch {epoch}", "it was written by another store", $"an epoch after {epoch}");
                }

                // First the claim, then the record: an epoch that is in the log and not claimed would be taken for another store's.
                _folder.Update(_folder.Record with { LedEpoch = epoch, PromisedEpoch = epoch, PromisedSession = SessionId.None });
                var starts = _starts.With(epoch, _database.Latest.Next);
                using var batch = new StoreBatch();
                _database.RecordLineage(batch.Native, starts);
                _database.RecordCommitted(batch.Native, Committed);
                var last = Append(batch);
                _starts = starts;
                return SyncTo(last);
            }
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            return StorageFault.Of($"epoch {epoch}", exception);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Waits until something above an LSN is durable, and may be shipped.</summary>
    /// <param name="after">The LSN.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The store was closed.</exception>
    public async ValueTask WaitForAsync(Lsn after, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_waiting)
            {
                ObjectDisposedException.ThrowIf(_ended, this);
                if (_durable > after) return;
                more = _moreDurable.Task;
            }

            await more.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Under _writing: nobody else moves the sequence, so what it is afterwards is the batch's end.
    private Lsn Append(StoreBatch batch)
    {
        var before = _database.Latest;
        var bytes = batch.Native.AsSpan().Length;
        _database.Write(batch.Native);
        var last = _database.Latest;
        if (last.DistanceFrom(before) != (ulong)batch.Native.Count())
            throw new InvalidDataException($"A batch of {batch.Native.Count()} changes moved the log from LSN {before} to {last}.");
        _log.Appended(last, bytes);
        return last;
    }

    private Lsn SyncTo(Lsn lsn)
    {
        lock (_syncing)
        {
            var durable = Durable;
            if (durable >= lsn) return durable;
            var written = _database.Latest;
            _database.SyncLog();
            TaskCompletionSource reached;
            lock (_waiting)
            {
                _durable = written;
                if (_options.CommitsWhatIsDurable) _committed = written;
                reached = _moreDurable;
                _moreDurable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            reached.SetResult();
            return written;
        }
    }

    private void EndWaiting()
    {
        TaskCompletionSource waiting;
        lock (_waiting)
        {
            _ended = true;
            waiting = _moreDurable;
        }

        waiting.SetResult();
    }
}
