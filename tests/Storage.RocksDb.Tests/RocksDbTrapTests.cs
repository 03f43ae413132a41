using System.Text;
using RocksDbSharp;

namespace Replication.Storage.RocksDb.Tests;

/// <summary>
/// Where RocksDB silently does something else than one would think: each test shows the trap on the engine itself, then that the store does not
/// fall into it.
/// </summary>
public sealed class RocksDbTrapTests : IDisposable
{
    private readonly Disk _disk = new();
    private readonly Authority _authority = Words.Authority();

    public void Dispose() => _disk.Dispose();

    private static ulong Write(Engine engine, string key)
    {
        using var batch = new WriteBatch();
        batch.Put(Encoding.UTF8.GetBytes(key), "v"u8);
        engine.Write(batch);
        return engine.GetLatestSequenceNumber();
    }

    private static void Flush(Engine engine) => engine.Flush(new FlushOptions().SetWaitForFlush(true));

    [Fact]
    public void Trap_the_log_starts_later_than_asked_without_an_error_after_it_was_recycled()
    {
        using (var raw = Disk.Raw(_disk["raw"], keepLog: false))
        {
            Write(raw, "a");
            Flush(raw);
            Write(raw, "b");
            using var iterator = raw.GetUpdatesSince(1);
            Assert.True(iterator.Valid());
            iterator.GetBatch(out var first).Dispose();
            Assert.Equal(2UL, first);
        }

        var primary = _disk.Primary();
        primary.PutMany(0, 5);
        var pin = primary.PinLog(primary.Durable);
        primary.RecycleLog().Value();
        primary.PutMany(5, 5);
        primary.Read(pin, Lsn.Zero, primary.Durable, 1 << 20).Single().Refused(RecoveryCode.GapExceedsRetention, "the log goes on at");
    }

    [Fact]
    public void Trap_an_iterator_is_just_invalid_with_status_ok_when_nothing_is_left()
    {
        using (var raw = Disk.Raw(_disk["raw"], keepLog: false))
        {
            Write(raw, "a");
            Flush(raw);
            using var iterator = raw.GetUpdatesSince(1);
            Assert.False(iterator.Valid());
            iterator.Status();
        }

        var primary = _disk.Primary();
        primary.PutMany(0, 5);
        var pin = primary.PinLog(primary.Durable);
        primary.RecycleLog().Value();
        primary.Read(pin, Lsn.Zero, primary.Durable, 1 << 20).Single().Refused(RecoveryCode.GapExceedsRetention);
    }

    [Fact]
    public void Trap_listing_the_log_may_purge_it_and_never_takes_what_a_pin_needs()
    {
        var primary = _disk.Primary(options: new RocksDbStoreOptions { WriteBufferBytes = 64 * 1024 });
        var pin = primary.PinLog(Lsn.Zero);
        for (var i = 0; i < 5; i++)
        {
            primary.PutMany(i * 100, 100, valueBytes: 2000);
            // Flushes, lists, and drops what may be dropped: nothing.
            Assert.Equal(Lsn.Zero, primary.RecycleLog(keepSinceCheckpoint: false).Value());
        }

        Assert.Equal(primary.Durable, primary.Read(pin, Lsn.Zero, primary.Durable, 1 << 20).Last().Value().Last);
    }

    [Fact]
    public void Trap_the_engines_size_limit_is_lax_so_the_caps_of_pins_are_enforced_here()
    {
        var primary = _disk.Primary();
        var pin = primary.PinLog(Lsn.Zero, new PinCaps(1 << 20, 0));
        for (var i = 0; i < 4; i++) primary.Put($"k{i}", new string('x', 1 << 20));
        Assert.Equal(RecoveryCode.PinRevoked, primary.Revocation(pin).Code);
        primary.RecycleLog().Value();
        Assert.True(
            Directory.GetFiles(_disk.ContentOf("primary"), "*.log", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length) < 1 << 20);
    }

    [Fact]
    public void Trap_a_batch_applied_twice_moves_the_sequence_twice_so_duplicates_are_skipped_by_lsn()
    {
        using (var raw = Disk.Raw(_disk["raw"]))
        {
            Write(raw, "a");
            using var iterator = raw.GetUpdatesSince(1);
            using var batch = iterator.GetBatch(out _);
            raw.Write(batch);
            Assert.Equal(2UL, raw.GetLatestSequenceNumber());
        }

        var primary = _disk.Primary();
        var replica = _disk.Replica();
        primary.PutMany(0, 5);
        var chunk = primary.Chunks(Lsn.Zero, primary.Durable).Single();
        for (var i = 0; i < 3; i++) Assert.Equal(primary.Durable, replica.Append(_authority, chunk, sync: true).Value());
        Assert.Equal(primary.Checksum(), replica.Checksum());
    }

    [Fact]
    public void Trap_batches_carry_family_ids_so_another_order_of_families_is_refused()
    {
        _disk.Primary().Dispose();
        using (var raw = Disk.Raw(_disk.ContentOf("primary")))
        {
            raw.DropColumnFamily("meta");
            raw.CreateColumnFamily(new ColumnFamilyOptions(), "meta");
        }

        var primary = _disk.Primary(epoch: 2);
        primary.Put("a", "1");
        var pin = primary.PinLog(new Lsn(2));
        var chunk = primary.Read(pin, new Lsn(2), primary.Durable, 1 << 20).First().Value();
        var replica = _disk.Replica();
        replica.Append(Words.Authority(epoch: 2), chunk, sync: true).Refused(RecoveryCode.VerificationFailed, "2=meta");
        Assert.Equal(Lsn.Zero, replica.Checksum().At);
    }

    [Fact]
    public async Task Trap_family_ids_come_along_with_a_base()
    {
        _disk.Primary().Dispose();
        using (var raw = Disk.Raw(_disk.ContentOf("primary")))
        {
            raw.DropColumnFamily("meta");
            raw.CreateColumnFamily(new ColumnFamilyOptions(), "meta");
        }

        var primary = _disk.Primary(epoch: 2);
        var replica = _disk.Replica();
        var authority = Words.Authority(epoch: 2);
        await primary.SendBase(primary.PinFullBase(), replica, authority);
        replica.FinishBase(authority).Value();
        primary.Put("a", "1");
        primary.Ship(replica, authority);
        Assert.Equal(primary.Checksum(), replica.Checksum());
        Assert.Equal(primary.ReadHistory().Value().Lineage, replica.Promise(authority).Value().Lineage);
    }

    [Fact]
    public void Trap_a_batch_of_log_data_alone_takes_no_sequence_so_an_epoch_begins_with_keys()
    {
        using (var raw = Disk.Raw(_disk["raw"]))
        {
            using var batch = new WriteBatch();
            batch.PutLogData([1, 2, 3], 3);
            raw.Write(batch);
            Assert.Equal(0UL, raw.GetLatestSequenceNumber());
        }

        var primary = _disk.Primary(epoch: 1);
        var before = primary.Durable;
        Assert.True(primary.BeginEpoch(new Epoch(2)).Value() > before);
    }

    [Fact]
    public void Trap_an_iterator_open_across_a_roll_of_the_log_ends_with_try_again()
    {
        using (var raw = Disk.Raw(_disk["raw"]))
        {
            Write(raw, "a");
            using var iterator = raw.GetUpdatesSince(1);
            iterator.Next();
            Flush(raw);
            Write(raw, "b");
            iterator.Next();
            Assert.False(iterator.Valid());
            Assert.Contains("Try again", Assert.Throws<RocksDbException>(iterator.Status).Message, StringComparison.Ordinal);
        }

        var primary = _disk.Primary();
        primary.Put("a", "1");
        var pin = primary.PinLog(Lsn.Zero);
        var position = primary.Read(pin, Lsn.Zero, primary.Durable, 1 << 20).Single().Value().Last;
        primary.RecycleLog().Value();
        var next = primary.Put("b", "2");
        Assert.Equal(next, primary.Read(pin, position, primary.Durable, 1 << 20).Single().Value().Last);
    }

    [Fact]
    public void Trap_asking_after_the_head_is_not_found_in_the_engine_and_an_empty_reading_here()
    {
        using (var raw = Disk.Raw(_disk["raw"]))
        {
            var head = Write(raw, "a");
            Assert.Contains(
                "not yet written", Assert.Throws<RocksDbException>(() => raw.GetUpdatesSince(head + 1)).Message, StringComparison.Ordinal);
        }

        var primary = _disk.Primary();
        var pin = primary.PinLog(primary.Durable);
        Assert.Empty(primary.Read(pin, primary.Durable, new Lsn(ulong.MaxValue), 1 << 20));
    }

    [Fact]
    public void Trap_unsynced_writes_are_visible_in_the_log_and_are_not_shipped()
    {
        var primary = _disk.Primary();
        var durable = primary.Put("a", "1");
        var written = primary.Put("b", "2", sync: false);
        using (var database = Database.Open(_disk["engine"], RocksDbStoreOptions.Default))
        {
            using var batch = new StoreBatch();
            database.Write(batch.Put("a"u8, "1"u8).Native);
            using var cursor = new LogCursor(database, Lsn.Zero);
            Assert.Equal(LogStep.Batch, cursor.Peek(out _));
        }

        Assert.Equal(durable, primary.Chunks(Lsn.Zero, new Lsn(ulong.MaxValue))[^1].Last);
        primary.Sync().Value();
        Assert.Equal(written, primary.Chunks(Lsn.Zero, new Lsn(ulong.MaxValue))[^1].Last);
    }

    [Fact]
    public void Trap_flushing_one_family_keeps_the_log_for_the_other()
    {
        var primary = _disk.Primary();
        primary.PutMany(0, 5);
        primary.RecycleLog().Value();
        var files = Directory.GetFiles(_disk.ContentOf("primary"), "*.log", SearchOption.AllDirectories);
        Assert.Equal(0, Assert.Single(files.Select(path => new FileInfo(path).Length)));
    }

    [Fact]
    public void Trap_the_elements_of_the_log_list_belong_to_the_list()
    {
        using var database = Database.Open(_disk["engine"], RocksDbStoreOptions.Default);
        for (var i = 0; i < 50; i++)
        {
            using var batch = new StoreBatch();
            database.Write(batch.Put("a"u8, "1"u8).Native);
            database.Flush();
            Assert.Equal(i + 1, database.ListLogFiles().Length);
        }
    }

    [Fact]
    public void Trap_a_checkpoints_lsn_is_known_only_by_opening_it_which_changes_none_of_its_bytes()
    {
        var primary = _disk.Primary();
        primary.PutMany(0, 20);
        var checkpoint = primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value();
        Assert.Equal(primary.Durable, Database.CloneCheckpoint(checkpoint.Folder, _disk["clone"]));
        var again = BaseFiles.Describe(checkpoint.At, checkpoint.Folder, TestContext.Current.CancellationToken);
        Assert.Equal(checkpoint.Manifest!.Files.AsEnumerable(), again.Files);
    }
}
