using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

public sealed class SenderTests
{
    public static IEnumerable<TheoryDataRow<string>> Operations => [.. Calls.Keys.Order(StringComparer.Ordinal).Select(name => new TheoryDataRow<string>(name))];

    private static readonly Dictionary<string, Func<Sender, SessionId, RecoveryError>> Calls = new()
    {
        ["begin connect"] = (s, id) => s.BeginConnect(id),
        ["handshake"] = (s, id) => s.RecordHandshake(id, new Lsn(2), new Lsn(1)),
        ["classified handshake"] = (s, id) => s.RecordHandshake(id, new Lsn(2), History()).Error,
        ["begin catch-up"] = (s, id) => s.BeginCatchUp(id, new Tick(0)),
        ["progress"] = (s, id) => s.RecordProgress(id, new Lsn(1), new Tick(0)),
        ["truncate"] = (s, id) => s.RecordTruncation(id, new Lsn(1)),
        ["complete"] = (s, id) => s.Complete(id),
        ["check budget"] = (s, id) => s.CheckBudget(id, new Tick(0), out _),
        ["select source"] = (s, id) => s.SelectSource(id, RebuildSource.From(History())),
        ["begin transfer"] = (s, id) => s.BeginTransfer(id),
        ["base"] = (s, id) => s.RecordBase(id, new Lsn(1)),
        ["begin tail"] = (s, id) => s.BeginTail(id),
        ["tail"] = (s, id) => s.RecordTail(id, new Lsn(1)),
        ["complete rebuild"] = (s, id) => s.CompleteRebuild(id),
        ["invalidate"] = (s, id) => s.Invalidate(id, new EndReason(EndCause.Other), ReplicaState.InSync),
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Authority_is_checked_first_and_in_order(string operation)
    {
        await using var world = new RecoveryWorld();
        world.Assign(1);
        var call = Calls[operation];
        var sender = world.Sender();
        Assert.Equal(RecoveryCode.NoActiveSession, call(sender, new SessionId(1)).Code);
        var session = world.Session();
        foreach (var other in new[] { SessionId.None, new SessionId(session.Value + 1), new SessionId(ulong.MaxValue) })
        {
            var before = world.View();
            Assert.Equal(RecoveryCode.SessionMismatch, call(sender, other).Code);
            Assert.Equal(before, world.View());
        }

        sender.Stop();
        Assert.Equal(RecoveryCode.SenderStopped, call(sender, session).Code);
    }

    [Fact]
    public async Task Attach_refuses_in_order_and_leaves_the_state()
    {
        await using var world = new RecoveryWorld();
        world.Assign(1);
        Assert.Equal(RecoveryCode.EpochMismatch, world.Sender().Attach(new Epoch(2), SessionKind.CatchUp).Error.Code);
        Assert.True(world.Sender().Attach(new Epoch(1), SessionKind.CatchUp).Error.IsNone);
        Assert.Equal(ReplicaState.Disconnected, world.View().State);
        Assert.Equal(RecoveryCode.SessionAlreadyActive, world.Sender().Attach(new Epoch(1), SessionKind.CatchUp).Error.Code);
        Assert.Equal(RecoveryCode.EpochMismatch, world.Sender().Attach(new Epoch(2), SessionKind.CatchUp).Error.Code);
        world.Sender().Stop();
        Assert.Equal(RecoveryCode.SenderStopped, world.Sender().Attach(new Epoch(2), SessionKind.CatchUp).Error.Code);
    }

    [Fact]
    public async Task F14_A_budget_checked_before_the_catch_up_ends_nothing_and_comes_with_the_assignment()
    {
        await using var world = new RecoveryWorld();
        var session = world.Session(budget: new RecoveryBudget(1, 1, 1));
        var sender = world.Sender();
        Assert.True(sender.CheckBudget(session, new Tick(1_000), out var violation).IsNone);
        Assert.Equal(BudgetViolation.None, violation);
        sender.BeginConnect(session);
        sender.RecordHandshake(session, Lsn.Zero, new Lsn(10));
        sender.BeginCatchUp(session, new Tick(0));
        Assert.True(sender.CheckBudget(session, new Tick(2), out violation).IsNone);
        Assert.Equal(BudgetViolation.DurationExceeded, violation);
        Assert.Equal(ReplicaState.NeedsRebuild, world.View().State);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(100UL)]
    public async Task F10_A_truncation_that_is_done_before_the_catch_up_completes_it(ulong committed)
    {
        await using var world = new RecoveryWorld();
        var session = world.Session();
        var sender = world.Sender();
        sender.BeginConnect(session);
        Assert.Equal(new Lsn(committed), sender.RecordHandshake(session, new Lsn(110), History(committed: committed)).Decision.TruncateTo);
        Assert.Equal(RecoveryCode.CompletionRejected, sender.Complete(session).Code);
        Assert.True(sender.RecordTruncation(session, new Lsn(committed)).IsNone);
        Assert.True(sender.Complete(session).IsNone);
        Assert.Equal(ReplicaState.InSync, world.View().State);
    }

    [Fact]
    public async Task F14_A_tick_that_goes_back_is_no_stall()
    {
        await using var world = new RecoveryWorld();
        var session = world.Session(budget: new RecoveryBudget(0, 0, ProgressDeadline: 100));
        var sender = world.Sender();
        sender.BeginConnect(session);
        sender.RecordHandshake(session, Lsn.Zero, new Lsn(10));
        sender.BeginCatchUp(session, new Tick(0));
        Assert.True(sender.RecordProgress(session, new Lsn(5), new Tick(1_000)).IsNone);
        Assert.True(sender.RecordProgress(session, new Lsn(6), new Tick(10)).IsNone);
        Assert.True(sender.CheckBudget(session, new Tick(1_100), out var violation).IsNone);
        Assert.Equal(BudgetViolation.None, violation);
        Assert.True(sender.CheckBudget(session, new Tick(1_101), out violation).IsNone);
        Assert.Equal(BudgetViolation.ProgressStalled, violation);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task F15_A_picture_is_taken_inside_a_step_and_beside_writers_without_a_wait_for_ever(bool inside)
    {
        // Nothing is disposed: what waits for ever must not keep this test from saying so.
        var registry = NewRegistry();
        Assert.True(registry.Apply(Intent(1, 1, [R1, R2], (R1, SessionKind.CatchUp))).Error.IsNone);
        Assert.Equal((2, new Epoch(1)), (Picture().Total, Picture().HighWater));
        await Gate.Patiently(Task.Run(() => Parallel.For(0, 4, worker =>
        {
            for (var i = 0; i < 500; i++)
            {
                if (worker % 2 == 0) registry.UpdateSenderEpoch(R1, new Epoch((ulong)i));
                else Assert.Equal(2, Picture().Total);
            }
        })));
        return;

        RegistryStatus Picture()
        {
            if (!inside) return registry.Status();
            using var step = registry.Enter();
            return registry.Status();
        }
    }

    [Fact]
    public async Task F15_A_picture_is_of_one_moment()
    {
        var registry = NewRegistry();
        ReplicaId[] replicas = [.. Enumerable.Range(0, 100).Select(i => new ReplicaId($"r{i}"))];
        Assert.True(registry.Apply(Intent(1, 1, replicas)).Error.IsNone);
        await Gate.Patiently(Task.Run(() => Parallel.For(0, 2, worker =>
        {
            for (var i = 2UL; i < 1_000; i++)
            {
                if (worker == 0) registry.Apply(Intent(i, 1, replicas));
                else Assert.Single(registry.Status().Senders.Select(sender => sender.Epoch).Distinct());
            }
        })));
    }

    [Fact]
    public async Task Progress_stays_between_what_was_recovered_and_the_frozen_target()
    {
        await using var world = new RecoveryWorld();
        var session = world.Session();
        var sender = world.Sender();
        sender.BeginConnect(session);
        sender.RecordHandshake(session, new Lsn(10), new Lsn(20));
        Assert.Equal(RecoveryCode.WrongPhase, sender.RecordProgress(session, new Lsn(11), new Tick(0)).Code);
        Assert.Equal(RecoveryCode.CompletionRejected, sender.Complete(session).Code);
        sender.BeginCatchUp(session, new Tick(0));
        Assert.Equal(RecoveryCode.ProgressRegression, sender.RecordProgress(session, new Lsn(10), new Tick(0)).Code);
        Assert.Equal(RecoveryCode.BeyondFrozenTarget, sender.RecordProgress(session, new Lsn(21), new Tick(0)).Code);
        Assert.Equal(RecoveryCode.TruncationNotRequired, sender.RecordTruncation(session, new Lsn(10)).Code);
        Assert.True(sender.RecordProgress(session, new Lsn(20), new Tick(0)).IsNone);
        Assert.True(sender.Complete(session).IsNone);
        Assert.Equal(RecoveryCode.NoActiveSession, sender.Complete(session).Code);
    }
}
