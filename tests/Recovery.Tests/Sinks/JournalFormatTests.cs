using static Replication.Recovery.Tests.RecoveryWorld;
using static Replication.Recovery.Tests.SinkEvents;

namespace Replication.Recovery.Tests;

/// <summary>Files of earlier releases are read, and files are written as they were: <c>Golden/v1.journal</c> is never written again.</summary>
public sealed class JournalFormatTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    private static byte[] Golden => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Sinks", "Golden", "v1.journal"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_of_version_1_is_read()
    {
        _folder.Bytes = Golden;
        using var journal = _folder.Open();
        Assert.Equal(
            "3072 | 12 4 | v1/r2:4:session_created v2/ré:1026:rebuild_source_selected", JournalFolder.Remembers(journal, Volume, new VolumeId("v2")));
    }

    [Fact]
    public void The_same_operations_write_the_same_bytes()
    {
        WriteGolden();
        Assert.Equal(Golden, _folder.Bytes);
    }

    [Fact]
    public void A_file_of_another_version_is_refused_with_both_versions_named()
    {
        var bytes = Golden;
        Assert.Equal(1, bytes[7]);
        bytes[7] = 2;
        _folder.Bytes = bytes;
        var error = _folder.Refused();
        Assert.Equal("its format has version 2", error.Stands);
        Assert.Equal("version 1", error.Legal);
    }

    private void WriteGolden()
    {
        var v2 = new VolumeId("v2");
        using (var journal = _folder.Open(compactAfter: 150))
        {
            Assert.True(journal.Reserve(1024).IsNone);
            Assert.True(journal.RaiseEpoch(Volume, new Epoch(12)).IsNone);
            journal.Write(Event(1, RecoveryEventKind.SessionCreated, 3), Event(2, RecoveryEventKind.SessionCreated, 4, replica: R2));
            Assert.True(journal.Reserve(2048).IsNone);   // compacts: from here on the file has a base and records after it
        }

        Assert.True(_folder.Bytes.Length > 20 && BitConverter.ToInt64(_folder.Bytes, 8) == _folder.Bytes.Length);
        using (var journal = _folder.Open())
        {
            Assert.True(journal.RaiseEpoch(v2, new Epoch(4)).IsNone);
            journal.Write(Event(3, RecoveryEventKind.Escalated, 3, EventDetail.Escalation(default), end: EndCause.GapExceedsRetention));
            Assert.True(journal.Reserve(3072).IsNone);
            journal.Write(
                Event(1, RecoveryEventKind.SessionSuperseded, 1026, replica: new ReplicaId("ré"), volume: v2),
                Event(2, RecoveryEventKind.RebuildSourceSelected, 1026, EventDetail.Of("kind=rebuild"), new ReplicaId("ré"), volume: v2));
        }
    }
}
