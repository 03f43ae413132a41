using Replication.Recovery;

namespace Replication.Storage.RocksDb;

public sealed partial class RocksDbPrimary
{
    // Order of locks: _checkpointing, then _writing or _retaining, never both of these.
    private readonly Lock _checkpointing = new();
    private readonly Lock _retaining = new();

    /// <inheritdoc/>
    public Result<Pin> Pin(PinRequest request)
    {
        if (!_gate.TryEnter()) return StorageFault.Closed($"a {request.Kind} pin");
        try
        {
            return request.Kind switch
            {
                PinKind.Wal => PinLog(request),
                PinKind.Snapshot => PinSnapshot(request),
                PinKind.FullBase => PinFullBase(request),
                _ => new RecoveryError(RecoveryCode.UnknownKind, $"pin kind {(byte)request.Kind}", null, "wal, snapshot or full base"),
            };
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            return StorageFault.Of($"a {request.Kind} pin", exception);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <inheritdoc/>
    public void Advance(Pin pin, Lsn acknowledged) => _pins.Advance(pin, Lsn.Min(acknowledged, Durable));

    /// <inheritdoc/>
    public RecoveryError Revocation(Pin pin)
    {
        EnforceCaps();
        return _pins.Revocation(pin);
    }

    /// <inheritdoc/>
    public void Release(Pin pin)
    {
        _pins.Remove(pin);
        if (!_gate.TryEnter()) return;
        try
        {
            if (pin.Request.Kind != PinKind.Wal) TryDropCheckpoints();
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>
    /// Revokes every pin beyond its caps. Every write, every look at a revocation and every <see cref="RecycleLog"/> does so too; a host that does
    /// none of these for long calls this on a timer, so that an idle pin ages out.
    /// </summary>
    public void EnforceCaps()
    {
        if (!_gate.TryEnter()) return;
        try
        {
            EnforceCapsInside();
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>
    /// Takes a checkpoint of what is written, after making it durable, and keeps the newest few. It is trusted: its checksums are kept with it.
    /// Writers wait while it is taken, not while its files are read for the checksums.
    /// </summary>
    /// <param name="cancellationToken">Cancels the reading for the checksums; the checkpoint is there then, and not trusted.</param>
    /// <returns>The checkpoint, or <c>storage_failed</c>.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Result<Checkpoint> TakeCheckpoint(CancellationToken cancellationToken = default)
    {
        if (!_gate.TryEnter()) return StorageFault.Closed("a checkpoint");
        try
        {
            lock (_checkpointing)
            {
                var checkpoint = TakeTrusted(cancellationToken);
                DropCheckpoints();
                return checkpoint;
            }
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            return StorageFault.Of("a checkpoint", exception);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>
    /// Drops the log up to the committed LSN that is not needed any more: by no pin and, so that the checkpoint can serve as a base, not by the
    /// newest checkpoint. Goes by whole log files, so a little more than needed may stay.
    /// </summary>
    /// <param name="keepSinceCheckpoint">Whether the log since the newest checkpoint is kept.</param>
    /// <returns>The tail, or <c>storage_failed</c>.</returns>
    public Result<Lsn> RecycleLog(bool keepSinceCheckpoint = true)
    {
        if (!_gate.TryEnter()) return StorageFault.Closed("a recycling of the log");
        try
        {
            lock (_checkpointing)
            {
                // Only then does RocksDB itself let go of the files.
                _database.Flush();
                EnforceCapsInside();
                DropCheckpoints();
                lock (_retaining)
                {
                    var floor = Lsn.Min(Committed, _pins.LogFloor());
                    if (keepSinceCheckpoint && _shelf.Newest is { } checkpoint) floor = Lsn.Min(floor, checkpoint.At);
                    return _log.DropUpTo(floor);
                }
            }
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            return StorageFault.Of("a recycling of the log", exception);
        }
        finally
        {
            _gate.Exit();
        }
    }

    private Result<Pin> PinLog(PinRequest request)
    {
        // Dropping takes the same lock: what is above the tail now stays once the pin is in the table.
        lock (_retaining)
        {
            var (tail, head) = (_log.Tail, _database.Latest);
            if (request.From < tail)
            {
                return new RecoveryError(
                    RecoveryCode.GapExceedsRetention,
                    $"a WAL pin above LSN {request.From}",
                    $"the log is retained above LSN {tail}",
                    $"LSN {tail} or later");
            }

            return request.From > head
                ? new RecoveryError(
                    RecoveryCode.InvalidRange, $"a WAL pin above LSN {request.From}", $"the log ends at LSN {head}", $"LSN {head} or earlier")
                : _pins.Add(request, request.From, head);
        }
    }

    private Result<Pin> PinSnapshot(PinRequest request)
    {
        lock (_retaining)
        {
            if (_shelf.At(request.From) is { IsTrusted: true } checkpoint) return _pins.Add(request, checkpoint.At, checkpoint.At);
            var trusted = _shelf.All.Where(known => known.IsTrusted).Select(known => known.At);
            return new RecoveryError(
                RecoveryCode.GapExceedsRetention,
                $"a snapshot pin at LSN {request.From}",
                $"trusted checkpoints at LSN {string.Join(", ", trusted)}",
                "the LSN of a trusted checkpoint");
        }
    }

    private Result<Pin> PinFullBase(PinRequest request)
    {
        lock (_checkpointing)
        {
            var checkpoint = TakeTrusted(CancellationToken.None);
            Pin pin;
            lock (_retaining) pin = _pins.Add(request, checkpoint.At, checkpoint.At);
            DropCheckpoints();
            return pin;
        }
    }

    // Under _checkpointing, so that the log since the checkpoint is not recycled while its files are read.
    private Checkpoint TakeTrusted(CancellationToken cancellationToken)
    {
        Checkpoint checkpoint;
        lock (_writing)
        {
            SyncTo(_database.Latest);
            checkpoint = _shelf.Take(_database);
        }

        return _shelf.Trust(checkpoint, cancellationToken);
    }

    private void EnforceCapsInside()
    {
        if (_pins.Enforce()) TryDropCheckpoints();
    }

    // For those that have nobody to tell: what cannot be deleted stays on the shelf, and the next checkpoint or recycling tries again and answers
    // with the failure.
    private void TryDropCheckpoints()
    {
        try
        {
            DropCheckpoints();
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            return;
        }
    }

    private void DropCheckpoints()
    {
        lock (_retaining) _shelf.KeepNewest(_options.CheckpointsKept, _pins.HoldsBase);
    }

    // What would go if the pin went: a base still among the newest is kept anyway, and a table the live content still has is a hard link that costs
    // nothing.
    private ulong BytesHeld(PinKind kind, Lsn at)
    {
        if (kind == PinKind.Wal) return _log.BytesAbove(at);
        if (_shelf.All.TakeLast(_options.CheckpointsKept).Any(checkpoint => checkpoint.At == at)) return 0;
        return _shelf.At(at)?.Manifest?.Files.Aggregate(0UL, (sum, file) => IsShared(file) ? sum : sum + file.Length) ?? 0;
    }

    private bool IsShared(BaseFile file) =>
        file.Name.EndsWith(".sst", StringComparison.Ordinal) && File.Exists(Path.Combine(_database.Path, file.Name));
}
