namespace Replication.Storage.RocksDb.Tests;

public sealed class OpeningTests : IDisposable
{
    private readonly Disk _disk = new();

    public void Dispose() => _disk.Dispose();

    private Result<RocksDbPrimary> OpenPrimary(string name = "primary") => RocksDbPrimary.Open(_disk[name], Disk.Volume, new Epoch(1));

    private Result<RocksDbReplica> OpenReplica(string name) => RocksDbReplica.Open(_disk[name], Disk.Volume);

    [Fact]
    public void A_folder_that_cannot_be_made_is_storage_failed()
    {
        File.WriteAllText(_disk["file"], "");
        OpenPrimary("file/store").Refused(RecoveryCode.StorageFailed, "file");
        OpenReplica("file/store").Refused(RecoveryCode.StorageFailed, "file");
    }

    [Fact]
    public void A_store_that_is_open_already_is_storage_failed()
    {
        _disk.Primary();
        OpenPrimary().Refused(RecoveryCode.StorageFailed, "primary");
        OpenReplica("primary").Refused(RecoveryCode.StorageFailed, "primary");
    }

    [Fact]
    public void A_database_held_by_someone_else_is_storage_failed_and_opens_later()
    {
        _disk.Primary().Dispose();
        using (Disk.Raw(_disk.ContentOf("primary"))) OpenPrimary().Refused(RecoveryCode.StorageFailed, "lock");
        _disk.Primary();
    }

    [Fact]
    public void A_corrupt_database_is_storage_failed()
    {
        _disk.Primary().Dispose();
        File.WriteAllText(Path.Combine(_disk.ContentOf("primary"), "CURRENT"), "no manifest\n");
        OpenPrimary().Refused(RecoveryCode.StorageFailed, "CURRENT");
        OpenReplica("primary").Refused(RecoveryCode.StorageFailed, "CURRENT");
    }

    [Fact]
    public void A_store_of_another_volume_is_wrong_volume()
    {
        _disk.Primary().Dispose();
        RocksDbPrimary.Open(_disk["primary"], new VolumeId("vol-2"), new Epoch(1)).Refused(RecoveryCode.WrongVolume, "vol-1");
        RocksDbReplica.Open(_disk["primary"], new VolumeId("vol-2")).Refused(RecoveryCode.WrongVolume, "vol-1");
    }

    [Fact]
    public void Epoch_0_and_an_empty_volume_are_refused()
    {
        RocksDbPrimary.Open(_disk["primary"], Disk.Volume, Epoch.None).Refused(RecoveryCode.ZeroEpoch);
        RocksDbPrimary.Open(_disk["primary"], new VolumeId(""), new Epoch(1)).Refused(RecoveryCode.EmptyId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("replication store record 1\n")]
    public void A_torn_record_is_a_clear_error_and_never_defaulted(string torn)
    {
        _disk.Replica().Dispose();
        File.WriteAllText(Path.Combine(_disk["replica"], "store"), torn);
        OpenReplica("replica").Refused(RecoveryCode.StorageFailed, "torn");
        OpenPrimary("replica").Refused(RecoveryCode.StorageFailed, "torn");
    }

    [Fact]
    public void A_record_cut_or_changed_at_any_byte_is_a_clear_error()
    {
        _disk.Replica().Dispose();
        var path = Path.Combine(_disk["replica"], "store");
        var whole = File.ReadAllBytes(path);
        for (var i = 0; i < whole.Length; i += 7)
        {
            File.WriteAllBytes(path, whole[..i]);
            Assert.Throws<InvalidDataException>(() => StoreRecord.Load(path));
            var changed = whole.ToArray();
            changed[i] ^= 1;
            File.WriteAllBytes(path, changed);
            Assert.Throws<InvalidDataException>(() => StoreRecord.Load(path));
        }

        File.WriteAllBytes(path, whole);
        Assert.Equal(Disk.Volume, StoreRecord.Load(path).Volume);
    }

    [Fact]
    public void Content_without_its_record_is_a_clear_error()
    {
        _disk.Replica().Dispose();
        File.Delete(Path.Combine(_disk["replica"], "store"));
        OpenReplica("replica").Refused(RecoveryCode.StorageFailed, "record");
    }

    [Fact]
    public void A_temporary_record_left_by_a_crash_is_not_taken_for_the_record()
    {
        var replica = _disk.Replica();
        var store = replica.Store;
        replica.Dispose();
        File.WriteAllText(Path.Combine(_disk["replica"], "store.new"), "half");
        replica = _disk.Replica();
        Assert.Equal(store, replica.Store);
        replica.Promise(Words.Authority(epoch: 2)).Value();
    }

    [Fact]
    public void A_record_survives_names_of_any_text()
    {
        var volume = new VolumeId("a=b\nc d/é");
        RocksDbReplica.Open(_disk["replica"], volume).Value().Dispose();
        using var replica = RocksDbReplica.Open(_disk["replica"], volume).Value();
        Assert.Equal(volume, replica.Volume);
    }

    [Fact]
    public void Every_empty_folder_becomes_a_store_of_its_own()
    {
        Assert.NotEqual(_disk.Replica("a").Store, _disk.Replica("b").Store);
        Assert.NotEqual(_disk.Primary("c").Store, _disk.Replica("d").Store);
    }

    [Fact]
    public void A_folder_that_holds_something_else_is_refused_and_left_alone()
    {
        var folder = Directory.CreateDirectory(_disk["somebody"]).FullName;
        File.WriteAllText(Path.Combine(folder, "letters"), "dear");
        OpenReplica("somebody").Refused(RecoveryCode.StorageFailed, "letters");
        Assert.Equal("dear", File.ReadAllText(Path.Combine(folder, "letters")));
    }
}
