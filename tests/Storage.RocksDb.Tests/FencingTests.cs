namespace Replication.Storage.RocksDb.Tests;

public sealed class FencingTests : IDisposable
{
    private readonly Disk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void P7_a_deposed_primary_can_do_nothing_also_after_a_restart()
    {
        var primary = _disk.Primary();
        primary.PutMany(0, 5);
        var chunk = primary.Chunks(Lsn.Zero, primary.Durable).Single();
        var manifest = new BaseManifest(Lsn.Zero, []);
        var replica = _disk.Replica();
        replica.Promise(Words.Authority(epoch: 3, session: 7)).Value();
        for (var restart = 0; restart < 2; restart++)
        {
            foreach (var (stale, code) in new[]
            {
                (Words.Authority(epoch: 2, session: 9), RecoveryCode.StaleEpoch),
                (Words.Authority(epoch: 3, session: 6), RecoveryCode.StaleSession),
                (Words.Authority(epoch: 9, session: 9) with { Volume = new VolumeId("other") }, RecoveryCode.WrongVolume),
            })
            {
                replica.Promise(stale).Refused(code);
                replica.Append(stale, chunk, sync: true).Refused(code);
                replica.Truncate(stale, Lsn.Zero).Refused(code);
                replica.BeginBase(stale, manifest).Refused(code);
                replica.WriteBase(stale, "f", 0, default).Refused(code);
                replica.FinishBase(stale).Refused(code);
            }

            replica.Dispose();
            replica = _disk.Replica();
        }

        var facts = replica.Promise(Words.Authority(epoch: 3, session: 7)).Value();
        Assert.Equal((new Epoch(3), new SessionId(7)), (facts.PromisedEpoch, facts.PromisedSession));
        Assert.Equal((Lsn.Zero, false), (facts.Flushed, facts.BaseUnfinished));
    }

    [Fact]
    public void A_promise_is_on_the_disk_before_it_is_answered()
    {
        var replica = _disk.Replica();
        replica.Promise(Words.Authority(epoch: 4, session: 2)).Value();
        replica.Promise(Words.Authority(epoch: 4, session: 3)).Value();
        _disk.ImageOf("replica", "image");
        _disk.Replica("image").Promise(Words.Authority(epoch: 4, session: 2)).Refused(RecoveryCode.StaleSession);
    }

    [Fact]
    public void Every_operation_of_a_higher_session_raises_the_promise_even_if_it_is_refused()
    {
        var replica = _disk.Replica();
        replica.Truncate(Words.Authority(epoch: 2, session: 5), new Lsn(99)).Refused(RecoveryCode.InvalidRange);
        replica.Promise(Words.Authority(epoch: 2, session: 4)).Refused(RecoveryCode.StaleSession);
    }

    [Fact]
    public void A_later_epoch_may_begin_with_a_lower_session()
    {
        var replica = _disk.Replica();
        replica.Promise(Words.Authority(epoch: 2, session: 50)).Value();
        Assert.Equal(new SessionId(3), replica.Promise(Words.Authority(epoch: 3, session: 3)).Value().PromisedSession);
    }
}
