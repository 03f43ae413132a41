using Replication.Transport.Grpc.Tests.Doubles;

namespace Replication.Transport.Grpc.Tests;

public sealed class PinTests
{
    [Fact]
    public async Task The_primarys_own_operations_need_no_replica()
    {
        await using var rig = await Rig.StartAsync();
        rig.Primary.Write([1], [2]);
        var request = new PinRequest(PinKind.Wal, new Lsn(1), new SessionId(4), new PinCaps(10, 20));

        Assert.True((await rig.Port.ReadHistoryAsync(Rig.Cancel)).TryGet(out var reading, out _));
        Assert.True((await rig.Port.PinAsync(request, Rig.Cancel)).TryGet(out var pin, out _));
        await rig.Port.ReleaseAsync(pin);

        Assert.Equal(new Lsn(2), reading.History.Head);
        Assert.Equal(request, pin.Request);
        Assert.Equal([pin.Id], rig.Primary.Released);
        Assert.Equal(0, rig.Process.Connections);
    }

    [Fact]
    public async Task L4_a_cancelled_caller_gets_no_pin_that_nobody_can_release()
    {
        await using var rig = await Rig.StartAsync();
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        var next = rig.Pin().Id + 1;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await rig.Port.PinAsync(new PinRequest(PinKind.Wal, Lsn.Zero, new SessionId(1), default), cancel.Token));

        Assert.Equal(next, rig.Pin().Id);
    }
}
