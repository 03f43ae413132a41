namespace Replication.Recovery.Tests;

/// <summary>What the tables refuse of themselves, also where a sender that uses them asks before they are reached.</summary>
public sealed class TableTests
{
    private readonly FenceOwner _owner = new();

    [Fact]
    public void A_range_that_ends_before_it_starts_is_no_handshake_of_a_catch_up()
    {
        using var step = _owner.Enter();
        CatchUpSession.Start(step, Context(SessionKind.CatchUp), out var init);
        var connecting = init.BeginConnect(step);

        Assert.False(connecting.TryRecordHandshake(step, new Lsn(8), new Lsn(7), out _, out var why));
        Assert.Equal((RecoveryCode.InvalidRange, "7", "8"), (why.Code, why.Presented.ToString(), why.Stands.ToString()));

        Assert.True(connecting.TryRecordHandshake(step, new Lsn(7), new Lsn(7), out var handshake, out _));
        Assert.Equal(new CatchUpSession.Handshake(new Lsn(7), new Lsn(7), TruncateTo: null, Truncated: false), handshake.Read(step));
    }

    [Fact]
    public void A_range_that_ends_before_it_starts_is_no_handshake_of_a_rebuild()
    {
        using var step = _owner.Enter();
        RebuildSession.Start(step, Context(SessionKind.Rebuild), out var init);
        var connecting = init.BeginConnect(step);

        Assert.False(connecting.TryRecordHandshake(step, new Lsn(8), new Lsn(7), out _, out var why));
        Assert.Equal(RecoveryCode.InvalidRange, why.Code);

        Assert.True(connecting.TryRecordHandshake(step, new Lsn(7), new Lsn(7), out var handshake, out _));
        Assert.Equal(new RebuildSession.Handshake(new Lsn(7), new Lsn(7)), handshake.Read(step));
    }

    [Fact]
    public void A_base_is_not_verified_below_what_was_recorded_of_it()
    {
        using var step = _owner.Enter();
        RebuildSession.Start(step, Context(SessionKind.Rebuild), out var init);
        Assert.True(init.BeginConnect(step).TryRecordHandshake(step, Lsn.Zero, new Lsn(9), out var handshake, out _));
        var transfer = handshake.SelectSource(step, new RebuildSource(RebuildSourceKind.FullBase, Lsn.Zero, new Lsn(9))).BeginTransfer(step);
        Assert.True(transfer.TryRecordBase(step, new Lsn(5), out _));

        Assert.False(transfer.TryVerifyBase(step, new Lsn(4), out var why));
        Assert.Equal((RecoveryCode.RebuildProgressRegression, "4", "5"), (why.Code, why.Presented.ToString(), why.Stands.ToString()));
        Assert.False(transfer.Read(step).Verified);

        Assert.True(transfer.TryVerifyBase(step, new Lsn(5), out _));
        Assert.Equal((new Lsn(5), true), (transfer.Read(step).Base, transfer.Read(step).Verified));
    }

    private static SessionContext Context(SessionKind kind) => new(new SessionId(1), new Epoch(1), kind, RecoveryBudget.Unlimited);
}
