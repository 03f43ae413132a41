using Replication.Transport.Grpc.Tests.Doubles;

namespace Replication.Transport.Grpc.Tests;

public sealed class StreamTests
{
    [Fact]
    public async Task A_range_arrives_exactly_and_is_durable_at_its_end()
    {
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 4096 });
        var entries = Rig.Random(500, 300);
        rig.Primary.Write(entries);
        rig.Replica.Seed(entries[..100]);

        var achieved = await rig.Port.StreamAsync(rig.Authority(), rig.Pin(100), new Lsn(100), new Lsn(450), Rig.Cancel);

        Assert.Equal(default, achieved.Error);
        Assert.True(achieved.TryGet(out var last, out _));
        Assert.Equal(new Lsn(450), last);
        Assert.Equal(entries[..450], rig.Replica.Entries());
        Assert.Equal(new Lsn(450), rig.Replica.Durable);
        Assert.Equal((100UL, 450UL), (rig.Replica.Frames[0].After, rig.Replica.Frames[^1].Last));
        Assert.All(rig.Replica.Frames[..^1], frame => Assert.False(frame.Sync));
        Assert.True(rig.Replica.Frames[^1].Sync);
    }
}
