namespace Replication.Storage.RocksDb.Tests;

public sealed class RebuildingTests : IDisposable
{
    private readonly Disk _disk = new();
    private readonly Authority _authority = Words.Authority();

    public void Dispose() => _disk.Dispose();

    private static BaseManifest OneFile(string name) => new(new Lsn(5), [new BaseFile(name, 3, new string('0', 64))]);

    private RocksDbPrimary PrimaryWithContent()
    {
        var primary = _disk.Primary();
        primary.PutMany(0, 200, valueBytes: 500);
        return primary;
    }

    [Fact]
    public async Task A_base_becomes_the_content_and_the_log_goes_on_from_it()
    {
        var primary = PrimaryWithContent();
        var replica = _disk.Replica();
        var pin = primary.PinFullBase();
        var log = primary.PinLog(pin.From);
        primary.PutMany(200, 20);
        await primary.SendBase(pin, replica, _authority, pieceBytes: 777);
        Assert.Equal(pin.From, replica.FinishBase(_authority).Value());
        var facts = replica.Promise(_authority).Value();
        Assert.Equal((pin.From, false), (facts.Flushed, facts.BaseUnfinished));
        foreach (var chunk in primary.Read(log, pin.From, primary.Durable, 1000)) replica.Append(_authority, chunk.Value(), sync: true).Value();
        Assert.Equal(primary.Checksum(), replica.Checksum());
        Assert.Equal(primary.ReadHistory().Value().Lineage, replica.Promise(_authority).Value().Lineage);
        Assert.Equal(pin.From, replica.Truncate(_authority, pin.From).Value());
    }

    [Fact]
    public async Task A_base_replaces_divergent_content_and_keeps_the_store_id()
    {
        var other = _disk.Primary("other", epoch: 1);
        var replica = _disk.Replica();
        other.PutMany(900, 20);
        other.Ship(replica, _authority);
        var store = replica.Store;
        var primary = PrimaryWithContent();
        await primary.SendBase(primary.PinFullBase(), replica, _authority);
        replica.FinishBase(_authority).Value();
        Assert.Equal(primary.Checksum(), replica.Checksum());
        replica.Dispose();
        replica = _disk.Replica();
        Assert.Equal(store, replica.Store);
        Assert.Equal(primary.Checksum(), replica.Checksum());
    }

    [Fact]
    public void F16_a_half_copied_base_is_not_forgotten_after_a_restart()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        primary.PutMany(0, 5);
        primary.Ship(replica, _authority);
        var chunk = primary.Chunks(Lsn.Zero, primary.Durable).Single();
        replica.BeginBase(_authority, OneFile("f")).Value();
        replica.WriteBase(_authority, "f", 0, new byte[2]).Value();
        for (var restart = 0; restart < 2; restart++)
        {
            var facts = replica.Promise(_authority).Value();
            Assert.True(facts.BaseUnfinished);
            replica.Append(_authority, chunk, sync: true).Refused(RecoveryCode.VerificationFailed);
            replica.Truncate(_authority, Lsn.Zero).Refused(RecoveryCode.VerificationFailed);
            replica.Dispose();
            RocksDbPrimary.Open(_disk["replica"], Disk.Volume, new Epoch(9)).Refused(RecoveryCode.VerificationFailed, "never verified");
            replica = _disk.Replica();
        }

        replica.WriteBase(_authority, "f", 2, new byte[1]).Refused(RecoveryCode.InvalidRange, "no base");
        replica.FinishBase(_authority).Refused(RecoveryCode.InvalidRange, "no base");
    }

    [Fact]
    public async Task A_base_that_was_changed_on_the_way_is_refused_and_the_mark_stays()
    {
        var primary = PrimaryWithContent();
        var replica = _disk.Replica();
        var pin = primary.PinFullBase();
        var manifest = (await primary.ReadManifestAsync(pin, TestContext.Current.CancellationToken)).Value();
        replica.BeginBase(_authority, manifest).Value();
        foreach (var file in manifest.Files)
        {
            await using var source = primary.OpenBaseFile(pin, file);
            var bytes = new byte[file.Length];
            await source.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
            if (file.Name.EndsWith(".sst", StringComparison.Ordinal)) bytes[bytes.Length / 2] ^= 1;
            if (bytes.Length > 0) replica.WriteBase(_authority, file.Name, 0, bytes).Value();
        }

        replica.FinishBase(_authority).Refused(RecoveryCode.VerificationFailed, "what arrived has the SHA-256");
        Assert.True(replica.Promise(_authority).Value().BaseUnfinished);
        await primary.SendBase(pin, replica, _authority);
        replica.FinishBase(_authority).Value();
        Assert.Equal(primary.Checksum(), replica.Checksum());
    }

    [Fact]
    public async Task A_base_of_another_lsn_than_stated_is_refused_and_the_mark_stays()
    {
        var primary = PrimaryWithContent();
        var replica = _disk.Replica();
        var pin = primary.PinFullBase();
        var manifest = (await primary.ReadManifestAsync(pin, TestContext.Current.CancellationToken)).Value() with { At = pin.From.Next };
        replica.BeginBase(_authority, manifest).Value();
        foreach (var file in manifest.Files) await primary.SendFile(pin, file, replica, _authority);
        replica.FinishBase(_authority).Refused(RecoveryCode.VerificationFailed, "opens at LSN");
        Assert.True(replica.Promise(_authority).Value().BaseUnfinished);
    }

    [Fact]
    public void A_base_whose_files_do_not_open_is_refused_and_the_mark_stays()
    {
        var replica = _disk.Replica();
        var content = "not a manifest\n"u8.ToArray();
        var checksum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
        replica.BeginBase(_authority, new BaseManifest(new Lsn(5), [new BaseFile("CURRENT", (ulong)content.Length, checksum)])).Value();
        replica.WriteBase(_authority, "CURRENT", 0, content).Value();
        replica.FinishBase(_authority).Refused(RecoveryCode.VerificationFailed, "does not open");
        Assert.True(replica.Promise(_authority).Value().BaseUnfinished);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var primary = PrimaryWithContent();
        var replica = _disk.Replica();
        var pin = primary.PinFullBase();
        var manifest = (await primary.ReadManifestAsync(pin, TestContext.Current.CancellationToken)).Value();
        replica.BeginBase(_authority, manifest).Value();
        await primary.SendFile(pin, manifest.Files.First(file => file.Length > 0), replica, _authority);
        replica.FinishBase(_authority).Refused(RecoveryCode.VerificationFailed, "did not arrive");
    }

    [Fact]
    public void F11_an_empty_base_at_0_empties_the_store_and_a_missing_one_does_not()
    {
        var primary = _disk.Primary();
        var replica = _disk.Replica();
        primary.PutMany(0, 5);
        primary.Ship(replica, _authority);
        replica.FinishBase(_authority).Refused(RecoveryCode.InvalidRange);
        replica.BeginBase(_authority, new BaseManifest(new Lsn(1), [])).Value();
        replica.FinishBase(_authority).Refused(RecoveryCode.VerificationFailed);
        replica.BeginBase(_authority, new BaseManifest(Lsn.Zero, [])).Value();
        Assert.Equal(Lsn.Zero, replica.FinishBase(_authority).Value());
        Assert.Equal(0UL, replica.Checksum().Count);
        primary.Ship(replica, _authority);
        Assert.Equal(primary.Checksum(), replica.Checksum());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../up")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("/etc")]
    [InlineData("C:")]
    [InlineData("a\0b")]
    public void A_name_that_is_no_plain_file_name_is_refused_before_anything_is_marked(string name)
    {
        var replica = _disk.Replica();
        replica.BeginBase(_authority, OneFile(name)).Refused(RecoveryCode.VerificationFailed);
        Assert.False(replica.Promise(_authority).Value().BaseUnfinished);
    }

    [Fact]
    public void A_manifest_that_names_a_file_twice_is_refused()
    {
        var file = new BaseFile("a", 1, "");
        _disk.Replica().BeginBase(_authority, new BaseManifest(new Lsn(1), [file, file])).Refused(RecoveryCode.VerificationFailed, "twice");
    }

    [Fact]
    public void Bytes_arrive_in_the_order_of_the_manifest_each_at_the_end_of_its_file()
    {
        var replica = _disk.Replica();
        replica.BeginBase(_authority, new BaseManifest(new Lsn(5), [new("a", 3, ""), new("empty", 0, ""), new("b", 2, "")])).Value();
        replica.WriteBase(_authority, "b", 0, new byte[1]).Refused(RecoveryCode.InvalidRange);
        replica.WriteBase(_authority, "unknown", 0, new byte[1]).Refused(RecoveryCode.InvalidRange);
        replica.WriteBase(_authority, "a", 1, new byte[1]).Refused(RecoveryCode.InvalidRange);
        Assert.Equal(2UL, replica.WriteBase(_authority, "a", 0, new byte[2]).Value());
        replica.WriteBase(_authority, "a", 0, new byte[2]).Refused(RecoveryCode.InvalidRange, "has 2 bytes");
        replica.WriteBase(_authority, "a", 2, new byte[2]).Refused(RecoveryCode.InvalidRange, "at most 1 bytes more");
        replica.WriteBase(_authority, "b", 0, new byte[1]).Refused(RecoveryCode.InvalidRange, "2 of 3");
        Assert.Equal(3UL, replica.WriteBase(_authority, "a", 2, new byte[1]).Value());
        Assert.Equal(1UL, replica.WriteBase(_authority, "b", 0, new byte[1]).Value());
        replica.WriteBase(_authority, "a", 3, default).Refused(RecoveryCode.InvalidRange);
    }

    [Fact]
    public void A_session_does_not_go_on_with_the_base_of_another()
    {
        var replica = _disk.Replica();
        replica.BeginBase(Words.Authority(session: 1), OneFile("f")).Value();
        replica.WriteBase(Words.Authority(session: 2), "f", 0, new byte[1]).Refused(RecoveryCode.InvalidRange, "session 1");
        replica.FinishBase(Words.Authority(session: 2)).Refused(RecoveryCode.InvalidRange, "session 1");
    }

    [Fact]
    public async Task A_crash_at_any_step_leaves_a_marked_store_or_the_verified_base()
    {
        var images = new List<StoreStep>();
        var primary = PrimaryWithContent();
        var other = _disk.Primary("other");
        var replica = _disk.Replica(options: new RocksDbStoreOptions
        {
            StepReached = step =>
            {
                images.Add(step);
                _disk.ImageOf("replica", $"image-{step}");
            },
        });
        other.PutMany(0, 3);
        other.Ship(replica, _authority);
        var old = replica.Checksum();
        var pin = primary.PinFullBase();
        await primary.SendBase(pin, replica, _authority);
        replica.FinishBase(_authority).Value();

        Assert.Equal(Enum.GetValues<StoreStep>(), images);
        foreach (var step in images)
        {
            var recovered = _disk.Replica($"image-{step}");
            var done = step >= StoreStep.GenerationSwitched;
            Assert.Equal(!done, recovered.Promise(_authority).Value().BaseUnfinished);
            Assert.Equal(done ? primary.Checksum() : old, recovered.Checksum());
            Assert.Single(Directory.GetDirectories(_disk[$"image-{step}"]));
            if (!done)
            {
                await primary.SendBase(pin, recovered, _authority);
                recovered.FinishBase(_authority).Value();
            }

            Assert.Equal(primary.Checksum(), recovered.Checksum());
            Assert.Equal(pin.From, recovered.Truncate(_authority, pin.From).Value());
        }
    }

    [Fact]
    public void A_seed_has_the_checkpoints_content_and_a_store_id_of_its_own()
    {
        var primary = PrimaryWithContent();
        var checkpoint = primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value();
        var replica = _disk.Seeded(checkpoint);
        Assert.Equal(primary.Checksum(), replica.Checksum());
        Assert.NotEqual(primary.Store, replica.Store);
        primary.PutMany(200, 20);
        primary.Ship(replica, _authority);
        Assert.Equal(primary.Checksum(), replica.Checksum());
    }

    [Fact]
    public void A_seed_from_a_damaged_checkpoint_or_into_a_store_is_refused()
    {
        var primary = PrimaryWithContent();
        var checkpoint = primary.TakeCheckpoint(TestContext.Current.CancellationToken).Value();
        _disk.Replica("taken").Dispose();
        RocksDbReplica.CreateFrom(checkpoint, _disk["taken"], Disk.Volume).Refused(RecoveryCode.StorageFailed, "is there");
        RocksDbReplica.CreateFrom(checkpoint with { Folder = _disk["nothing"] }, _disk["a"], Disk.Volume).Refused(RecoveryCode.StorageFailed);
        RocksDbReplica.CreateFrom(checkpoint with { At = checkpoint.At.Next }, _disk["b"], Disk.Volume).Refused(RecoveryCode.VerificationFailed);
        var wrong = checkpoint.Manifest! with { Files = [.. checkpoint.Manifest.Files.Select(file => file with { Checksum = new string('0', 64) })] };
        RocksDbReplica.CreateFrom(checkpoint with { Manifest = wrong }, _disk["c"], Disk.Volume).Refused(RecoveryCode.VerificationFailed);
        foreach (var name in new[] { "a", "b", "c" }) Assert.Equal(primary.Checksum(), _disk.Seeded(checkpoint, name).Checksum());
    }
}
