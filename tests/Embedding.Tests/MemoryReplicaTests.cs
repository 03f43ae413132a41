using Replication.Embedding.Storage;
using Replication.Recovery;

namespace Replication.Embedding.Tests;

/// <summary>What whoever copies the replica relies on.</summary>
public sealed class MemoryReplicaTests
{
    private readonly MemoryReplica _replica = new(Cluster.Volume, new StoreId("store"), ["a", "b", "c"]);

    [Fact]
    public async Task Whoever_is_older_than_what_was_promised_changes_nothing()
    {
        Assert.True(_replica.Promise(Authority(2, 7)).Error.IsNone);

        foreach (var (stale, code) in new[] { (Authority(1, 9), RecoveryCode.StaleEpoch), (Authority(2, 6), RecoveryCode.StaleSession) })
        {
            Assert.Equal(code, _replica.Promise(stale).Error.Code);
            Assert.Equal(code, _replica.Append(stale, Piece(3, "d")).Error.Code);
            Assert.Equal(code, _replica.Truncate(stale, Lsn.Zero).Error.Code);
            Assert.Equal(code, _replica.BeginBase(stale).Code);
            Assert.Equal(code, (await _replica.WriteBaseAsync(stale, ["x"], TestContext.Current.CancellationToken)).Code);
            Assert.Equal(code, _replica.FinishBase(stale, Lsn.Zero, MemoryReplica.Checksum([])).Error.Code);
        }

        Assert.Equal(["a", "b", "c"], _replica.Content);
        Assert.False(Facts(Authority(2, 7)).BaseUnfinished);
    }

    [Fact]
    public void A_hole_is_refused_and_what_is_there_already_is_passed_over()
    {
        Assert.Equal(RecoveryCode.InvalidRange, _replica.Append(Authority(1, 1), Piece(4, "e")).Error.Code);
        Assert.Equal(new Lsn(4), Value(_replica.Append(Authority(1, 1), Piece(1, "b", "c", "d"))));
        Assert.Equal(["a", "b", "c", "d"], _replica.Content);
    }

    [Fact]
    public void A_truncation_goes_to_exactly_what_was_asked_or_nowhere()
    {
        Assert.Equal(RecoveryCode.InvalidRange, _replica.Truncate(Authority(1, 1), new Lsn(4)).Error.Code);
        Assert.Equal(["a", "b", "c"], _replica.Content);
        Assert.Equal(new Lsn(2), Value(_replica.Truncate(Authority(1, 1), new Lsn(2))));
        Assert.Equal(["a", "b"], _replica.Content);
    }

    [Fact]
    public async Task A_base_is_the_content_only_when_it_was_verified_and_until_then_the_store_is_marked()
    {
        var token = TestContext.Current.CancellationToken;
        Assert.True(_replica.BeginBase(Authority(1, 1)).IsNone);
        Assert.True((await _replica.WriteBaseAsync(Authority(1, 1), ["x"], token)).IsNone);
        Assert.Equal(RecoveryCode.VerificationFailed, _replica.FinishBase(Authority(1, 1), new Lsn(1), MemoryReplica.Checksum(["y"])).Error.Code);
        Assert.True(Facts(Authority(1, 1)).BaseUnfinished);
        Assert.Equal(["a", "b", "c"], _replica.Content);
        Assert.Equal(RecoveryCode.VerificationFailed, _replica.Append(Authority(1, 1), Piece(3, "d")).Error.Code);
        Assert.Equal(RecoveryCode.VerificationFailed, _replica.Truncate(Authority(1, 1), Lsn.Zero).Error.Code);

        Assert.True(_replica.BeginBase(Authority(1, 2)).IsNone);
        Assert.True((await _replica.WriteBaseAsync(Authority(1, 2), ["x"], token)).IsNone);
        Assert.Equal(new Lsn(1), Value(_replica.FinishBase(Authority(1, 2), new Lsn(1), MemoryReplica.Checksum(["x"]))));
        Assert.False(Facts(Authority(1, 2)).BaseUnfinished);
        Assert.Equal(["x"], _replica.Content);
    }

    [Fact]
    public async Task A_base_that_another_session_began_is_not_gone_on_with()
    {
        Assert.True(_replica.BeginBase(Authority(1, 1)).IsNone);
        var error = await _replica.WriteBaseAsync(Authority(1, 2), ["x"], TestContext.Current.CancellationToken);

        Assert.Equal(RecoveryCode.InvalidRange, error.Code);
        Assert.True(Facts(Authority(1, 2)).BaseUnfinished);
    }

    private static Authority Authority(ulong epoch, ulong session) =>
        new(Cluster.Volume, Cluster.R1, Cluster.EndpointOf(Cluster.R1), new Epoch(epoch), new SessionId(session));

    private static LogPiece Piece(ulong after, params string[] entries) => new(new Lsn(after), entries, Lsn.Zero);

    private ReplicaFacts Facts(Authority authority) => Value(_replica.Promise(authority));

    private static T Value<T>(Result<T> result)
    {
        Assert.True(result.TryGet(out var value, out var error), error.ToString());
        return value!;
    }
}
