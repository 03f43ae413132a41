using Grpc.Net.Client;
using Replication.Transport.Grpc.Tests.Doubles;
using Replication.Transport.Grpc.Wire;

namespace Replication.Transport.Grpc.Tests;

public sealed class FenceTests
{
    public static TheoryData<Operation> All => [.. Enum.GetValues<Operation>()];

    [Theory]
    [MemberData(nameof(All))]
    public async Task P7_a_deposed_primary_is_refused_by_every_operation(Operation operation)
    {
        await using var rig = await Rig.StartAsync();
        rig.Primary.Write([1]);
        rig.Replica.PromiseTo(epoch: 3, session: 30);

        var epoch = await rig.DoAsync(operation, rig.Authority(epoch: 2, session: 99), Rig.Cancel);
        var session = await rig.DoAsync(operation, rig.Authority(epoch: 3, session: 29), Rig.Cancel);

        Assert.Equal(new RecoveryError(RecoveryCode.StaleEpoch, "epoch 2", "epoch 3 was promised", "epoch 3 or later"), epoch);
        Assert.Equal(new RecoveryError(RecoveryCode.StaleSession, "session 29", "session 30 was promised", "session 30 or later"), session);
        Assert.Empty(rig.Replica.Entries());
        Assert.False(rig.Replica.Unfinished);
        Assert.Equal(default, await rig.DoAsync(operation, rig.Authority(epoch: 3, session: 30), Rig.Cancel));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_replica_of_another_volume_is_refused_by_every_operation(Operation operation)
    {
        await using var rig = await Rig.StartAsync();

        Assert.Equal(RecoveryCode.WrongVolume, (await rig.DoAsync(operation, rig.Authority(volume: "other"), Rig.Cancel)).Code);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_process_that_serves_another_replica_says_which_one(Operation operation)
    {
        await using var rig = await Rig.StartAsync();

        Assert.Equal(
            new RecoveryError(RecoveryCode.SenderNotFound, "replica r2", "this process serves replica r1", "replica r1"),
            await rig.DoAsync(operation, rig.Authority(replica: "r2"), Rig.Cancel));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_authority_without_an_epoch_a_session_or_a_name_is_refused_by_every_operation(Operation operation)
    {
        await using var rig = await Rig.StartAsync();

        Assert.Equal(RecoveryCode.ZeroEpoch, (await rig.DoAsync(operation, rig.Authority(epoch: 0), Rig.Cancel)).Code);
        Assert.Equal(RecoveryCode.NoSession, (await rig.DoAsync(operation, rig.Authority(session: 0), Rig.Cancel)).Code);
        Assert.Equal(RecoveryCode.EmptyId, (await rig.DoAsync(operation, rig.Authority(volume: ""), Rig.Cancel)).Code);
        Assert.Equal(RecoveryCode.EmptyId, (await rig.DoAsync(operation, rig.Authority(replica: ""), Rig.Cancel)).Code);
    }

    [Fact]
    public async Task P7_a_stream_ends_at_the_first_frame_after_a_newer_promise()
    {
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 200 });
        rig.Primary.Write(Rig.Random(100, 100));
        rig.Replica.Appended = chunk =>
        {
            if (chunk.Last.Value == 5) rig.Replica.PromiseTo(1, 2);
        };

        var result = await rig.Port.StreamAsync(rig.Authority(), rig.Pin(), Lsn.Zero, new Lsn(100), Rig.Cancel);

        Assert.Equal(RecoveryCode.StaleSession, result.Error.Code);
        Assert.Equal(5, rig.Replica.Entries().Length);
    }

    [Fact]
    public async Task A_refusal_in_the_middle_of_heavy_sending_arrives_as_that_refusal_and_not_as_a_lost_transport()
    {
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 64 * 1024 });
        rig.Primary.Write(Rig.Random(200, 60_000));
        for (ulong round = 1; round <= 20; round++)
        {
            var epoch = round * 2;
            rig.Replica.Appended = chunk =>
            {
                if (chunk.Last.Value == round * 3) rig.Replica.PromiseTo(epoch + 1, 1);
            };

            var result = await rig.Port.StreamAsync(rig.Authority(epoch), rig.Pin(), Lsn.Zero, new Lsn(200), Rig.Cancel);

            Assert.Equal(RecoveryCode.StaleEpoch, result.Error.Code);
        }
    }

    [Fact]
    public async Task The_replica_itself_ends_a_stream_at_the_first_refusal()
    {
        await using var rig = await Rig.StartAsync();
        rig.Replica.PromiseTo(2, 1);
        using var channel = GrpcChannel.ForAddress($"http://{rig.Process.Address}");
        using var call = new Wire.Replica.ReplicaClient(channel).Append(cancellationToken: Rig.Cancel);

        await call.RequestStream.WriteAsync(new AppendFrame { Authority = rig.Authority(epoch: 1).ToWire(), Sync = true }, Rig.Cancel);

        Assert.True(await call.ResponseStream.MoveNext(Rig.Cancel));
        Assert.Equal("stale_epoch", call.ResponseStream.Current.Refusal.Code);
        Assert.False(await call.ResponseStream.MoveNext(Rig.Cancel));
    }

    [Fact]
    public async Task P7_a_base_ends_at_the_first_chunk_after_a_newer_promise_and_stays_unfinished()
    {
        await using var rig = await Rig.StartAsync(new TransportOptions { ChunkBytes = 1000 });
        rig.Primary.BaseFiles.Add(("data", new byte[100_000]));
        var writes = 0;
        rig.Replica.Before = operation =>
        {
            if (operation == "write base" && ++writes == 5) rig.Replica.PromiseTo(2, 1);
            return default;
        };

        var result = await rig.Port.TransferBaseAsync(rig.Authority(), rig.PinBase(), new Reported(), Rig.Cancel);

        Assert.Equal(RecoveryCode.StaleEpoch, result.Error.Code);
        Assert.Equal(5, writes);
        Assert.True(rig.Replica.Unfinished);
    }

    [Fact]
    public async Task P7_a_live_stream_ends_at_the_first_frame_after_a_newer_promise()
    {
        await using var rig = await Rig.StartAsync();
        Assert.True((await rig.Port.OpenLiveStreamAsync(rig.Authority(), rig.Pin(), Lsn.Zero, Rig.Cancel)).TryGet(out var stream, out _));
        rig.Replica.PromiseTo(2, 1);
        rig.Primary.Write([1]);

        Assert.Equal(RecoveryCode.StaleEpoch, (await stream.Ended.WaitAsync(Rig.Cancel)).Code);
        Assert.Empty(rig.Replica.Entries());
        await stream.DisposeAsync();
        Assert.Single(rig.Primary.Released);
    }

    [Fact]
    public async Task Every_code_that_a_store_answers_arrives_as_that_code()
    {
        await using var rig = await Rig.StartAsync();
        foreach (var code in Enum.GetValues<RecoveryCode>().Where(code => code != RecoveryCode.None))
        {
            var refused = new RecoveryError(code, "presented: \"transport_lost\"", null, "");
            rig.Replica.Before = _ => refused;
            foreach (var operation in Enum.GetValues<Operation>())
                Assert.Equal(refused, await rig.DoAsync(operation, rig.Authority(), Rig.Cancel));
        }
    }
}
