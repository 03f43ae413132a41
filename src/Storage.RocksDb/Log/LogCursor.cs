using Replication.Recovery;
using RocksDbSharp;

namespace Replication.Storage.RocksDb;

/// <summary>What a cursor stands before.</summary>
internal enum LogStep
{
    /// <summary>The batch that starts exactly after <see cref="LogCursor.Position"/>.</summary>
    Batch,

    /// <summary>Nothing has been written after the position.</summary>
    End,

    /// <summary>The log holds later entries, and not those right after the position.</summary>
    Hole,

    /// <summary>The position lies inside a batch.</summary>
    InsideBatch,
}

/// <summary>
/// Reads a database's log batch by batch without ever passing over an entry: RocksDB itself starts later than asked, or nowhere at all, without an
/// error, when what was asked for has been recycled. Thread-safe; owned by one reader at a time, closed by whoever closes the database.
/// </summary>
internal sealed class LogCursor(Database database, Lsn after) : IDisposable
{
    // A log file that is rolled under an open iterator ends it with "Try again", and may do so more than once while files move to the archive.
    private const int OpenAttempts = 16;
    private readonly Lock _lock = new();
    private TransactionLogIterator? _iterator;
    private WriteBatch? _batch;
    private Lsn _batchFirst;
    private bool _disposed;

    /// <summary>The last LSN consumed.</summary>
    public Lsn Position { get; private set; } = after;

    /// <summary>Where the log goes on, at a <see cref="LogStep.Hole"/>.</summary>
    public Lsn HoleEnd { get; private set; }

    /// <summary>Whether it was closed.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock) return _disposed;
        }
    }

    /// <summary>Looks at what follows the position.</summary>
    /// <param name="batch">The batch, valid until the cursor is used again.</param>
    /// <exception cref="ObjectDisposedException">The database is being closed.</exception>
    public LogStep Peek(out LogBatch batch)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            batch = default;
            if (_batch is null)
            {
                if (Position >= database.Latest) return LogStep.End;
                if (!MoveToNext())
                {
                    HoleEnd = database.Latest.Next;
                    return LogStep.Hole;
                }
            }

            batch = new LogBatch(_batchFirst, _batch!.AsSpan());
            if (batch.First == Position.Next) return LogStep.Batch;
            HoleEnd = batch.First;
            return batch.First > Position.Next ? LogStep.Hole : LogStep.InsideBatch;
        }
    }

    /// <summary>Moves the position to the end of the batch looked at.</summary>
    public void Consume()
    {
        lock (_lock)
        {
            if (_batch is null) return;
            Position = new LogBatch(_batchFirst, _batch.AsSpan()).Last;
            DropBatch();
        }
    }

    /// <summary>Closes the native iterator.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            DropBatch();
            DropIterator();
        }
    }

    private bool MoveToNext()
    {
        // An iterator that reached the end before sees what was written since, as long as it was written to the same file.
        if (_iterator is not null)
        {
            _iterator.Next();
            if (TakeBatch()) return true;
            DropIterator();
        }

        RocksDbException? last = null;
        for (var attempt = 0; attempt < OpenAttempts; attempt++)
        {
            last = null;
            try
            {
                _iterator = database.OpenLog(Position.Next);
                if (TakeBatch()) return true;
                _iterator.Status();
                DropIterator();
                return false;
            }
            catch (RocksDbException exception)
            {
                last = exception;
                DropIterator();
            }
        }

        throw last!;
    }

    private bool TakeBatch()
    {
        if (!_iterator!.Valid()) return false;
        _batch = _iterator.GetBatch(out var first);
        _batchFirst = new Lsn(first);
        return true;
    }

    private void DropBatch()
    {
        _batch?.Dispose();
        _batch = null;
    }

    private void DropIterator()
    {
        _iterator?.Dispose();
        _iterator = null;
    }
}
