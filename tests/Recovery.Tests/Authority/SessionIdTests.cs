namespace Replication.Recovery.Tests;

public sealed class SessionIdTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void F24_No_ID_is_given_out_twice_across_restarts()
    {
        var last = SessionId.None;
        for (var restart = 0; restart < 5; restart++)
        {
            using var journal = _folder.Open();
            var ids = new SessionIdSource(journal, block: 4);
            for (var i = 0; i < 6; i++)
            {
                Assert.True(ids.Next().TryGet(out var next, out var error), $"{error}");
                Assert.True(next > last, $"{next} after {last}");
                last = next;
            }
        }
    }

    [Fact]
    public void The_last_ID_is_given_out_and_none_after_it()
    {
        using var journal = _folder.Open();
        Assert.True(journal.Reserve(ulong.MaxValue - 1).IsNone);
        var ids = new SessionIdSource(journal);
        Assert.True(ids.Next().TryGet(out var next, out _));
        Assert.Equal(new SessionId(ulong.MaxValue), next);
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
}
