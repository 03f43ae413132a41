using System.Buffers;
using Replication.Recovery;

namespace Replication.Storage.RocksDb;

public sealed partial class RocksDbPrimary
{
    private const int BaseReadBytes = 128 * 1024;
    private readonly Lock _cursorLock = new();
    private readonly HashSet<LogCursor> _cursors = [];

    /// <inheritdoc/>
    /// <remarks>
    /// Ships nothing that is not durable, although RocksDB shows it. One entry here is one write batch: a chunk never ends inside one. Enumerate it
    /// on one thread.
    /// </remarks>
    public IEnumerable<Result<LogChunk>> Read(Pin pin, Lsn after, Lsn end, int maxBytes)
    {
        var cursor = _pins.TakeCursor(pin, after) ?? NewCursor(after);
        try
        {
            var writer = new ArrayBufferWriter<byte>();
            while (true)
            {
                var chunk = ReadChunk(pin, cursor, end, maxBytes, writer);
                if (!chunk.TryGet(out var read, out _))
                {
                    yield return chunk;
                    yield break;
                }

                if (read.Last == read.After) yield break;
                yield return chunk;
            }
        }
        finally
        {
            if (!_pins.TryLeaveCursor(pin, cursor)) cursor.Dispose();
        }
    }

    /// <inheritdoc/>
    public ValueTask<Result<BaseManifest>> ReadManifestAsync(Pin pin, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var revocation = Revocation(pin);
        if (!revocation.IsNone) return new(revocation);
        return new(_shelf.At(pin.From) is { Manifest: { } manifest } && pin.Request.Kind != PinKind.Wal
            ? manifest
            : new RecoveryError(
                RecoveryCode.InvalidRange,
                $"pin {pin.Id} of kind {pin.Request.Kind} at LSN {pin.From}",
                "it holds no base",
                "a snapshot or full-base pin"));
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The pin was revoked, or the file cannot be opened.</exception>
    /// <exception cref="ArgumentException">The pin holds no base, or the base has no such file.</exception>
    public Stream OpenBaseFile(Pin pin, BaseFile file)
    {
        var revocation = Revocation(pin);
        if (!revocation.IsNone) throw new IOException(revocation.ToString());
        if (_shelf.At(pin.From) is not { Manifest: { } manifest } checkpoint || !manifest.Files.Contains(file))
            throw new ArgumentException($"Pin {pin.Id} holds no base with the file {file.Name}.", nameof(file));
        var path = Path.Combine(checkpoint.Folder, file.Name);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BaseReadBytes, FileOptions.SequentialScan);
    }

    // One step inside the gate; a chunk that ends where it starts says that nothing more is to be read.
    private Result<LogChunk> ReadChunk(Pin pin, LogCursor cursor, Lsn end, int maxBytes, ArrayBufferWriter<byte> writer)
    {
        if (!_gate.TryEnter()) return StorageFault.Closed("a read of the log");
        try
        {
            EnforceCapsInside();
            var revocation = _pins.Revocation(pin);
            if (!revocation.IsNone) return revocation;
            var (after, goal) = (cursor.Position, Lsn.Min(end, Durable));
            writer.ResetWrittenCount();
            ChunkCodec.WriteHeader(writer, _database.Families);
            while (cursor.Position < goal)
            {
                var step = cursor.Peek(out var batch);
                if (step is LogStep.Hole or LogStep.InsideBatch)
                {
                    // What was read so far is good; the hole is met again by the next step.
                    if (cursor.Position > after) break;
                    return OutsideHistory(cursor, step);
                }

                if (step == LogStep.End || batch.Last > goal) break;
                if (cursor.Position > after && writer.WrittenCount + ChunkCodec.SizeOf(batch) > maxBytes) break;
                ChunkCodec.WriteBatch(writer, batch);
                cursor.Consume();
            }

            return new LogChunk(after, cursor.Position, cursor.Position > after ? writer.WrittenSpan.ToArray() : default);
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            return StorageFault.Of("a read of the log", exception);
        }
        finally
        {
            _gate.Exit();
        }
    }

    private RecoveryError OutsideHistory(LogCursor cursor, LogStep step)
    {
        if (step == LogStep.InsideBatch)
        {
            return new RecoveryError(
                RecoveryCode.GapExceedsRetention,
                $"a read after LSN {cursor.Position}",
                $"that is inside the batch that starts at LSN {cursor.HoleEnd}",
                "the last LSN of a batch");
        }

        // Something else deleted log files under us: from now on the history says so, and the replica is rebuilt instead of trying this for ever.
        // Looked at twice, because every replica behind this LSN pays for it.
        using var second = new LogCursor(_database, cursor.Position);
        if (second.Peek(out _) != LogStep.Hole)
        {
            return new RecoveryError(
                RecoveryCode.StorageFailed, $"a read after LSN {cursor.Position}", "the log could not be read for a moment", "the same read again");
        }

        _log.FoundMissing(Lsn.Min(new Lsn(cursor.HoleEnd.Value - 1), Committed));
        return new RecoveryError(
            RecoveryCode.GapExceedsRetention,
            $"a read after LSN {cursor.Position}",
            $"the log goes on at LSN {cursor.HoleEnd}",
            $"LSN {cursor.HoleEnd.Value - 1} or later");
    }

    private LogCursor NewCursor(Lsn after)
    {
        var cursor = new LogCursor(_database, after);
        lock (_cursorLock)
        {
            _cursors.RemoveWhere(known => known.IsClosed);
            _cursors.Add(cursor);
        }

        return cursor;
    }

    private void CloseCursors()
    {
        lock (_cursorLock)
        {
            foreach (var cursor in _cursors) cursor.Dispose();
            _cursors.Clear();
        }
    }
}
