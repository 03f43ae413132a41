namespace Replication.Storage.RocksDb.Tests;

public sealed class ApplyingTests : IDisposable
{
    private readonly Disk _disk = new();
    private readonly Authority _authority = Words.Authority();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void A_replica_that_applied_everything_has_the_same_content_under_the_same_lsns()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        primary.PutMany(0, 300);
        primary.BeginEpoch(new Epoch(2)).Value();
        primary.PutMany(200, 300);
        Assert.Equal(primary.Durable, primary.Ship(replica, Words.Authority(epoch: 2), maxBytes: 2000));
        Assert.Equal(primary.Checksum(), replica.Checksum());
        Assert.Equal(primary.ReadHistory().Value().Lineage, replica.Promise(Words.Authority(epoch: 2)).Value().Lineage);
    }

    [Fact]
    public void A_gap_is_refused_and_changes_nothing()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        primary.PutMany(0, 3);
        var chunks = primary.Chunks(Lsn.Zero, primary.Durable, maxBytes: 1);
        replica.Append(_authority, chunks[1], sync: true).Refused(RecoveryCode.InvalidRange, "ends at LSN 0");
        Assert.Equal(Lsn.Zero, replica.Checksum().At);
    }

    [Fact]
    public void A_chunk_that_overlaps_is_applied_from_where_the_store_ends()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        var middle = primary.PutMany(0, 10);
        primary.Ship(replica, _authority);
        primary.PutMany(10, 10);
        var all = primary.Chunks(Lsn.Zero, primary.Durable).Single();
        Assert.True(all.After < middle);
        Assert.Equal(primary.Durable, replica.Append(_authority, all, sync: true).Value());
        Assert.Equal(primary.Checksum(), replica.Checksum());
    }

    [Fact]
    public void An_empty_store_answers_zero_for_everything()
    {
        var facts = _disk.Replica().Promise(_authority).Value();
        Assert.Equal((Lsn.Zero, Lsn.Zero, false), (facts.Flushed, facts.KnownCommitted, facts.BaseUnfinished));
        Assert.Equal(Lineage.Empty, facts.Lineage);
    }

    [Fact]
    public void A_chunk_that_lies_about_its_range_is_refused_whole()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        primary.PutMany(0, 3);
        var chunk = primary.Chunks(Lsn.Zero, primary.Durable).Single();
        replica.Append(_authority, chunk with { Last = chunk.Last.Next }, sync: true).Refused(RecoveryCode.InvalidRange);
        replica.Append(_authority, chunk with { Last = new Lsn(2) }, sync: true).Refused(RecoveryCode.InvalidRange);
        Assert.Equal(Lsn.Zero, replica.Checksum().At);
    }

    [Fact]
    public void Bytes_that_are_no_chunk_or_end_too_early_are_refused_whole()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        primary.PutMany(0, 3);
        var chunk = primary.Chunks(Lsn.Zero, primary.Durable).Single();
        for (var length = 0; length < chunk.Bytes.Length; length++)
            Assert.False(replica.Append(_authority, chunk with { Bytes = chunk.Bytes[..length] }, sync: false).TryGet(out _, out _));
        var wrong = chunk.Bytes.ToArray();
        wrong[0] = (byte)'X';
        replica.Append(_authority, chunk with { Bytes = wrong }, sync: true).Refused(RecoveryCode.InvalidRange);
        Assert.Equal(Lsn.Zero, replica.Checksum().At);
    }

    [Fact]
    public void What_was_acknowledged_with_sync_survives_a_crash()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        primary.PutMany(0, 50);
        var acknowledged = primary.Ship(replica, _authority);
        _disk.ImageOf("replica", "image");
        Assert.Equal(acknowledged, _disk.Replica("image").Promise(_authority).Value().Flushed);
    }

    [Fact]
    public void Equal_lsns_with_different_content_are_told_apart_by_their_lineage()
    {
        var primary = _disk.Primary(epoch: 1, options: new RocksDbStoreOptions { CommitsWhatIsDurable = false });
        var replica = _disk.Replica();
        var shared = primary.PutMany(0, 5);
        primary.Ship(replica, _authority);
        primary.Commit(shared).Value();
        primary.Put("a", "old");
        primary.Put("b", "old");
        primary.Put("c", "old");
        primary.Dispose();
        replica.Dispose();

        var promoted = _disk.Primary("replica", epoch: 2);
        promoted.Put("a", "new");
        promoted.Put("b", "new");
        var deposed = _disk.Replica("primary");
        var facts = deposed.Promise(Words.Authority(epoch: 2)).Value();
        var reading = promoted.ReadHistory().Value();
        Assert.Equal(reading.History.Committed, facts.Flushed);
        Assert.Equal(shared, reading.Lineage!.SharedWith(facts.Lineage!));

        Assert.True(
            RecoveryClassifier.TryClassify(facts, reading.History, reading.Lineage, acceptDataLoss: false, out var decision, out var error),
            error.ToString());
        Assert.Equal(shared, decision.TruncateTo);
        deposed.Truncate(Words.Authority(epoch: 2), shared).Value();
        promoted.Ship(deposed, Words.Authority(epoch: 2));
        Assert.Equal(promoted.Checksum(), deposed.Checksum());
        Assert.Equal("new", deposed.Read("a"));
        Assert.Null(deposed.Read("c"));
    }
}
