using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

public sealed class EventSequenceTests
{
    [Fact]
    public async Task A_zero_gap_completes_at_once()
    {
        await using var world = new RecoveryWorld();
        world.Port.Facts = Facts(100);
        var session = world.Session();
        var answer = await world.Recover(session);
        Assert.Equal((RecoveryOutcome.ZeroGap, ReplicaState.InSync), (answer.Outcome, answer.State));
        Assert.Equal(["session_created", "connected", "handshake outcome=zero_gap", "completed zero_gap"], world.Events(session));
        Assert.Equal(["Facts session 1", "History", "Pin Wal 100", "History", "Live from 100"], world.Port.Trace);
    }

    [Fact]
    public async Task A_gap_is_replayed_and_handed_over()
    {
        await using var world = new RecoveryWorld();
        world.Port.Facts = Facts(40);
        var session = world.Session();
        Assert.True((await world.Run(session)).IsNone);
        Assert.Equal(
            ["session_created", "connected", "handshake outcome=catchup", $"catchup_started target=100 start_tick={world.Orchestrator.Now}", "completed in_sync"],
            world.Events(session));
        Assert.Equal(["Pin Wal 40", "History", "Stream (40, 100]", "Live from 100"], world.Port.Trace.Skip(2));
        world.Port.AssertPinsAreAccountedFor();
    }

    [Theory]
    [InlineData(100UL)]
    [InlineData(0UL)]
    public async Task F10_A_truncation_to_any_LSN_converges_0_included(ulong committed)
    {
        await using var world = new RecoveryWorld();
        world.Port.Reading = new HistoryReading(History(committed: committed), null);
        world.Port.Facts = Facts(110);
        var session = world.Session();
        Assert.True((await world.Run(session)).IsNone);
        Assert.Equal([$"truncation_recorded truncated_to={committed}", "completed in_sync"], world.Events(session)[^2..]);
        Assert.Equal(ReplicaState.InSync, world.View().State);
    }

    [Fact]
    public async Task A_gap_beyond_retention_escalates_with_its_proof()
    {
        await using var world = new RecoveryWorld();
        world.Port.Reading = new HistoryReading(History(tail: 50), null);
        world.Port.Facts = Facts(40);
        var session = world.Session();
        Assert.Equal(RecoveryCode.GapExceedsRetention, (await world.Run(session)).Code);
        Assert.Equal(["handshake outcome=needs_rebuild", "escalated needs_rebuild: gap_beyond_retention: need LSN 41 but tail=50"], world.Events(session)[^2..]);
        Assert.Equal("gap_exceeds_retention", world.View().LastEnd?.Reason.ToString());
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(60UL)]
    public async Task A_rebuild_copies_verifies_replays_and_hands_over(ulong checkpoint)
    {
        await using var world = new RecoveryWorld();
        world.Port.Reading = new HistoryReading(History(checkpoint: checkpoint, trusted: true), null);
        var session = world.Session(SessionKind.Rebuild);
        Assert.True((await world.Run(session)).IsNone);
        Assert.Equal(
            ["session_created", "rebuild_connected", "rebuild_source_selected kind=rebuild", "rebuild_completed in_sync"], world.Events(session));
        Assert.Equal(
            checkpoint == 0
                ? ["Pin Wal 100", "History", "Pin FullBase 0", "Transfer FullBase 100", "Live from 100"]
                : ["Pin Snapshot 60", "Pin Wal 60", "History", "Transfer Snapshot 60", "Stream (60, 100]", "Live from 100"],
            world.Port.Trace.Skip(3));
        world.Port.AssertPinsAreAccountedFor();
    }

    [Fact]
    public async Task F11_A_rebuild_with_target_0_still_copies_and_verifies_its_empty_base()
    {
        await using var world = new RecoveryWorld();
        world.Port.Reading = new HistoryReading(History(head: 1000, committed: 0), null);
        var raw = world.Session(SessionKind.Rebuild);
        var sender = world.Sender();
        sender.BeginConnect(raw);
        sender.RecordHandshake(raw, Lsn.Zero, Lsn.Zero);
        sender.SelectSource(raw, RebuildSource.From(world.Port.Reading.History));
        sender.BeginTransfer(raw);
        Assert.Equal(RecoveryCode.RebuildNotReady, sender.CompleteRebuild(raw).Code);

        var session = world.Session(SessionKind.Rebuild);
        Assert.True((await world.Run(session)).IsNone);
        Assert.Contains("Transfer FullBase 0", world.Port.Trace);
        Assert.Equal(ReplicaState.InSync, world.View().State);
    }

    [Fact]
    public async Task F11_Progress_of_a_rebuild_that_does_not_rise_is_an_error()
    {
        await using var world = new RecoveryWorld();
        var session = world.Session(SessionKind.Rebuild);
        var sender = world.Sender();
        sender.BeginConnect(session);
        sender.RecordHandshake(session, Lsn.Zero, new Lsn(9));
        sender.SelectSource(session, new RebuildSource(RebuildSourceKind.SnapshotTail, new Lsn(5), new Lsn(9)));
        sender.BeginTransfer(session);
        Assert.Equal(RecoveryCode.RebuildProgressRegression, sender.RecordBase(session, Lsn.Zero).Code);
        Assert.True(sender.RecordBase(session, new Lsn(4)).IsNone);
        Assert.Equal(RecoveryCode.RebuildProgressRegression, sender.RecordBase(session, new Lsn(4)).Code);
        Assert.Equal(RecoveryCode.BaseTransferIncomplete, sender.BeginTail(session).Code);
        Assert.True(sender.RecordBase(session, new Lsn(5)).IsNone);
        Assert.True(sender.BeginTail(session).IsNone);
        Assert.True(sender.RecordTail(session, new Lsn(8)).IsNone);
        Assert.Equal(RecoveryCode.RebuildProgressRegression, sender.RecordTail(session, new Lsn(8)).Code);
        Assert.Equal(RecoveryCode.RebuildNotReady, sender.CompleteRebuild(session).Code);
    }

    [Fact]
    public async Task F09_A_rebuild_session_is_refused_by_the_catch_up_entries_and_the_other_way_round()
    {
        await using var world = new RecoveryWorld();
        var rebuild = world.Session(SessionKind.Rebuild);
        var before = world.View();
        Assert.Equal(RecoveryCode.RebuildSession, (await world.Recover(rebuild)).Error.Code);
        Assert.Equal(RecoveryCode.RebuildSession, (await world.CatchUp(rebuild)).Code);
        Assert.Equal(before, world.View());

        var catchUp = world.Session();
        before = world.View();
        Assert.Equal(RecoveryCode.NotRebuildSession, (await world.Rebuild(catchUp)).Code);
        Assert.Equal(before, world.View());
        Assert.Empty(world.Port.Trace);
    }

    [Fact]
    public async Task F12_A_missing_history_is_a_code_and_changes_nothing()
    {
        await using var world = new RecoveryWorld();
        var session = world.Session(SessionKind.Rebuild);
        var before = world.View();
        var token = TestContext.Current.CancellationToken;
        Assert.Equal(RecoveryCode.NoHistory, (await world.Orchestrator.CompleteRebuildAsync(R1, session, null, token)).Code);
        Assert.Equal(RecoveryCode.NoHistory, (await world.Orchestrator.RecoverAsync(R1, session, Facts(0), null, token)).Error.Code);
        Assert.Equal(before, world.View());
    }

    [Fact]
    public async Task F08_A_rejected_completion_and_a_failed_argument_leave_a_session_that_can_go_on()
    {
        await using var world = new RecoveryWorld();
        var session = await world.Decided(flushed: 110);
        Assert.Equal(RecoveryCode.CompletionRejected, (await world.CatchUp(session)).Code);
        Assert.Equal(RecoveryCode.BeyondFrozenTarget, (await world.CatchUp(session, target: 101)).Code);
        Assert.Equal(RecoveryCode.TruncationMismatch, (await world.CatchUp(session, truncateTo: 99)).Code);
        Assert.Equal(0, world.Port.Calls(PortOp.Truncate));
        Assert.True((await world.CatchUp(session, truncateTo: 100)).IsNone);
        Assert.Equal(
            [
                "completion_rejected session not convergent or truncation missing", "catchup_progress_failed error:beyond_frozen_target",
                "truncation_failed error:truncation_mismatch", "truncation_recorded truncated_to=100", "completed in_sync",
            ],
            world.Events(session)[^5..]);
    }

    [Theory]
    [InlineData(SessionKind.CatchUp, "Facts")]
    [InlineData(SessionKind.CatchUp, "Stream")]
    [InlineData(SessionKind.Rebuild, "Facts")]
    [InlineData(SessionKind.Rebuild, "Transfer")]
    public async Task F08_A_step_that_fails_ends_its_session_and_another_one_begins(SessionKind kind, string op)
    {
        await using var world = new RecoveryWorld();
        world.Port.Facts = Facts(40);
        world.Port.Refuse(Enum.Parse<PortOp>(op), RecoveryCode.TransportLost);
        Assert.Equal(RecoveryCode.TransportLost, (await world.Run(world.Session(kind))).Code);
        Assert.Null(world.View().Session);

        Assert.True(world.Registry.Attach(R1, new Epoch(1), kind).TryGet(out var again, out var refused), refused.ToString());
        Assert.True((await world.Run(again)).IsNone);
        Assert.Equal(ReplicaState.InSync, world.View().State);
    }

    [Fact]
    public async Task Whoever_presents_no_sender_or_no_session_hears_so_and_nothing_is_logged()
    {
        await using var world = new RecoveryWorld();
        world.Session();
        var seen = world.Orchestrator.Log.LastSequence;
        Assert.Equal(RecoveryCode.NoSession, (await world.Recover(SessionId.None)).Error.Code);
        Assert.Equal(RecoveryCode.NoSession, (await world.CatchUp(SessionId.None)).Code);
        Assert.Equal(RecoveryCode.NoSession, (await world.Rebuild(SessionId.None)).Code);
        var ghost = await world.Orchestrator.CompleteCatchUpAsync(
            new ReplicaId("ghost"), new SessionId(1), new Lsn(1), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(RecoveryCode.SenderNotFound, ghost.Code);
        Assert.Equal(seen, world.Orchestrator.Log.LastSequence);
    }

    [Fact]
    public async Task F16_An_unfinished_base_needs_a_rebuild_whatever_its_LSN_says()
    {
        await using var world = new RecoveryWorld();
        world.Port.Facts = Facts(100, unfinished: true);
        var answer = await world.Recover(world.Session());
        Assert.Equal((RecoveryOutcome.NeedsRebuild, ReplicaState.NeedsRebuild), (answer.Outcome, answer.State));
    }

    [Theory]
    [InlineData(SessionKind.CatchUp, "handshake_failed error:primary_behind")]
    [InlineData(SessionKind.Rebuild, "rebuild_handshake_failed error:primary_behind")]
    public async Task P8_An_empty_primary_does_not_rebuild_the_last_copy_because_its_base_is_unfinished(SessionKind kind, string told)
    {
        await using var world = new RecoveryWorld();
        world.Port.Reading = new HistoryReading(History(head: 0, committed: 0), Recovery.Lineage.Empty);
        world.Port.Facts = Facts(100, knownCommitted: 90, lineage: RecoveryWorld.Lineage((1, 100)), unfinished: true);
        var session = world.Session(kind);
        Assert.Equal(RecoveryCode.PrimaryBehind, (await world.Run(session)).Code);
        Assert.Equal(told, world.Events(session)[^1]);
        Assert.Equal(0, world.Port.Calls(PortOp.Transfer));
    }

    [Theory]
    [InlineData("v2", 0, 0, RecoveryCode.WrongVolume)]
    [InlineData("v1", 2, 0, RecoveryCode.StaleEpoch)]
    [InlineData("v1", 1, 2, RecoveryCode.StaleSession)]
    [InlineData("v1", 1, 1, RecoveryCode.None)]
    [InlineData("v1", 0, 9, RecoveryCode.None)]
    public async Task P7_Facts_of_another_volume_or_of_a_replica_promised_to_somebody_later_are_not_decided_on(string volume, ulong epoch, ulong promised, RecoveryCode code)
    {
        foreach (var kind in new[] { SessionKind.CatchUp, SessionKind.Rebuild })
        {
            await using var world = new RecoveryWorld();
            world.Port.Facts = Facts(110) with { Volume = new VolumeId(volume), PromisedEpoch = new Epoch(epoch), PromisedSession = new SessionId(promised) };
            var session = world.Session(kind);
            Assert.Equal(code, (await world.Run(session)).Code);
            if (code == RecoveryCode.None) continue;
            Assert.Equal((kind == SessionKind.Rebuild ? "rebuild_" : "") + $"handshake_failed error:{code.Text()}", world.Events(session)[^1]);
            Assert.Equal((ReplicaState.Disconnected, code.Text()), (world.View().State, world.View().LastEnd?.Reason.ToString()));
            Assert.Equal(0, world.Port.Calls(PortOp.Truncate) + world.Port.Calls(PortOp.Transfer));
        }
    }

    [Theory]
    [InlineData(SessionKind.CatchUp)]
    [InlineData(SessionKind.Rebuild)]
    public async Task Facts_that_come_for_a_session_that_ended_are_not_looked_at(SessionKind kind)
    {
        await using var world = new RecoveryWorld();
        world.Port.Reading = new HistoryReading(History(head: 0, committed: 0), Recovery.Lineage.Empty);
        world.Port.Facts = Facts(100, knownCommitted: 90, lineage: RecoveryWorld.Lineage((1, 100)));
        var session = world.Session(kind);
        world.Port.Before(PortOp.Facts, () => Assert.True(world.Sender().Supersede(SessionKind.CatchUp, new EndReason(EndCause.Other, Words: "somebody else")).TryGet(out _, out _)));
        Assert.Equal(RecoveryCode.SessionMismatch, (await world.Run(session)).Code);
        Assert.DoesNotContain(world.Events(session).SkipWhile(e => !e.StartsWith("session_invalidated", StringComparison.Ordinal)), e => e is "connected" or "rebuild_connected");
    }

    [Theory]
    [InlineData(SessionKind.CatchUp, "handshake_failed error:primary_behind")]
    [InlineData(SessionKind.Rebuild, "rebuild_handshake_failed error:primary_behind")]
    public async Task P8_A_primary_with_an_empty_disk_neither_truncates_nor_rebuilds_until_an_intent_accepts_the_loss(SessionKind kind, string told)
    {
        await using var world = new RecoveryWorld();
        world.Port.Reading = new HistoryReading(History(head: 0, committed: 0), Recovery.Lineage.Empty);
        world.Port.Facts = Facts(100, knownCommitted: 90, lineage: RecoveryWorld.Lineage((1, 100)));
        var session = world.Session(kind);
        Assert.Equal(RecoveryCode.PrimaryBehind, (await world.Run(session)).Code);
        Assert.Equal(told, world.Events(session)[^1]);
        Assert.Equal("primary_behind", world.View().LastEnd?.Reason.ToString());
        Assert.Equal(0, world.Port.Calls(PortOp.Truncate) + world.Port.Calls(PortOp.Transfer));

        var accepted = world.Orchestrator.ProcessAssignment(Intent(1, 90, [R1, R2], (R1, kind)) with { AcceptDataLoss = true });
        Assert.True((await world.Run(accepted.Created.Single().Session)).IsNone);
        Assert.Equal(ReplicaState.InSync, world.View().State);
    }

    [Fact]
    public async Task F14_A_violated_budget_is_seen_at_the_complete_tick_before_any_IO()
    {
        await using var world = new RecoveryWorld();
        var session = await world.Decided(budget: new RecoveryBudget(10, 0, 0));
        var error = await world.CatchUp(session, ticks: new CatchUpTicks(new Tick(0), null));
        Assert.Equal(RecoveryCode.BudgetViolation, error.Code);
        Assert.Equal(0, world.Port.Calls(PortOp.Stream));
        Assert.Equal("budget_escalated duration_exceeded", world.Events(session)[^1]);
    }
}
