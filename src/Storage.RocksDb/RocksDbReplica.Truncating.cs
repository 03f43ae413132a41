using Replication.Recovery;

namespace Replication.Storage.RocksDb;

public sealed partial class RocksDbReplica
{
    /// <inheritdoc/>
    /// <remarks>
    /// RocksDB cannot cut its log. A checkpoint at or below the target (or nothing at all, where the log goes back to its first entry) is opened as
    /// the next generation, the replica's own log replayed to exactly the target, and the generations switched. <c>truncation_unsafe</c> where
    /// there is no such checkpoint or log, or the target lies inside a batch: the content stays, and the store is durably marked, because what is
    /// above the target can only go by a rebuild. <c>invalid_range</c> for a target beyond the end.
    /// </remarks>
    public Result<Lsn> Truncate(Authority authority, Lsn to) => Guarded(authority, $"a truncation to LSN {to}", () =>
    {
        var error = Unfinished($"a truncation to LSN {to}");
        if (!error.IsNone) return error;
        var latest = _database.Latest;
        if (to > latest)
            return new RecoveryError(
                RecoveryCode.InvalidRange, $"a truncation to LSN {to}", $"the store ends at LSN {latest}", $"LSN {latest} or earlier");
        if (to == latest)
        {
            _database.SyncLog();
            return latest;
        }

        var shortened = BuildShortened(to);
        if (!shortened.TryGet(out var database, out error))
        {
            _folder.DeleteGeneration(_folder.NextGeneration);
            if (error.Code == RecoveryCode.TruncationUnsafe) _folder.Update(_folder.Record with { BaseUnfinished = true });
            return error;
        }

        try
        {
            SwitchToNextGeneration(_folder.Record, () => database);
        }
        finally
        {
            if (_database != database) database.Dispose();
        }

        return (Result<Lsn>)to;
    });

    private Result<Database> BuildShortened(Lsn to)
    {
        var checkpoint = _shelf.AtOrBelow(to);
        var from = checkpoint?.At ?? Lsn.Zero;
        if (_log.Tail > from)
        {
            var start = checkpoint is null ? "no checkpoint at or below it" : $"the checkpoint at LSN {from}";
            var legal = "a target with a checkpoint at or below it, and the log in between";
            return Unsafe(to, $"{start}; the own log is retained above LSN {_log.Tail}", legal);
        }

        _folder.PrepareNextGeneration();
        var content = _folder.ContentOf(_folder.NextGeneration);
        var checkpoints = _folder.CheckpointsOf(_folder.NextGeneration);
        Directory.CreateDirectory(checkpoints);
        if (checkpoint is not null) Database.CloneCheckpoint(checkpoint.Folder, content, CheckpointShelf.FolderOf(checkpoints, from));
        FolderSync.Flush(checkpoints);
        var database = Database.Open(content, _options);
        var replayed = false;
        try
        {
            var error = database.Latest == from
                ? Replay(database, from, to)
                : Unsafe(to, $"the checkpoint of LSN {from} opens at LSN {database.Latest}", "a checkpoint that holds its LSN");
            if (!error.IsNone) return error;
            database.SyncLog();
            replayed = true;
            return database;
        }
        finally
        {
            if (!replayed) database.Dispose();
        }
    }

    private RecoveryError Replay(Database target, Lsn from, Lsn to)
    {
        using var cursor = new LogCursor(_database, from);
        while (cursor.Position < to)
        {
            var step = cursor.Peek(out var batch);
            if (step != LogStep.Batch)
                return Unsafe(to, $"the own log does not go on after LSN {cursor.Position}", "a target that the own log reaches");
            if (batch.Last > to)
                return Unsafe(to, $"it lies inside the batch {batch.First} to {batch.Last}", $"LSN {cursor.Position} or {batch.Last}");
            ApplyExactly(target, batch);
            cursor.Consume();
        }

        return default;
    }

    private static RecoveryError Unsafe(Lsn to, string stands, string legal) =>
        new(RecoveryCode.TruncationUnsafe, $"a truncation to LSN {to}", stands, legal);
}
