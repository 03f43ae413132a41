using System.Collections.Immutable;
using Replication.Transport.Grpc.Tests.Doubles;

namespace Replication.Transport.Grpc.Tests;

public sealed class HandshakeTests
{
    [Fact]
    public async Task A_handshake_promises_before_it_answers_and_every_fact_arrives()
    {
        ImmutableArray<LineageEntry> entries = [new(new Epoch(1), new Lsn(2)), new(new Epoch(4), new Lsn(3))];
        Assert.True(Lineage.TryCreate(entries, out var lineage, out _));
        await using var rig = await Rig.StartAsync(replica: new MemoryReplica { Lineage = lineage });
        rig.Replica.Seed([1], [2], [3]);

        var answer = await rig.Port.ReadFactsAsync(rig.Authority(epoch: 5, session: 9), Rig.Cancel);

        Assert.True(answer.TryGet(out var facts, out var error), error.ToString());
        Assert.Equal(
            new ReplicaFacts(new("vol"), new("disk-1"), new Epoch(5), new SessionId(9), new Lsn(3), new Lsn(7), lineage, false),
            facts);
        Assert.Equal((new Epoch(5), new SessionId(9)), (rig.Replica.PromisedEpoch, rig.Replica.PromisedSession));
    }

    [Fact]
    public async Task An_engine_without_lineages_has_none_and_not_an_empty_one()
    {
        await using var without = await Rig.StartAsync();
        await using var empty = await Rig.StartAsync(replica: new MemoryReplica { Lineage = Lineage.Empty });

        Assert.True((await without.Port.ReadFactsAsync(without.Authority(), Rig.Cancel)).TryGet(out var none, out _));
        Assert.True((await empty.Port.ReadFactsAsync(empty.Authority(), Rig.Cancel)).TryGet(out var some, out _));

        Assert.Null(none.Lineage);
        Assert.Equal(Lineage.Empty, some.Lineage);
    }

    [Fact]
    public async Task A_replica_that_is_not_there_is_a_lost_transport()
    {
        await using var rig = await Rig.StartAsync();
        var authority = rig.Authority();
        await rig.Process.DisposeAsync();

        Assert.Equal(RecoveryCode.TransportLost, (await rig.Port.ReadFactsAsync(authority, Rig.Cancel)).Error.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no address")]
    [InlineData("host:port:more")]
    [InlineData("user@127.0.0.1:1")]
    [InlineData("127.0.0.1:1/path")]
    public async Task An_endpoint_that_is_no_address_is_answered_by_value(string address)
    {
        await using var rig = await Rig.StartAsync();

        Assert.Equal(RecoveryCode.TransportLost, (await rig.Port.ReadFactsAsync(rig.Authority(address: address), Rig.Cancel)).Error.Code);
    }

    [Theory]
    [InlineData(Operation.Handshake, 10_000)]
    [InlineData(Operation.Truncate, 60_000)]
    [InlineData(Operation.Live, 10_000)]
    public async Task A_replica_that_does_not_answer_in_time_is_a_lost_transport(Operation operation, int milliseconds)
    {
        await using var rig = await Rig.StartAsync();
        using var gate = new Gate();
        rig.Replica.Before = _ =>
        {
            gate.Pass();
            return default;
        };

        var asked = rig.DoAsync(operation, rig.Authority(), Rig.Cancel);
        await gate.Arrived;
        rig.Time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
        Assert.False(asked.IsCompleted);
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(RecoveryCode.TransportLost, (await asked).Code);
    }

    [Theory]
    [InlineData(Operation.Handshake)]
    [InlineData(Operation.Truncate)]
    [InlineData(Operation.Stream)]
    [InlineData(Operation.Base)]
    [InlineData(Operation.Live)]
    public async Task A_caller_that_cancels_is_told_so_and_not_that_the_transport_was_lost(Operation operation)
    {
        await using var rig = await Rig.StartAsync();
        rig.Primary.Write([1]);
        using var gate = new Gate();
        using var cancel = new CancellationTokenSource();
        rig.Replica.Before = _ =>
        {
            gate.Pass();
            return default;
        };

        var asked = rig.DoAsync(operation, rig.Authority(), cancel.Token);
        await gate.Arrived;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Theory]
    [InlineData(Operation.Handshake)]
    [InlineData(Operation.Truncate)]
    [InlineData(Operation.Stream)]
    [InlineData(Operation.Base)]
    [InlineData(Operation.Live)]
    public async Task A_replica_that_dies_while_it_works_is_a_lost_transport(Operation operation)
    {
        await using var rig = await Rig.StartAsync();
        rig.Primary.Write([1]);
        using var gate = new Gate();
        rig.Replica.Before = _ =>
        {
            gate.Pass();
            return default;
        };

        var asked = rig.DoAsync(operation, rig.Authority(), Rig.Cancel);
        await gate.Arrived;
        rig.Process.Kill();

        Assert.Equal(RecoveryCode.TransportLost, (await asked).Code);
    }

    [Theory]
    [InlineData(Operation.Handshake)]
    [InlineData(Operation.Truncate)]
    [InlineData(Operation.Stream)]
    [InlineData(Operation.Base)]
    [InlineData(Operation.Live)]
    public async Task A_store_that_throws_is_a_lost_transport_and_the_next_call_works(Operation operation)
    {
        await using var rig = await Rig.StartAsync();
        rig.Replica.Before = _ => throw new InvalidOperationException("disk on fire");

        var error = await rig.DoAsync(operation, rig.Authority(), Rig.Cancel);
        rig.Replica.Before = _ => default;

        Assert.Equal(RecoveryCode.TransportLost, error.Code);
        Assert.Equal(default, await rig.DoAsync(operation, rig.Authority(), Rig.Cancel));
    }
}
