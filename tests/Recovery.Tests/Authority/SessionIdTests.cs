namespace Replication.Recovery.Tests;

public sealed class SessionIdTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("session-ids-");

    private string File => Path.Combine(_folder.FullName, "sessions");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void F24_No_ID_is_given_out_twice_across_restarts()
    {
        var last = SessionId.None;
        for (var restart = 0; restart < 5; restart++)
        {
            var ids = new SessionIdSource(Open(), block: 4);
            for (var i = 0; i < 6; i++)
            {
                var next = ids.Next();
                Assert.True(next > last, $"{next} after {last}");
                last = next;
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("seven")]
    [InlineData("-1")]
    [InlineData("1 2")]
    [InlineData("18446744073709551616")]
    public void F24_A_file_that_is_no_journal_is_an_error_and_not_a_new_beginning(string content)
    {
        System.IO.File.WriteAllText(File, content);
        Assert.False(FileSessionIdJournal.Open(File).TryGet(out _, out var error));
        Assert.Equal(RecoveryCode.StorageFailed, error.Code);
        Assert.Equal(content, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void The_last_ID_is_given_out_and_none_after_it()
    {
        System.IO.File.WriteAllText(File, (ulong.MaxValue - 1).ToString(null, null));
        var ids = new SessionIdSource(Open());
        Assert.Equal(new SessionId(ulong.MaxValue), ids.Next());
        Assert.Throws<InvalidOperationException>(() => ids.Next());
    }

    [Theory]
    [InlineData("v1", 2, 1, "")]
    [InlineData("v1", 2, 9, "")]
    [InlineData("v1", 5, 5, "")]
    [InlineData("v1", 2, 0, "stale_session")]
    [InlineData("v1", 1, 9, "stale_epoch")]
    [InlineData("v2", 9, 9, "wrong_volume")]
    public void P7_A_replica_refuses_whoever_is_older_than_what_it_promised(string volume, ulong epoch, ulong session, string code)
    {
        var presented = new Authority(new VolumeId(volume), RecoveryWorld.R1, RecoveryWorld.At(), new Epoch(epoch), new SessionId(session));
        Assert.Equal(code, ReplicaFence.Check(RecoveryWorld.Volume, new Epoch(2), new SessionId(1), presented).Code.Text());
    }

    private FileSessionIdJournal Open()
    {
        Assert.True(FileSessionIdJournal.Open(File).TryGet(out var journal, out var error), error.ToString());
        return journal;
    }
}
