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

    [Fact]
    public void F24_Many_threads_are_given_no_ID_twice()
    {
        const int Each = 50_000;
        var ids = new SessionIdSource(null);
        var taken = new ulong[4][];
        Parallel.For(0, taken.Length, worker =>
        {
            taken[worker] = new ulong[Each];
            for (var i = 0; i < Each; i++) taken[worker][i] = ids.TryTake(1, out var next) ? next.Value : 0;
        });
        Assert.Equal(Enumerable.Range(1, taken.Length * Each).Select(i => (ulong)i), taken.SelectMany(one => one).Order());
    }

    [Fact]
    public void As_many_are_reserved_as_are_missing_and_at_least_a_block()
    {
        using var journal = _folder.Open();
        var ids = new SessionIdSource(journal, block: 4);
        Assert.True(ids.Reserve(1).IsNone);
        Assert.Equal(4UL, journal.HighWater);
        Assert.True(ids.Next().TryGet(out _, out _));
        Assert.True(ids.Reserve(3).IsNone);
        Assert.Equal(4UL, journal.HighWater);
        Assert.True(ids.Reserve(10).IsNone);
        Assert.Equal(11UL, journal.HighWater);
        Assert.True(ids.Reserve(0).IsNone);
        Assert.Throws<ArgumentOutOfRangeException>(() => ids.Reserve(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SessionIdSource(journal, block: 0));
    }

    [Fact]
    public void When_all_are_used_up_that_is_said()
    {
        var ids = new SessionIdSource(new Fixed(ulong.MaxValue - 1));
        Assert.Equal("All session IDs are used up.", Assert.Throws<InvalidOperationException>(() => ids.Reserve(2)).Message);
        Assert.True(ids.Reserve(1).IsNone);
    }

    // The clock is asked between the reservation and the step: there another registry of the host takes what was reserved.
    [Theory]
    [InlineData("attach")]
    [InlineData("attach by the registry")]
    [InlineData("supersede")]
    [InlineData("intent")]
    public void An_ID_that_somebody_else_takes_first_is_reserved_again(string how)
    {
        using var journal = _folder.Open();
        var ids = new SessionIdSource(journal, block: 1);
        var clock = new Interrupting();
        var registry = new SenderRegistry(RecoveryWorld.Volume, ids, new RecoveryLog(clock));
        registry.Apply(RecoveryWorld.Intent(1, 1, [RecoveryWorld.R1]));
        var taken = SessionId.None;
        clock.Next = () => Assert.True(ids.Next().TryGet(out taken, out _));
        var sender = registry.Find(RecoveryWorld.R1)!;
        var got = how switch
        {
            "attach" => sender.Attach(new Epoch(1), SessionKind.CatchUp),
            "attach by the registry" => registry.Attach(RecoveryWorld.R1, new Epoch(1), SessionKind.CatchUp),
            "supersede" => sender.Supersede(SessionKind.CatchUp, new EndReason(EndCause.Other)),
            _ => registry.Apply(RecoveryWorld.Intent(1, 2, [RecoveryWorld.R1], (RecoveryWorld.R1, SessionKind.CatchUp))).Created[0].Session,
        };
        Assert.True(got.TryGet(out var session, out var error), $"{error}");
        Assert.Equal((new SessionId(1), new SessionId(2)), (taken, session));
        Assert.Equal(2UL, journal.HighWater);
    }

    private sealed class Fixed(ulong highWater) : ISessionIdJournal
    {
        public ulong HighWater => highWater;

        public RecoveryError Reserve(ulong reserved) => default;
    }

    private sealed class Interrupting : TimeProvider
    {
        public Action? Next { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            var now = Next;
            Next = null;
            now?.Invoke();
            return DateTimeOffset.UnixEpoch;
        }
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
