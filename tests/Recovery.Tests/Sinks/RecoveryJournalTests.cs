using System.Text;
using static Replication.Recovery.Tests.RecoveryWorld;
using static Replication.Recovery.Tests.SinkEvents;

namespace Replication.Recovery.Tests;

public sealed class RecoveryJournalTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_restarted_process_finds_what_the_one_before_remembered()
    {
        using (var journal = _folder.Open())
        {
            Assert.True(journal.Reserve(1024).IsNone);
            Assert.True(journal.RaiseEpoch(Volume, new Epoch(7)).IsNone);
            Assert.True(journal.RaiseEpoch(new VolumeId("v2"), new Epoch(3)).IsNone);
            journal.Write(Event(1, RecoveryEventKind.SenderAdded), Event(2, RecoveryEventKind.SessionCreated, 5), Event(3, RecoveryEventKind.Connected, 5));
            journal.Write(Event(4, RecoveryEventKind.SessionCreated, 6, replica: R2), Completed(5, 6, R2));
        }

        using var reopened = _folder.Open();
        Assert.Equal("1024 | 7 3 0 | v1/r1:5:connected", JournalFolder.Remembers(reopened, Volume, new("v2"), new("v3")));
    }

    [Fact]
    public void High_waters_never_fall()
    {
        using (var journal = _folder.Open())
        {
            Assert.True(journal.Reserve(9).IsNone);
            Assert.True(journal.Reserve(4).IsNone);
            Assert.True(journal.RaiseEpoch(Volume, new Epoch(7)).IsNone);
            Assert.True(journal.RaiseEpoch(Volume, new Epoch(2)).IsNone);
            Assert.Equal("9 | 7 | ", JournalFolder.Remembers(journal, Volume));
        }

        using var reopened = _folder.Open();
        Assert.Equal("9 | 7 | ", JournalFolder.Remembers(reopened, Volume));
    }

    [Fact]
    public void What_changes_nothing_is_not_written()
    {
        using var journal = _folder.Open();
        Assert.True(journal.Reserve(9).IsNone);
        var before = _folder.Bytes;
        Assert.True(journal.Reserve(9).IsNone);
        journal.Write(Event(1, RecoveryEventKind.SenderAdded), Event(2, RecoveryEventKind.ConnectFailed, 4), Event(3, RecoveryEventKind.SessionFailed));
        Assert.True(journal.Forget(Volume, R1).IsNone);
        Assert.Equal(before, _folder.Bytes);
    }

    [Fact]
    public void Every_event_of_a_live_session_is_remembered_as_its_last_unless_it_is_the_end()
    {
        using var journal = _folder.Open();
        foreach (var kind in AllKinds.Except([RecoveryEventKind.SenderRemoved]))
        {
            journal.Write(Event(1, RecoveryEventKind.SessionCreated, 1), Event(2, kind, 1, EventDetail.Error(RecoveryCode.TransportLost)));
            Assert.Equal([new UnfinishedRecovery(Volume, R1, new SessionId(1), kind)], journal.Unfinished);
            if (Event(1, kind).Begins) continue;
            journal.Write(Event(3, kind, 1, EventDetail.Error(RecoveryCode.TransportLost), end: EndCause.TransportLost));
            Assert.Empty(journal.Unfinished);
        }
    }

    [Fact]
    public void Volumes_of_one_log_are_kept_apart()
    {
        var v2 = new VolumeId("v2");
        using var journal = _folder.Open();
        journal.Write(Event(1, RecoveryEventKind.SessionCreated, 1), Event(2, RecoveryEventKind.SessionCreated, 2, volume: v2), Completed(3, 1), Event(4, RecoveryEventKind.Connected, 2, volume: v2));
        Assert.Equal([new UnfinishedRecovery(v2, R1, new SessionId(2), RecoveryEventKind.Connected)], journal.Unfinished);
    }

    [Fact]
    public void A_recovery_that_nobody_will_begin_again_can_be_forgotten()
    {
        using (var journal = _folder.Open())
        {
            journal.Write(Event(1, RecoveryEventKind.SessionCreated, 1), Event(2, RecoveryEventKind.SessionCreated, 2, replica: R2));
            Assert.True(journal.Forget(Volume, R1).IsNone);
        }

        using (var reopened = _folder.Open())
        {
            Assert.Equal("0 |  | v1/r2:2:session_created", JournalFolder.Remembers(reopened));
            reopened.Write(Event(1, RecoveryEventKind.SenderRemoved, replica: R2));
        }

        using var last = _folder.Open();
        Assert.Empty(last.Unfinished);
    }

    [Fact]
    public void Missing_events_are_counted_and_a_later_session_takes_the_place_of_one_whose_end_is_missing()
    {
        using var journal = _folder.Open();
        journal.Write(Event(1, RecoveryEventKind.SessionCreated, 1));
        journal.Write(new RecoveryLogBatch(8, [Event(10, RecoveryEventKind.SessionCreated, 2)]));
        Assert.Equal(8UL, journal.MissedEvents);
        Assert.Equal("0 |  | v1/r1:2:session_created", JournalFolder.Remembers(journal));
    }

    [Theory]
    [InlineData("1024", 1024)]
    [InlineData("7\n", 7)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    public void F24_A_former_file_with_the_session_high_water_alone_is_taken_over(string content, ulong highWater)
    {
        File.WriteAllText(_folder.Path, content);
        using (var journal = _folder.Open()) Assert.Equal($"{highWater} |  | ", JournalFolder.Remembers(journal));
        Assert.StartsWith("RPLJRNL", Encoding.ASCII.GetString(_folder.Bytes), StringComparison.Ordinal);
        using var reopened = _folder.Open();
        Assert.Equal(highWater, reopened.HighWater);
    }

    [Fact]
    public void A_journal_is_open_in_one_place_at_a_time()
    {
        using (_folder.Open())
        {
            Assert.False(RecoveryJournal.Open(_folder.Path).TryGet(out _, out var error));
            Assert.Equal(RecoveryCode.StorageFailed, error.Code);
        }

        _folder.Open().Dispose();
    }

    [Fact]
    public void A_closed_journal_takes_nothing()
    {
        var journal = _folder.Open();
        journal.Dispose();
        Assert.Throws<ObjectDisposedException>(() => journal.Reserve(1));
        Assert.Throws<ObjectDisposedException>(() => journal.RaiseEpoch(Volume, new Epoch(1)));
        Assert.Equal(RecoveryCode.EmptyId, journal.RaiseEpoch(default, new Epoch(1)).Code);
        journal.Dispose();
    }

    [Fact]
    public void After_a_write_that_failed_nothing_is_accepted_until_the_journal_is_opened_again()
    {
        using var journal = _folder.Open(compactAfter: 64);
        Assert.True(journal.Reserve(1).IsNone);

        // A folder where the compacted file should be written: the append is durable, its compaction fails.
        Directory.CreateDirectory(_folder.Path + ".new");
        ulong next = 2;
        while (journal.RaiseEpoch(Volume, new Epoch(next)).IsNone) next++;
        Assert.Equal(RecoveryCode.StorageFailed, journal.RaiseEpoch(Volume, new Epoch(next + 1)).Code);
        Assert.Equal(RecoveryCode.StorageFailed, journal.Reserve(100).Code);
        Assert.Throws<IOException>(() => journal.Write(Event(1, RecoveryEventKind.SessionCreated, 1)));
        Assert.Equal(1UL, journal.HighWater);

        journal.Dispose();
        Directory.Delete(_folder.Path + ".new");
        using var reopened = _folder.Open();
        Assert.Equal($"1 | {next} | ", JournalFolder.Remembers(reopened, Volume));
        Assert.True(reopened.Reserve(100).IsNone);
    }

    [Fact]
    public void Many_threads_reserve_and_raise_at_once()
    {
        using (var journal = _folder.Open(compactAfter: 512))
        {
            Parallel.For(0, 4, worker =>
            {
                for (ulong i = 1; i <= 50; i++)
                {
                    var mine = i * 4 + (ulong)worker;
                    Assert.True(journal.Reserve(mine).IsNone);
                    Assert.True(journal.HighWater >= mine);
                    Assert.True(journal.RaiseEpoch(new VolumeId($"v{worker % 2}"), new Epoch(mine)).IsNone);
                    Assert.True(journal.EpochHighWater(new VolumeId($"v{worker % 2}")) >= new Epoch(mine));
                }
            });
        }

        using var reopened = _folder.Open();
        Assert.Equal("203 | 202 203 | ", JournalFolder.Remembers(reopened, new("v0"), new("v1")));
    }

    [Fact]
    public void Epochs_that_are_raised_at_once_are_all_durable_and_one_that_cannot_be_written_fails_alone()
    {
        var volumes = Enumerable.Range(0, 400).Select(i => new VolumeId(i % 40 == 7 ? $"{i}\ud800" : $"v{i}")).ToArray();
        using (var journal = _folder.Open(compactAfter: 2_000))
        {
            Parallel.ForEach(volumes, new ParallelOptions { MaxDegreeOfParallelism = 16 }, volume =>
            {
                if (volume.Value.EndsWith('\ud800')) Assert.ThrowsAny<ArgumentException>(() => journal.RaiseEpoch(volume, new Epoch(3)));
                else Assert.True(journal.RaiseEpoch(volume, new Epoch(3)).IsNone);
            });
        }

        using var reopened = _folder.Open();
        Assert.All(volumes, volume => Assert.Equal(volume.Value.EndsWith('\ud800') ? Epoch.None : new Epoch(3), reopened.EpochHighWater(volume)));
    }

    [Fact]
    public async Task F24_The_engine_runs_on_it_and_a_restart_goes_on_above_it()
    {
        var token = TestContext.Current.CancellationToken;
        SessionId under;
        using (var journal = _folder.Open())
        {
            await using var world = new RecoveryWorld(journal: journal, epochs: journal);
            var follower = LogFollower.Start(world.Orchestrator.Log, journal);
            await world.InSync();
            under = await world.Decided();
            await follower.StopAsync(token);
            await follower.DisposeAsync();
        }

        using var reopened = _folder.Open();
        Assert.Equal([new UnfinishedRecovery(Volume, R1, under, RecoveryEventKind.Handshake)], reopened.Unfinished);
        await using var next = new RecoveryWorld(journal: reopened, epochs: reopened);
        Assert.Equal(new Epoch(1), next.Registry.Status().HighWater);
        Assert.True(next.Session() > under);
    }
}
