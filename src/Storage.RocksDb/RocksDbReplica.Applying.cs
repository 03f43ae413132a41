using Replication.Recovery;
using RocksDbSharp;

namespace Replication.Storage.RocksDb;

public sealed partial class RocksDbReplica
{
    /// <inheritdoc/>
    /// <remarks>
    /// Also <c>verification_failed</c> where the chunk's column families are not this store's, by ID and name: RocksDB would write to the wrong
    /// family without a word. A chunk is looked through before any of it is applied.
    /// </remarks>
    public Result<Lsn> Append(Authority authority, in LogChunk chunk, bool sync)
    {
        var appended = chunk;
        return Guarded(authority, "a chunk of log", () =>
        {
            var error = Unfinished("a chunk of log");
            if (error.IsNone) error = Check(appended);
            if (!error.IsNone) return error;
            Apply(appended);
            if (sync) _database.SyncLog();
            return (Result<Lsn>)_database.Latest;
        });
    }

    private RecoveryError Check(in LogChunk chunk)
    {
        if (chunk.IsEmpty)
        {
            var end = _database.Latest;
            return chunk.After <= end ? default : NotConnected(chunk, $"the store ends at LSN {end}", $"a chunk after LSN {end} or earlier");
        }

        FamilyMap families;
        ReadOnlySpan<byte> batches;
        try
        {
            families = ChunkCodec.ReadHeader(chunk.Bytes.Span, out batches);
            if (!families.Equals(_database.Families))
            {
                return new RecoveryError(
                    RecoveryCode.VerificationFailed,
                    $"log for the column families {families}",
                    $"the column families {_database.Families}",
                    "the same families under the same IDs: a rebuild");
            }

            var (latest, position) = (_database.Latest, chunk.After);
            if (position > latest) return NotConnected(chunk, $"the store ends at LSN {latest}", $"a chunk after LSN {latest} or earlier");
            while (!batches.IsEmpty)
            {
                var batch = ChunkCodec.ReadBatch(ref batches);
                if (batch.First != position.Next)
                    return NotConnected(chunk, $"in it LSN {batch.First} follows LSN {position}", "batches without a hole between them");
                if (batch.First <= latest && batch.Last > latest)
                    return NotConnected(
                        chunk,
                        $"the store ends at LSN {latest}, inside the batch {batch.First} to {batch.Last}",
                        "a batch that starts after the store's end");
                position = batch.Last;
            }

            return position == chunk.Last
                ? default
                : NotConnected(chunk, $"its last batch ends at LSN {position}", "batches up to the end the chunk states");
        }
        catch (InvalidDataException exception)
        {
            return NotConnected(chunk, exception.Message, "a chunk as the primary made it");
        }
    }

    // One write a batch: RocksDB ignores the number in a batch's header and hands out its own, so what it did is compared, and what is there
    // already must not be written again.
    private void Apply(in LogChunk chunk)
    {
        if (chunk.IsEmpty) return;
        ChunkCodec.ReadHeader(chunk.Bytes.Span, out var batches);
        while (!batches.IsEmpty)
        {
            var batch = ChunkCodec.ReadBatch(ref batches);
            if (batch.Last <= _database.Latest) continue;
            ApplyExactly(_database, batch);
            _log.Appended(batch.Last, batch.Bytes.Length);
        }
    }

    /// <exception cref="InvalidDataException">The batch did not take exactly its own sequence numbers.</exception>
    private static void ApplyExactly(Database database, LogBatch batch)
    {
        using var write = WriteBatch.FromSpan(batch.Bytes);
        database.Write(write);
        if (database.Latest != batch.Last)
            throw new InvalidDataException(
                $"The batch of LSN {batch.First} to {batch.Last} was applied, and the store ends at LSN {database.Latest}.");
    }

    private static RecoveryError NotConnected(in LogChunk chunk, string stands, string legal) =>
        new(RecoveryCode.InvalidRange, $"a chunk after LSN {chunk.After} to {chunk.Last}", stands, legal);
}
