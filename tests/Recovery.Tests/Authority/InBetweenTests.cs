using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

/// <summary>What happens while a journal is waited for happens between what an operation was asked and what it does: it is looked at when it is done, not when it was asked.</summary>
public sealed class InBetweenTests : ISessionIdJournal, IEpochJournal
{
    private readonly SenderRegistry _registry;
    private ulong _reserved;
    private Epoch _durable;

    public InBetweenTests()
    {
        _registry = new SenderRegistry(Volume, new SessionIdSource(this, block: 1), new RecoveryLog(TimeProvider.System), this);
        Assert.True(_registry.Apply(Intent(1, 1, [R1, R2])).Error.IsNone);
    }

    ulong ISessionIdJournal.HighWater => _reserved;

    private Action? Meanwhile { get; set; }

    RecoveryError ISessionIdJournal.Reserve(ulong highWater)
    {
        Interrupt();
        _reserved = highWater;
        return default;
    }

    Epoch IEpochJournal.EpochHighWater(VolumeId volume) => _durable;

    RecoveryError IEpochJournal.RaiseEpoch(VolumeId volume, Epoch epoch)
    {
        Interrupt();
        _durable = Epoch.Max(_durable, epoch);
        return default;
    }

    [Fact]
    public void F05_An_intent_that_is_overtaken_before_it_is_applied_is_stale()
    {
        Meanwhile = () => Assert.True(_registry.UpdateSenderEpoch(R1, new Epoch(2)).IsNone);
        var answer = _registry.Apply(Intent(1, 2, [R1, R2], (R1, SessionKind.CatchUp), (R2, SessionKind.CatchUp)));
        Assert.Equal(RecoveryCode.StaleIntent, answer.Error.Code);
        Assert.Equal(new Epoch(2), _registry.Status().HighWater);
        Assert.All(_registry.Status().Senders, sender => Assert.Null(sender.Session));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void F05_An_attach_that_is_overtaken_gets_no_session_of_the_newer_epoch(bool byRegistry)
    {
        Meanwhile = () => Assert.True(_registry.UpdateSenderEpoch(R1, new Epoch(2)).IsNone);
        var attached = byRegistry ? _registry.Attach(R1, new Epoch(1), SessionKind.CatchUp) : _registry.Find(R1)!.Attach(new Epoch(1), SessionKind.CatchUp);
        Assert.Equal(RecoveryCode.EpochMismatch, attached.Error.Code);
        Assert.Null(_registry.Find(R1)!.View().Session);
    }

    [Fact]
    public void F27_A_session_attached_before_its_epoch_is_durable_outlives_the_end_of_the_older_ones()
    {
        Meanwhile = () => Assert.True(_registry.Apply(Intent(3, 1, [R1, R2], (R1, SessionKind.CatchUp))).Error.IsNone);
        Assert.True(_registry.InvalidateEpoch(new Epoch(3), out var ended).IsNone);
        Assert.Equal(0, ended);
        Assert.Equal(new Epoch(3), _registry.Find(R1)!.View().Session?.Epoch);
    }

    [Fact]
    public void A_sender_that_is_removed_while_its_epoch_is_made_durable_is_not_found()
    {
        Meanwhile = () => Assert.True(_registry.Apply(Intent(1, 2, [R2])).Error.IsNone);
        Assert.Equal(RecoveryCode.SenderNotFound, _registry.UpdateSenderEpoch(R1, new Epoch(2)).Code);
    }

    [Fact]
    public void A_journal_is_not_asked_for_an_epoch_it_has()
    {
        var durable = new DurableEpoch(this, Volume);
        Assert.True(durable.Raise(new Epoch(5)).IsNone);
        Assert.Equal(new Epoch(5), durable.HighWater);
        Meanwhile = () => Assert.Fail("The journal was asked.");
        Assert.True(durable.Raise(new Epoch(5)).IsNone);
        Assert.True(durable.Raise(new Epoch(4)).IsNone);
        Assert.Equal((true, false), (durable.Covers(new Epoch(5)), durable.Covers(new Epoch(6))));
    }

    private void Interrupt()
    {
        var now = Meanwhile;
        Meanwhile = null;
        now?.Invoke();
    }
}
