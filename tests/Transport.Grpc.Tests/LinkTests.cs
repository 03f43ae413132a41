using Replication.Transport.Grpc.Tests.Doubles;

namespace Replication.Transport.Grpc.Tests;

public sealed class LinkTests
{
    [Fact]
    public async Task Calls_to_one_endpoint_share_a_connection()
    {
        await using var rig = await Rig.StartAsync();

        for (ulong session = 1; session <= 5; session++)
            Assert.Equal(default, (await rig.Port.ReadFactsAsync(rig.Authority(session: session), Rig.Cancel)).Error);

        Assert.Equal(1, rig.Process.Connections);
    }

    [Fact]
    public async Task A_new_data_address_is_used_from_then_on_and_ends_what_runs_over_the_old_one()
    {
        await using var rig = await Rig.StartAsync();
        var moved = new MemoryReplica();
        await using var elsewhere = await ReplicaProcess.StartAsync(moved, "r1", new TransportOptions());
        Assert.True((await rig.Port.OpenLiveStreamAsync(rig.Authority(), rig.Pin(), Lsn.Zero, Rig.Cancel)).TryGet(out var old, out _));

        Assert.Equal(default, (await rig.Port.ReadFactsAsync(rig.Authority(session: 2, address: elsewhere.Address, version: 2), Rig.Cancel)).Error);

        Assert.Equal(RecoveryCode.TransportLost, (await old.Ended.WaitAsync(Rig.Cancel)).Code);
        Assert.Equal(new SessionId(2), moved.PromisedSession);
        Assert.Equal(SessionId.None, rig.Replica.PromisedSession);
    }

    [Fact]
    public async Task F23_an_endpoint_of_a_lower_version_does_not_bring_the_old_address_back()
    {
        await using var rig = await Rig.StartAsync();
        var moved = new MemoryReplica();
        await using var elsewhere = await ReplicaProcess.StartAsync(moved, "r1", new TransportOptions());
        await rig.Port.ReadFactsAsync(rig.Authority(address: elsewhere.Address, version: 2), Rig.Cancel);

        var refused = await rig.Port.ReadFactsAsync(rig.Authority(session: 9, version: 1), Rig.Cancel);

        Assert.Equal(RecoveryCode.TransportLost, refused.Error.Code);
        Assert.Equal(0, rig.Process.Connections);
    }

    [Fact]
    public async Task A_new_version_of_the_same_address_keeps_the_connection()
    {
        await using var rig = await Rig.StartAsync();
        Assert.True((await rig.Port.OpenLiveStreamAsync(rig.Authority(), rig.Pin(), Lsn.Zero, Rig.Cancel)).TryGet(out var stream, out _));

        Assert.Equal(default, (await rig.Port.ReadFactsAsync(rig.Authority(session: 2, version: 2), Rig.Cancel)).Error);

        Assert.Equal(1, rig.Process.Connections);
        Assert.False(stream.Ended.IsCompleted);
    }

    [Fact]
    public async Task A_connection_that_was_cut_is_made_again_by_the_next_call_without_a_back_off()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Port.ReadFactsAsync(rig.Authority(), Rig.Cancel);
        Assert.True((await rig.Port.OpenLiveStreamAsync(rig.Authority(), rig.Pin(), Lsn.Zero, Rig.Cancel)).TryGet(out var stream, out _));
        rig.Process.Kill();
        Assert.Equal(RecoveryCode.TransportLost, (await stream.Ended.WaitAsync(Rig.Cancel)).Code);

        Assert.Equal(default, (await rig.Port.ReadFactsAsync(rig.Authority(session: 2), Rig.Cancel)).Error);
    }
}
