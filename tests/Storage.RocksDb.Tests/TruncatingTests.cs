namespace Replication.Storage.RocksDb.Tests;

public sealed class TruncatingTests : IDisposable
{
    private readonly Disk _disk = new();
    private readonly Authority _authority = Words.Authority();

    public void Dispose() => _disk.Dispose();

    private static Lsn Flushed(RocksDbReplica replica) => replica.Promise(Words.Authority()).Value().Flushed;

    [Fact]
    public void Truncating_removes_exactly_what_is_above_and_the_log_goes_on_from_there()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        var target = primary.PutMany(0, 50);
        var before = primary.Checksum();
        primary.PutMany(25, 50, valueBytes: 30);
        primary.Ship(replica, _authority);

        Assert.Equal(target, replica.Truncate(_authority, target).Value());
        Assert.Equal(before, replica.Checksum());
        Assert.Equal(target, Flushed(replica));
        primary.Ship(replica, _authority);
        Assert.Equal(primary.Checksum(), replica.Checksum());
    }

    [Fact]
    public void F10_truncating_to_0_works_on_a_store_that_began_empty()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        primary.PutMany(0, 20);
        primary.Ship(replica, _authority);
        Assert.Equal(Lsn.Zero, replica.Truncate(_authority, Lsn.Zero).Value());
        Assert.Equal((Lsn.Zero, 0UL), (replica.Checksum().At, replica.Checksum().Count));
        Assert.Equal(Lineage.Empty, replica.Promise(_authority).Value().Lineage);
        primary.Ship(replica, _authority);
        Assert.Equal(primary.Checksum(), replica.Checksum());
    }

    [Fact]
    public void Truncating_to_the_present_end_changes_nothing()
    {
        var steps = new List<StoreStep>();
        var primary = _disk.Primary();
        var replica = _disk.Replica(options: new RocksDbStoreOptions { StepReached = steps.Add });
        primary.PutMany(0, 5);
        var end = primary.Ship(replica, _authority);
        Assert.Equal(end, replica.Truncate(_authority, end).Value());
        Assert.Empty(steps);
    }

    [Fact]
    public void Truncating_beyond_the_end_is_refused()
    {
        var replica = _disk.Replica();
        replica.Truncate(_authority, new Lsn(1)).Refused(RecoveryCode.InvalidRange);
    }

    [Fact]
    public void An_unsafe_target_leaves_the_content_and_marks_the_store_for_a_rebuild()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        primary.Put("a", "1");
        var end = primary.Put("b", "2");
        primary.Ship(replica, _authority);
        var content = replica.Checksum();
        replica.Truncate(_authority, new Lsn(end.Value - 1)).Refused(RecoveryCode.TruncationUnsafe, "inside the batch");
        Assert.Equal(content, replica.Checksum());
        Assert.True(replica.Promise(_authority).Value().BaseUnfinished);
        replica.Dispose();
        Assert.True(_disk.Replica().Promise(_authority).Value().BaseUnfinished);
        Assert.Single(Directory.GetDirectories(_disk["replica"]));
    }

    [Fact]
    public void A_seeded_replica_truncates_to_its_seed_and_not_below()
    {
        var primary = _disk.Primary();
        var below = primary.PutMany(0, 10);
        primary.PutMany(10, 10);
        var seed = primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value();
        var replica = _disk.Seeded(seed);
        var content = replica.Checksum();
        primary.PutMany(20, 10);
        primary.Ship(replica, _authority);
        Assert.Equal(seed.At, replica.Truncate(_authority, seed.At).Value());
        Assert.Equal(content, replica.Checksum());
        Assert.Equal(seed.At, replica.Truncate(_authority, seed.At).Value());
        replica.Truncate(_authority, below).Refused(RecoveryCode.TruncationUnsafe, "no checkpoint");
    }

    [Fact]
    public void Truncating_twice_goes_on_from_the_checkpoint_the_first_one_used()
    {
        var primary = _disk.Primary();
        primary.PutMany(0, 10);
        var replica = _disk.Seeded(primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value());
        var first = primary.PutMany(10, 10);
        var second = primary.PutMany(20, 10);
        primary.PutMany(30, 10);
        primary.Ship(replica, _authority);
        replica.Truncate(_authority, second).Value();
        Assert.Equal(first, replica.Truncate(_authority, first).Value());
        primary.Ship(replica, _authority);
        Assert.Equal(primary.Checksum(), replica.Checksum());
    }

    [Fact]
    public void A_rolling_checkpoint_lets_log_go_and_bounds_how_far_back_truncation_reaches()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        var checkpoints = new List<Lsn>();
        for (var i = 0; i < 3; i++)
        {
            primary.PutMany(i * 10, 10);
            primary.Ship(replica, _authority);
            checkpoints.Add(replica.TakeCheckpoint().Value().At);
        }

        primary.PutMany(30, 10);
        primary.Ship(replica, _authority);
        Assert.Equal(checkpoints[1], replica.Tail);
        var between = new Lsn(checkpoints[1].Value + 2);
        Assert.Equal(between, replica.Truncate(_authority, between).Value());
        Assert.Equal(checkpoints[1], replica.Truncate(_authority, checkpoints[1]).Value());
        replica.Truncate(_authority, checkpoints[0]).Refused(RecoveryCode.TruncationUnsafe);
    }

    [Fact]
    public void A_store_whose_log_something_else_deleted_is_unsafe_to_truncate()
    {
        var primary = _disk.Primary();
        primary.PutMany(0, 10);
        var replica = _disk.Seeded(primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value());
        var target = primary.PutMany(10, 10);
        primary.PutMany(20, 10);
        primary.Ship(replica, _authority);
        replica.Dispose();
        Disk.Raw(_disk.ContentOf("replica"), keepLog: false).Dispose();
        replica = _disk.Replica();
        var content = replica.Checksum();
        replica.Truncate(_authority, target).Refused(RecoveryCode.TruncationUnsafe);
        Assert.Equal(content, replica.Checksum());
    }

    [Fact]
    public void Opening_without_checkpoint_and_without_the_first_log_takes_a_checkpoint()
    {
        var primary = _disk.Primary();
        var written = primary.PutMany(0, 10);
        primary.RecycleLog().Value();
        primary.Dispose();
        var replica = _disk.Replica("primary");
        Assert.Equal(written, replica.Tail);
        var promoted = _disk.Primary("other", epoch: 2);
        Assert.True(promoted.Durable < written);
        replica.Truncate(_authority, new Lsn(1)).Refused(RecoveryCode.TruncationUnsafe);
        Assert.Single(Directory.GetDirectories(Path.Combine(Path.GetDirectoryName(_disk.ContentOf("primary"))!, "checkpoints")));
    }

    [Fact]
    public void A_truncated_store_survives_opening_again_with_its_store_id_and_promise()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        var target = primary.PutMany(0, 10);
        primary.PutMany(10, 10);
        primary.Ship(replica, Words.Authority(epoch: 3, session: 4));
        replica.Truncate(Words.Authority(epoch: 3, session: 4), target).Value();
        var (content, store) = (replica.Checksum(), replica.Store);
        replica.Dispose();
        replica = _disk.Replica();
        Assert.Equal(content, replica.Checksum());
        Assert.Equal(store, replica.Store);
        replica.Promise(Words.Authority(epoch: 3, session: 3)).Refused(RecoveryCode.StaleSession);
        Assert.Single(Directory.GetDirectories(_disk["replica"]));
    }

    [Fact]
    public void A_crash_at_any_step_leaves_the_whole_old_content_or_the_whole_truncated_one()
    {
        var images = new List<StoreStep>();
        var primary = _disk.Primary();
        primary.PutMany(0, 10);
        var seed = primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value();
        _disk.Seeded(seed).Dispose();
        var replica = _disk.Replica(options: new RocksDbStoreOptions
        {
            StepReached = step =>
            {
                images.Add(step);
                _disk.ImageOf("replica", $"image-{step}");
            },
        });
        var target = primary.PutMany(10, 20);
        var truncated = primary.Checksum();
        primary.PutMany(30, 10);
        primary.Ship(replica, _authority);
        var whole = replica.Checksum();
        replica.Truncate(_authority, target).Value();

        Assert.Equal([StoreStep.GenerationBuilt, StoreStep.GenerationSwitched, StoreStep.OldGenerationDeleted], images);
        foreach (var step in images)
        {
            var recovered = _disk.Replica($"image-{step}");
            Assert.Equal(step == StoreStep.GenerationBuilt ? whole : truncated, recovered.Checksum());
            Assert.Single(Directory.GetDirectories(_disk[$"image-{step}"]));
            Assert.Equal(target, recovered.Truncate(_authority, target).Value());
            Assert.Equal(seed.At, recovered.Truncate(_authority, seed.At).Value());
            primary.Ship(recovered, _authority);
            Assert.Equal(primary.Checksum(), recovered.Checksum());
        }
    }

    [Fact]
    public void A_divergent_tail_is_cut_at_exactly_the_shared_lsn_and_continued_by_the_new_primary()
    {
        var primary = _disk.Primary(epoch: 1, options: new RocksDbStoreOptions { CommitsWhatIsDurable = false });
        var replica = _disk.Replica();
        var shared = primary.PutMany(0, 20);
        primary.Ship(replica, _authority);
        primary.PutMany(20, 30);
        primary.Dispose();
        replica.Dispose();

        var promoted = _disk.Primary("replica", epoch: 2);
        promoted.PutMany(100, 5);
        var deposed = _disk.Replica("primary");
        var authority = Words.Authority(epoch: 2);
        var facts = deposed.Promise(authority).Value();
        Assert.Equal(shared, promoted.ReadHistory().Value().Lineage!.SharedWith(facts.Lineage!));
        Assert.Equal(shared, deposed.Truncate(authority, shared).Value());
        promoted.Ship(deposed, authority);
        Assert.Equal(promoted.Checksum(), deposed.Checksum());
        Assert.Equal(promoted.ReadHistory().Value().Lineage, deposed.Promise(authority).Value().Lineage);
    }
}
