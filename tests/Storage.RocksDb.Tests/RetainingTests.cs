using Microsoft.Extensions.Time.Testing;

namespace Replication.Storage.RocksDb.Tests;

public sealed class RetainingTests : IDisposable
{
    private readonly Disk _disk = new();

    public void Dispose() => _disk.Dispose();

    private static Lsn Tail(RocksDbPrimary primary) => primary.ReadHistory().Value().History.Tail;

    private static PinRequest Wal(Lsn from, PinCaps caps = default) => new(PinKind.Wal, from, new SessionId(1), caps);

    private static PinRequest Snapshot(Lsn at) => new(PinKind.Snapshot, at, new SessionId(1), Words.NoCaps);

    [Fact]
    public void Recycling_drops_what_no_pin_needs_and_the_tail_rises()
    {
        var primary = _disk.Primary();
        var written = primary.PutMany(0, 100);
        Assert.Equal(Lsn.Zero, Tail(primary));
        Assert.Equal(written, primary.RecycleLog().Value());
        Assert.Equal(written, Tail(primary));
        Assert.Empty(Directory.GetFiles(Path.Combine(_disk.ContentOf("primary"), "archive")));
    }

    [Fact]
    public void The_log_stays_until_it_is_recycled_however_often_it_is_flushed_rolled_or_opened()
    {
        var options = new RocksDbStoreOptions { WriteBufferBytes = 64 * 1024 };
        var primary = _disk.Primary(options: options);
        for (var i = 0; i < 3; i++)
        {
            primary.PutMany(i * 200, 200, valueBytes: 1000);
            primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value();
            primary.Dispose();
            primary = _disk.Primary(options: options);
        }

        Assert.Equal(Lsn.Zero, Tail(primary));
        Assert.Equal(primary.Durable, primary.Chunks(Lsn.Zero, primary.Durable)[^1].Last);
    }

    [Fact]
    public void The_tail_survives_opening_again()
    {
        var primary = _disk.Primary();
        primary.PutMany(0, 100);
        var tail = primary.RecycleLog().Value();
        primary.PutMany(100, 10);
        primary.Dispose();
        primary = _disk.Primary();
        Assert.Equal(tail, Tail(primary));
        primary.Dispose();
        Assert.Equal(tail, Tail(_disk.Primary()));
    }

    [Fact]
    public void A_pin_keeps_the_log_above_it_and_its_release_lets_it_go()
    {
        var primary = _disk.Primary();
        var first = primary.PutMany(0, 10);
        primary.RecycleLog().Value();
        primary.PutMany(10, 10);
        var pin = primary.PinLog(first);
        var other = primary.PinLog(primary.Durable);
        Assert.Equal(first, primary.RecycleLog().Value());
        primary.Release(pin);
        primary.Release(pin);
        primary.Release(other);
        Assert.Equal(primary.Durable, primary.RecycleLog().Value());
    }

    [Fact]
    public void A_pin_follows_the_acknowledgements_and_never_goes_back()
    {
        var primary = _disk.Primary();
        var first = primary.PutMany(0, 10);
        var pin = primary.PinLog(Lsn.Zero);
        primary.RecycleLog().Value();
        primary.PutMany(10, 10);
        primary.Advance(pin, first);
        primary.Advance(pin, Lsn.Zero);
        Assert.Equal(first, primary.RecycleLog().Value());
        primary.Advance(pin, new Lsn(ulong.MaxValue));
        Assert.Equal(primary.Durable, primary.RecycleLog().Value());
    }

    [Fact]
    public void A_pin_that_comes_too_late_or_beyond_the_head_is_refused()
    {
        var primary = _disk.Primary();
        primary.PutMany(0, 10);
        primary.RecycleLog().Value();
        primary.Pin(Wal(Lsn.Zero)).Refused(RecoveryCode.GapExceedsRetention, "retained above");
        primary.Pin(Wal(primary.Durable.Next)).Refused(RecoveryCode.InvalidRange);
        primary.Pin(new PinRequest((PinKind)9, default, default, default)).Refused(RecoveryCode.UnknownKind);
    }

    [Fact]
    public void A_pin_beyond_its_bytes_is_revoked_with_the_numbers_and_the_log_goes()
    {
        var primary = _disk.Primary();
        var pin = primary.PinLog(primary.Durable, new PinCaps(200_000, 0));
        primary.PutMany(0, 100, valueBytes: 1000);
        Assert.True(primary.Revocation(pin).IsNone);
        primary.PutMany(100, 200, valueBytes: 1000);
        var revocation = primary.Revocation(pin);
        Assert.Equal(RecoveryCode.PinRevoked, revocation.Code);
        Assert.Contains("200000 bytes", revocation.ToString(), StringComparison.Ordinal);
        primary.Read(pin, Lsn.Zero, primary.Durable, 1000).Single().Refused(RecoveryCode.PinRevoked);
        Assert.Equal(primary.Durable, primary.RecycleLog().Value());
        primary.Release(pin);
        Assert.Equal(RecoveryCode.PinRevoked, primary.Revocation(pin).Code);
    }

    [Fact]
    public void A_pin_that_is_acknowledged_stays_within_its_bytes()
    {
        var primary = _disk.Primary();
        var pin = primary.PinLog(primary.Durable, new PinCaps(200_000, 0));
        for (var i = 0; i < 10; i++) primary.Advance(pin, primary.PutMany(i * 100, 100, valueBytes: 1000));
        Assert.True(primary.Revocation(pin).IsNone);
    }

    [Fact]
    public void Bytes_are_still_counted_right_after_the_log_was_recycled()
    {
        var primary = _disk.Primary();
        var pin = primary.PinLog(primary.Durable, new PinCaps(300_000, 0));
        for (var i = 0; i < 10; i++)
        {
            primary.Advance(pin, primary.PutMany(i * 100, 100, valueBytes: 1000));
            primary.RecycleLog().Value();
        }

        Assert.True(primary.Revocation(pin).IsNone);
        primary.PutMany(1000, 400, valueBytes: 1000);
        Assert.Equal(RecoveryCode.PinRevoked, primary.Revocation(pin).Code);
    }

    [Fact]
    public void A_pin_beyond_its_age_since_the_last_acknowledgement_is_revoked()
    {
        var clock = new FakeTimeProvider();
        var primary = _disk.Primary(options: new RocksDbStoreOptions { TimeProvider = clock });
        var pin = primary.PinLog(Lsn.Zero, new PinCaps(0, 1000));
        clock.Advance(TimeSpan.FromMilliseconds(1000));
        primary.Advance(pin, primary.Durable);
        clock.Advance(TimeSpan.FromMilliseconds(1000));
        Assert.True(primary.Revocation(pin).IsNone);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Contains("1001 ms", primary.Revocation(pin).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_is_trusted_and_in_the_history_and_only_the_newest_two_are_kept()
    {
        var primary = _disk.Primary();
        var taken = new List<Checkpoint>();
        for (var i = 0; i < 3; i++)
        {
            primary.PutMany(i * 10, 10);
            taken.Add(primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value());
        }

        var history = primary.ReadHistory().Value().History;
        Assert.Equal(primary.Durable, history.Checkpoint);
        Assert.True(history.CheckpointTrusted);
        Assert.Equal([false, true, true], taken.Select(checkpoint => Directory.Exists(checkpoint.Folder)));
        primary.Dispose();
        Assert.Equal(history, _disk.Primary().ReadHistory().Value().History);
    }

    [Fact]
    public void A_checkpoint_whose_files_or_manifest_are_damaged_is_not_trusted_any_more()
    {
        var primary = _disk.Primary();
        primary.PutMany(0, 10);
        var checkpoint = primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value();
        primary.Dispose();
        File.AppendAllText(checkpoint.Folder + ".manifest", "x");
        primary = _disk.Primary();
        var history = primary.ReadHistory().Value().History;
        Assert.Equal(checkpoint.At, history.Checkpoint);
        Assert.False(history.CheckpointTrusted);
        primary.Pin(Snapshot(checkpoint.At)).Refused(RecoveryCode.GapExceedsRetention);
        Assert.True(primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value().IsTrusted);
        primary.Dispose();
        // A copy, because the table itself is shared with the content.
        var table = Directory.GetFiles(checkpoint.Folder, "*.sst")[0];
        var bytes = File.ReadAllBytes(table);
        File.Delete(table);
        File.WriteAllBytes(table, bytes[..^1]);
        primary = _disk.Primary();
        Assert.False(primary.ReadHistory().Value().History.CheckpointTrusted);
        primary.Dispose();
        File.Delete(table);
        Assert.False(_disk.Primary().ReadHistory().Value().History.CheckpointTrusted);
    }

    [Fact]
    public void A_half_taken_checkpoint_is_deleted_at_opening()
    {
        var primary = _disk.Primary();
        var checkpoint = primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value();
        primary.Dispose();
        var half = Path.Combine(Path.GetDirectoryName(checkpoint.Folder)!, "taking");
        Directory.CreateDirectory(half);
        primary = _disk.Primary();
        Assert.False(Directory.Exists(half));
    }

    [Fact]
    public void A_snapshot_pin_keeps_a_superseded_checkpoint_until_it_is_released()
    {
        var primary = _disk.Primary();
        var checkpoint = primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value();
        var pin = primary.Pin(Snapshot(checkpoint.At)).Value();
        var again = primary.Pin(Snapshot(checkpoint.At)).Value();
        for (var i = 0; i < 3; i++)
        {
            primary.PutMany(i * 10, 10);
            primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value();
        }

        Assert.Equal((checkpoint.At, checkpoint.At), (pin.From, pin.To));
        primary.Release(pin);
        Assert.True(Directory.Exists(checkpoint.Folder));
        primary.Release(again);
        Assert.False(Directory.Exists(checkpoint.Folder));
        primary.Pin(Snapshot(checkpoint.At)).Refused(RecoveryCode.GapExceedsRetention);
    }

    [Fact]
    public void A_full_base_pin_takes_a_checkpoint_at_once()
    {
        var primary = _disk.Primary();
        primary.PutMany(0, 10);
        primary.Put("unsynced", "1", sync: false);
        var pin = primary.PinFullBase();
        Assert.Equal(primary.ReadHistory().Value().History.Head, pin.From);
        Assert.Equal(pin.From, primary.Durable);
        Assert.Equal(pin.From, primary.ReadHistory().Value().History.Checkpoint);
    }

    [Fact]
    public void A_base_costs_bytes_only_once_it_is_superseded()
    {
        var primary = _disk.Primary();
        primary.PutMany(0, 100, valueBytes: 1000);
        var pin = primary.PinFullBase(new PinCaps(1, 0));
        primary.Put("a", "1");
        Assert.True(primary.Revocation(pin).IsNone);
        for (var i = 0; i < 2; i++)
        {
            primary.PutMany(i * 10, 10);
            primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value();
        }

        Assert.Equal(RecoveryCode.PinRevoked, primary.Revocation(pin).Code);
    }

    [Fact]
    public async Task A_revoked_base_pin_has_no_manifest_and_its_checkpoint_goes()
    {
        var clock = new FakeTimeProvider();
        var primary = _disk.Primary(options: new RocksDbStoreOptions { TimeProvider = clock, CheckpointsKept = 1 });
        var pin = primary.PinFullBase(new PinCaps(0, 10));
        var manifest = (await primary.ReadManifestAsync(pin, TestContext.Current.CancellationToken)).Value();
        primary.Put("a", "1");
        var newer = primary.PinFullBase();
        clock.Advance(TimeSpan.FromMilliseconds(11));
        primary.EnforceCaps();
        (await primary.ReadManifestAsync(pin, TestContext.Current.CancellationToken)).Refused(RecoveryCode.PinRevoked);
        Assert.Throws<IOException>(() => primary.OpenBaseFile(pin, manifest.Files[0]));
        Assert.Throws<ArgumentException>(() => primary.OpenBaseFile(newer, new BaseFile("../store", 1, "")));
        Assert.True((await primary.ReadManifestAsync(newer, TestContext.Current.CancellationToken)).TryGet(out _, out _));
        var log = primary.PinLog(primary.Durable);
        (await primary.ReadManifestAsync(log, TestContext.Current.CancellationToken)).Refused(RecoveryCode.InvalidRange);
    }

    [Fact]
    public void The_log_since_the_newest_checkpoint_is_kept_unless_it_is_given_up()
    {
        var primary = _disk.Primary();
        primary.PutMany(0, 10);
        var checkpoint = primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value();
        primary.PutMany(10, 10);
        Assert.Equal(checkpoint.At, primary.RecycleLog().Value());
        Assert.Equal(primary.Durable, primary.RecycleLog(keepSinceCheckpoint: false).Value());
    }
}
