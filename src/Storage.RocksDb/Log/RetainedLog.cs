using System.Collections.Immutable;
using Replication.Recovery;

namespace Replication.Storage.RocksDb;

/// <summary>
/// Which part of a database's log is still there, how many bytes of it lie above an LSN, and the dropping of what nobody needs. RocksDB never drops
/// any itself: see <see cref="Database.Open"/>. Thread-safe.
/// </summary>
internal sealed class RetainedLog
{
    // Between two marks the bytes are counted as lying above: at most this many too many for any LSN.
    private const ulong MarkEveryBytes = 64 * 1024;
    private readonly Lock _lock = new();
    private readonly Database _database;
    private readonly List<(Lsn Last, ulong Bytes)> _marks = [];
    private ulong _bytes;
    private ulong _dropped;
    private Lsn _tail;

    public RetainedLog(Database database)
    {
        _database = database;
        Load();
    }

    /// <summary>The last LSN no longer there: every entry above it is.</summary>
    public Lsn Tail
    {
        get
        {
            lock (_lock) return _tail;
        }
    }

    /// <summary>Takes note of a batch that was written.</summary>
    public void Appended(Lsn last, int bytes)
    {
        lock (_lock)
        {
            _bytes += (ulong)bytes;
            if (_marks.Count == 0 || _bytes - _marks[^1].Bytes >= MarkEveryBytes) _marks.Add((last, _bytes));
        }
    }

    /// <summary>Bytes of log above an LSN, at most one mark too many.</summary>
    public ulong BytesAbove(Lsn lsn)
    {
        lock (_lock)
        {
            int low = 0, high = _marks.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_marks[middle].Last <= lsn) low = middle + 1;
                else high = middle;
            }

            return _bytes - (low == 0 ? _dropped : _marks[low - 1].Bytes);
        }
    }

    /// <summary>Takes note that entries up to an LSN turned out to be missing: something else deleted them.</summary>
    public void FoundMissing(Lsn upTo)
    {
        lock (_lock) _tail = Lsn.Max(_tail, upTo);
    }

    /// <summary>Deletes the log files that hold nothing above an LSN. Only whole files that RocksDB itself no longer needs go: flush first.</summary>
    /// <returns>The tail.</returns>
    public Lsn DropUpTo(Lsn lsn)
    {
        lock (_lock)
        {
            var files = _database.ListLogFiles();
            for (var i = 0; i < files.Length && files[i].IsArchived; i++)
            {
                var last = i + 1 < files.Length ? new Lsn(files[i + 1].First.Value - 1) : _database.Latest;
                if (last > lsn) break;
                File.Delete(files[i].Path);
            }

            _tail = Lsn.Max(_tail, TailOf(_database.ListLogFiles()));
            var kept = _marks.FindLastIndex(mark => mark.Last <= _tail);
            if (kept >= 0) _dropped = _marks[kept].Bytes;
            _marks.RemoveRange(0, kept + 1);
            return _tail;
        }
    }

    private void Load()
    {
        var files = _database.ListLogFiles();
        for (var i = 0; i < files.Length; i++)
        {
            _bytes += files[i].Bytes;
            _marks.Add((i + 1 < files.Length ? new Lsn(files[i + 1].First.Value - 1) : _database.Latest, _bytes));
        }

        _tail = TailOf(files);
    }

    private Lsn TailOf(ImmutableArray<LogFile> files) => files.IsEmpty ? _database.Latest : new Lsn(files[0].First.Value - 1);
}
