using static Replication.Recovery.Tests.RecoveryWorld;
using static Replication.Recovery.Tests.SinkEvents;

namespace Replication.Recovery.Tests;

public sealed class JournalCompactionTests : IDisposable
{
    private const int CompactAfter = 2_000;

    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_stays_bounded_and_forgets_nothing_that_stands()
    {
        string remembered;
        var longest = 0L;
        using (var journal = _folder.Open(CompactAfter))
        {
            journal.Write(Event(1, RecoveryEventKind.SessionCreated, 1, replica: R2));
            Assert.True(journal.RaiseEpoch(Volume, new Epoch(5)).IsNone);
            for (ulong i = 2; i < 500; i++)
            {
                journal.Reserve(i);
                journal.Write(Event(i, RecoveryEventKind.SessionCreated, i), Completed(i, i));
                longest = Math.Max(longest, new FileInfo(_folder.Path).Length);
            }

            remembered = JournalFolder.Remembers(journal, Volume);
        }

        Assert.Equal("499 | 5 | v1/r2:1:session_created", remembered);
        Assert.InRange(longest, CompactAfter, 2 * CompactAfter);
        using var reopened = _folder.Open(CompactAfter);
        Assert.Equal(remembered, JournalFolder.Remembers(reopened, Volume));
    }

    [Fact]
    public void What_is_remembered_may_be_larger_than_what_is_appended_between_two_compactions()
    {
        using (var journal = _folder.Open(compactAfter: 1))
        {
            for (ulong i = 1; i <= 100; i++) Assert.True(journal.RaiseEpoch(new VolumeId($"v{i}"), new Epoch(i)).IsNone);
        }

        using var reopened = _folder.Open();
        Assert.All(Enumerable.Range(1, 100), i => Assert.Equal(new Epoch((ulong)i), reopened.EpochHighWater(new VolumeId($"v{i}"))));
    }
}
