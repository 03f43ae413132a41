namespace Replication.Storage.RocksDb.Tests;

public sealed class WritingTests : IDisposable
{
    private readonly Disk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void A_write_is_durable_and_readable_when_it_returns()
    {
        var primary = _disk.Primary();
        var at = primary.Put("a", "1");
        Assert.Equal(at, primary.Durable);
        Assert.Equal("1", primary.Read("a"));
        Assert.Null(primary.Read("b"));
    }

    [Fact]
    public void A_delete_removes_the_key()
    {
        var primary = _disk.Primary();
        primary.Put("a", "1");
        using var batch = new StoreBatch();
        primary.Write(batch.Delete("a"u8)).Value();
        Assert.Null(primary.Read("a"));
    }

    [Fact]
    public void Every_batch_carries_the_committed_lsn_known_when_it_was_written()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        var first = primary.Put("a", "1");
        primary.Put("b", "2");
        primary.Ship(replica, Words.Authority());
        var facts = replica.Promise(Words.Authority()).Value();
        Assert.Equal(first, facts.KnownCommitted);
        Assert.Equal(primary.Durable, facts.Flushed);
    }

    [Fact]
    public void An_empty_batch_tells_the_replica_the_committed_lsn()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        var committed = primary.Put("a", "1");
        using var batch = new StoreBatch();
        primary.Write(batch).Value();
        primary.Ship(replica, Words.Authority());
        Assert.Equal(committed, replica.Promise(Words.Authority()).Value().KnownCommitted);
    }

    [Fact]
    public void With_a_commit_rule_committed_is_what_was_stated_and_stays_within_what_is_durable()
    {
        var options = new RocksDbStoreOptions { CommitsWhatIsDurable = false };
        var primary = _disk.Primary(options: options);
        var first = primary.Put("a", "1");
        var checkpoint = primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value();
        var second = primary.Put("b", "2");
        Assert.Equal((Lsn.Zero, Lsn.Zero), (primary.ReadHistory().Value().History.Committed, primary.ReadHistory().Value().History.Checkpoint));
        Assert.Equal(Lsn.Zero, primary.RecycleLog(keepSinceCheckpoint: false).Value());

        primary.Commit(first).Value();
        Assert.Equal(first, primary.Commit(Lsn.Zero).Value());
        primary.Commit(second.Next).Refused(RecoveryCode.InvalidRange);
        Assert.Equal(checkpoint.At, primary.ReadHistory().Value().History.Checkpoint);
        primary.Put("c", "3");
        primary.Dispose();
        Assert.Equal(first, _disk.Primary(options: options).ReadHistory().Value().History.Committed);
    }

    [Fact]
    public void A_batch_is_written_once()
    {
        var primary = _disk.Primary();
        using var batch = new StoreBatch();
        primary.Write(batch.Put("a"u8, "1"u8)).Value();
        Assert.Throws<InvalidOperationException>(() => primary.Write(batch));
    }

    [Fact]
    public void Concurrent_writers_share_syncs_and_lose_nothing()
    {
        var primary = _disk.Primary();
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var at = primary.Put($"key-{i}", "v");
            Assert.True(primary.Durable >= at);
        });
        Assert.Equal(200UL, primary.Checksum().Count);
        Assert.Equal(primary.Durable, primary.ReadHistory().Value().History.Head);
    }

    [Fact]
    public void Unsynced_writes_raise_the_head_and_not_the_committed_lsn()
    {
        var primary = _disk.Primary();
        var durable = primary.Put("a", "1");
        primary.Put("b", "2", sync: false);
        var history = primary.ReadHistory().Value().History;
        Assert.Equal(durable, history.Committed);
        Assert.True(history.Head > history.Committed);
        Assert.Equal(history.Head, primary.Sync().Value());
        Assert.Equal(history.Head, primary.ReadHistory().Value().History.Committed);
    }

    [Fact]
    public async Task Waiting_ends_when_something_above_the_lsn_is_durable()
    {
        var primary = _disk.Primary();
        var waiting = primary.WaitForAsync(primary.Durable, TestContext.Current.CancellationToken).AsTask();
        primary.Put("a", "1", sync: false);
        Assert.False(waiting.IsCompleted);
        primary.Sync().Value();
        await waiting;
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        var primary = _disk.Primary();
        using var cancel = new CancellationTokenSource();
        var waiting = primary.WaitForAsync(primary.Durable, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Closing_ends_waiting()
    {
        var primary = _disk.Primary();
        var waiting = primary.WaitForAsync(primary.Durable, TestContext.Current.CancellationToken).AsTask();
        primary.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
    }

    [Fact]
    public void A_new_epoch_is_in_the_lineage_with_the_lsns_it_was_written_under()
    {
        var primary = _disk.Primary();
        var end1 = primary.Put("a", "1");
        primary.BeginEpoch(new Epoch(4)).Value();
        var end4 = primary.Put("b", "2");
        Assert.Equal(
            [new LineageEntry(new Epoch(1), end1), new LineageEntry(new Epoch(4), end4)],
            primary.ReadHistory().Value().Lineage!.Entries.ToArray());
    }

    [Fact]
    public void An_epoch_goes_only_forward()
    {
        var primary = _disk.Primary(epoch: 3);
        var head = primary.Durable;
        primary.BeginEpoch(new Epoch(2)).Refused(RecoveryCode.StaleEpoch);
        Assert.Equal(head, primary.BeginEpoch(new Epoch(3)).Value());
        Assert.Equal(head, primary.Durable);
    }

    [Fact]
    public void Data_committed_and_lineage_come_back_together()
    {
        var primary = _disk.Primary();
        primary.Put("a", "1");
        primary.BeginEpoch(new Epoch(2)).Value();
        primary.Put("b", "2");
        var (history, checksum, store) = (primary.ReadHistory().Value(), primary.Checksum(), primary.Store);
        primary.Dispose();
        primary = _disk.Primary(epoch: 2);
        Assert.Equal(history.Lineage, primary.ReadHistory().Value().Lineage);
        Assert.Equal(history.History, primary.ReadHistory().Value().History);
        Assert.Equal(checksum, primary.Checksum());
        Assert.Equal(store, primary.Store);
    }

    [Fact]
    public void A_crash_keeps_data_committed_and_lineage_together()
    {
        var primary = _disk.Primary();
        primary.Put("a", "1");
        primary.BeginEpoch(new Epoch(2)).Value();
        primary.Put("b", "2");
        _disk.ImageOf("primary", "after the crash");
        var recovered = _disk.Primary("after the crash", epoch: 2);
        Assert.Equal(primary.ReadHistory().Value().Lineage, recovered.ReadHistory().Value().Lineage);
        Assert.Equal(primary.Checksum(), recovered.Checksum());
    }

    [Fact]
    public void A_crash_between_claiming_an_epoch_and_its_lineage_record_only_repeats_the_record()
    {
        var primary = _disk.Primary();
        primary.Put("a", "1");
        primary.Dispose();
        var path = Path.Combine(_disk["primary"], "store");
        (StoreRecord.Load(path) with { LedEpoch = new Epoch(2), PromisedEpoch = new Epoch(2) }).Save(path);
        primary = _disk.Primary(epoch: 2);
        Assert.Equal([1UL, 2UL], primary.ReadHistory().Value().Lineage!.Entries.Select(entry => entry.Epoch.Value));
    }

    [Fact]
    public void The_same_epoch_is_not_written_by_two_stores()
    {
        var primary = _disk.Primary(epoch: 5);
        var replica = _disk.Replica();
        primary.Put("a", "1");
        primary.Ship(replica, Words.Authority(epoch: 5));
        replica.Dispose();
        RocksDbPrimary.Open(_disk["replica"], Disk.Volume, new Epoch(5)).Refused(RecoveryCode.StaleEpoch, "another store");
        RocksDbPrimary.Open(_disk["replica"], Disk.Volume, new Epoch(4)).Refused(RecoveryCode.StaleEpoch);
        var promoted = _disk.Primary("replica", epoch: 6);
        Assert.Equal("1", promoted.Read("a"));
    }

    [Fact]
    public void A_store_that_led_an_epoch_serves_no_older_one_as_a_replica()
    {
        _disk.Primary(epoch: 5).Dispose();
        var replica = _disk.Replica("primary");
        replica.Promise(Words.Authority(epoch: 4)).Refused(RecoveryCode.StaleEpoch);
    }

    [Fact]
    public void A_promoted_replica_keeps_its_whole_log()
    {
        var primary = _disk.Primary();
        primary.PutMany(0, 50);
        var replica = _disk.Replica();
        primary.Ship(replica, Words.Authority());
        replica.Dispose();
        var promoted = _disk.Primary("replica", epoch: 2);
        Assert.Equal(Lsn.Zero, promoted.ReadHistory().Value().History.Tail);
        var third = _disk.Replica("third");
        promoted.Ship(third, Words.Authority(epoch: 2));
        Assert.Equal(promoted.Checksum(), third.Checksum());
    }

    [Fact]
    public void The_checksum_tells_a_changed_value_and_a_moved_boundary_between_key_and_value()
    {
        var primary = _disk.Primary();
        primary.Put("ab", "c");
        var checksum = primary.Checksum();
        var other = _disk.Primary("other");
        other.Put("a", "bc");
        Assert.Equal(checksum.At, other.Checksum().At);
        Assert.False(checksum.SameContentAs(other.Checksum()));
        primary.Put("ab", "c");
        Assert.True(checksum.SameContentAs(primary.Checksum()));
    }

    [Fact]
    public void Everything_after_closing_is_refused_by_value()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        primary.Put("a", "1");
        var chunk = primary.Chunks(Lsn.Zero, primary.Durable).Single();
        var pin = primary.PinLog(Lsn.Zero);
        primary.Dispose();
        primary.Dispose();
        replica.Dispose();
        replica.Dispose();
        using var batch = new StoreBatch();
        primary.Write(batch).Refused(RecoveryCode.StorageFailed, "closed");
        primary.ReadHistory().Refused(RecoveryCode.StorageFailed, "closed");
        primary.Pin(new PinRequest(PinKind.Wal, Lsn.Zero, new SessionId(1), Words.NoCaps)).Refused(RecoveryCode.StorageFailed, "closed");
        primary.Read(pin, Lsn.Zero, new Lsn(9), 1).Single().Refused(RecoveryCode.StorageFailed, "closed");
        primary.RecycleLog().Refused(RecoveryCode.StorageFailed, "closed");
        primary.TakeCheckpoint(TestContext.Current.CancellationToken).Refused(RecoveryCode.StorageFailed, "closed");
        primary.Release(pin);
        replica.Promise(Words.Authority()).Refused(RecoveryCode.StorageFailed, "closed");
        replica.Append(Words.Authority(), chunk, sync: true).Refused(RecoveryCode.StorageFailed, "closed");
        replica.Truncate(Words.Authority(), Lsn.Zero).Refused(RecoveryCode.StorageFailed, "closed");
    }
}
