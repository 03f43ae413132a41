namespace Replication.Recovery.Tests;

public sealed class DeadlineTests
{
    private static readonly ExecutionOptions TenEntriesAStep = new() { StepEntries = 10, PhaseDeadline = 60_000 };

    [Theory]
    [InlineData("init")]
    [InlineData("connecting")]
    [InlineData("handshake")]
    [InlineData("catchup")]
    public async Task P10_A_session_that_nobody_drives_ends_in_every_phase(string phase)
    {
        await using var world = new RecoveryWorld(TenEntriesAStep);
        var session = world.Session();
        var sender = world.Sender();
        if (phase != "init") Assert.True(sender.BeginConnect(session).IsNone);
        if (phase is "handshake" or "catchup") Assert.True(sender.RecordHandshake(session, new Lsn(0), new Lsn(100)).IsNone);
        if (phase == "catchup") Assert.True(sender.BeginCatchUp(session, new Tick(0)).IsNone);
        Assert.Equal(phase, world.View().Session?.Phase);

        world.Orchestrator.Expire(new Tick(1_000));
        world.Orchestrator.Expire(new Tick(61_000));
        Assert.NotNull(world.View().Session);
        world.Orchestrator.Expire(new Tick(61_001));

        Assert.Null(world.View().Session);
        Assert.Equal(ReplicaState.Disconnected, world.View().State);
        Assert.Equal(new SessionEnd(session, new EndReason(EndCause.DeadlineExceeded)), world.View().LastEnd);
        Assert.Equal("session_invalidated deadline_exceeded", world.Events(session)[^1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task P10_A_rebuild_that_nobody_drives_ends_in_every_phase(int transitions)
    {
        await using var world = new RecoveryWorld(TenEntriesAStep);
        var session = world.Session(SessionKind.Rebuild);
        var sender = world.Sender();
        Func<RecoveryError>[] drive =
        [
            () => sender.BeginConnect(session),
            () => sender.RecordHandshake(session, new Lsn(0), new Lsn(100)),
            () => sender.SelectSource(session, new RebuildSource(RebuildSourceKind.FullBase, Lsn.Zero, new Lsn(100))),
            () => sender.BeginTransfer(session),
        ];
        foreach (var step in drive.Take(transitions)) Assert.True(step().IsNone);

        world.Orchestrator.Expire(new Tick(0));
        world.Orchestrator.Expire(new Tick(60_001));

        Assert.Null(world.View().Session);
        Assert.Equal(ReplicaState.Disconnected, world.View().State);
        Assert.Equal("session_invalidated deadline_exceeded", world.Events(session)[^1]);
        Assert.Equal(EndCause.DeadlineExceeded, Assert.Single(world.Orchestrator.Log.Read(), e => e.Ends).End);
    }

    [Fact]
    public async Task A_timer_that_looks_at_a_catch_up_whose_IO_is_under_way_does_not_disturb_its_worker()
    {
        await using var world = new RecoveryWorld(TenEntriesAStep);
        var session = await world.Decided(flushed: 80, budget: new RecoveryBudget(1_000_000, 1_000, 1_000_000));
        var gate = world.Port.Hold(PortOp.Stream);
        var work = world.CatchUp(session);
        await gate.Entered;

        world.Orchestrator.Expire(world.Orchestrator.Now);
        Assert.True(world.Sender().CheckBudget(session, world.Orchestrator.Now, out var violation).IsNone);
        Assert.Equal(BudgetViolation.None, violation);
        gate.Open();

        Assert.Equal(RecoveryCode.None, (await work).Code);
        Assert.Equal(ReplicaState.InSync, world.View().State);
    }

    [Fact]
    public async Task Progress_moves_the_deadline_and_so_does_every_transition()
    {
        await using var world = new RecoveryWorld(TenEntriesAStep);
        var session = world.Session();
        var sender = world.Sender();
        var tick = 0UL;
        void Pass()
        {
            world.Orchestrator.Expire(new Tick(tick));
            tick += 60_000;
            world.Orchestrator.Expire(new Tick(tick));
            Assert.NotNull(world.View().Session);
        }

        Pass();
        sender.BeginConnect(session);
        Pass();
        sender.RecordHandshake(session, new Lsn(0), new Lsn(100));
        Pass();
        sender.BeginCatchUp(session, new Tick(tick));
        Pass();
        sender.RecordProgress(session, new Lsn(1), new Tick(tick));
        Pass();
        world.Orchestrator.Expire(new Tick(tick + 1));
        Assert.Null(world.View().Session);
    }

    [Fact]
    public async Task A_budget_that_has_a_progress_deadline_stands_for_the_deadline_of_the_catch_up()
    {
        await using var world = new RecoveryWorld(TenEntriesAStep);
        var session = world.Session(budget: new RecoveryBudget(0, 0, ProgressDeadline: 200_000));
        var sender = world.Sender();
        sender.BeginConnect(session);
        sender.RecordHandshake(session, new Lsn(0), new Lsn(100));
        sender.BeginCatchUp(session, new Tick(0));

        world.Orchestrator.Expire(new Tick(0));
        world.Orchestrator.Expire(new Tick(200_000));
        Assert.NotNull(world.View().Session);
        world.Orchestrator.Expire(new Tick(200_001));

        Assert.Equal(ReplicaState.NeedsRebuild, world.View().State);
        Assert.Equal("budget_escalated progress_stalled", world.Events(session)[^1]);
    }

    [Fact]
    public async Task Bytes_of_a_base_that_arrive_are_progress_and_a_base_that_hangs_is_not()
    {
        await using var world = new RecoveryWorld(TenEntriesAStep);
        var session = world.Session(SessionKind.Rebuild);
        var gate = world.Port.Hold(PortOp.Transfer);
        var work = world.Rebuild(session);
        await gate.Entered;

        var tick = 0UL;
        world.Orchestrator.Expire(new Tick(tick));
        for (ulong copied = 1; copied <= 5; copied++)
        {
            world.Port.BaseSink!.Report(new BaseProgress(copied, 5));
            tick += 60_000;
            world.Orchestrator.Expire(new Tick(tick));
            Assert.NotNull(world.View().Session);
        }

        world.Port.BaseSink!.Report(new BaseProgress(5, 5));
        world.Orchestrator.Expire(new Tick(tick + 60_001));
        Assert.Null(world.View().Session);

        gate.Open();
        Assert.Equal(RecoveryCode.NoActiveSession, (await work).Code);
        Assert.Equal(ReplicaState.Disconnected, world.View().State);
        world.Port.AssertPinsAreAccountedFor();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task P10_A_call_that_hangs_is_told_to_stop_when_its_session_ends_and_its_pins_go(bool expires)
    {
        await using var world = new RecoveryWorld(TenEntriesAStep);
        var session = world.Session(SessionKind.Rebuild);
        var gate = world.Port.Hold(PortOp.Transfer);
        var work = world.Rebuild(session);
        await gate.Entered;

        if (expires)
        {
            world.Orchestrator.Expire(new Tick(0));
            world.Orchestrator.Expire(new Tick(60_001));
        }
        else
        {
            world.Assign(1, (RecoveryWorld.R1, SessionKind.CatchUp));
        }

        // The gate stays shut: nothing but the end of the session lets the call go.
        await Gate.Patiently(work);
        Assert.Equal(expires ? RecoveryCode.NoActiveSession : RecoveryCode.SessionMismatch, (await work).Code);
        world.Port.AssertPinsAreAccountedFor();
    }

    [Fact]
    public async Task A_deadline_of_0_is_none()
    {
        await using var world = new RecoveryWorld(new ExecutionOptions { PhaseDeadline = 0 });
        world.Session();
        world.Orchestrator.Expire(new Tick(0));
        world.Orchestrator.Expire(new Tick(ulong.MaxValue));
        Assert.NotNull(world.View().Session);
    }

    [Fact]
    public async Task A_tick_that_runs_back_expires_nothing()
    {
        await using var world = new RecoveryWorld(TenEntriesAStep);
        world.Session();
        world.Orchestrator.Expire(new Tick(100_000));
        world.Orchestrator.Expire(new Tick(0));
        Assert.NotNull(world.View().Session);
    }
}
