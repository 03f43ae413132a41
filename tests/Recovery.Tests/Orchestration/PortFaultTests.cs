using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

/// <summary>Every call of the port fails in every way: one causal event, the session ended, no pin left, never in sync.</summary>
public sealed class PortFaultTests
{
    private static readonly ExecutionOptions Steps = new() { StepEntries = 30 };

    public enum Way
    {
        Refused,
        Thrown,
        Cancelled,
    }

    // entry, flushed, checkpoint, operation, which call of it, the event that tells of it, the state after a refusal
    public static IEnumerable<TheoryDataRow<string, ulong, ulong, string, int, string, string>> Calls =>
    [
        new("recover", 40, 0, "Facts", 1, "connect_failed", "disconnected"),
        new("recover", 40, 0, "History", 1, "connect_failed", "disconnected"),
        new("recover", 100, 0, "Pin", 1, "completion_rejected", "disconnected"),
        new("recover", 100, 0, "History", 2, "completion_rejected", "disconnected"),
        new("recover", 100, 0, "Live", 1, "completion_rejected", "disconnected"),
        new("catchup", 40, 0, "Pin", 1, "catchup_progress_failed", "disconnected"),
        new("catchup", 40, 0, "History", 2, "catchup_progress_failed", "disconnected"),
        new("catchup", 40, 0, "Stream", 1, "catchup_progress_failed", "disconnected"),
        new("catchup", 40, 0, "Stream", 2, "catchup_progress_failed", "disconnected"),
        new("catchup", 40, 0, "Live", 1, "completion_rejected", "disconnected"),
        new("truncate", 110, 0, "Truncate", 1, "truncation_failed", "disconnected"),
        new("truncate", 110, 0, "Pin", 1, "completion_rejected", "disconnected"),
        new("truncate", 110, 0, "Live", 1, "completion_rejected", "disconnected"),
        new("rebuild", 0, 0, "Facts", 1, "rebuild_connect_failed", "disconnected"),
        new("rebuild", 0, 0, "History", 1, "rebuild_connect_failed", "disconnected"),
        new("rebuild", 0, 0, "Pin", 1, "rebuild_source_failed", "disconnected"),
        new("rebuild", 0, 0, "History", 2, "rebuild_source_failed", "disconnected"),
        new("rebuild", 0, 0, "Pin", 2, "rebuild_source_failed", "disconnected"),
        new("rebuild", 0, 0, "Transfer", 1, "rebuild_transfer_failed", "disconnected"),
        new("rebuild", 0, 0, "Live", 1, "rebuild_failed", "disconnected"),
        new("rebuild", 0, 60, "Pin", 1, "rebuild_source_failed", "disconnected"),
        new("rebuild", 0, 60, "Pin", 2, "rebuild_source_failed", "disconnected"),
        new("rebuild", 0, 60, "Transfer", 1, "rebuild_transfer_failed", "disconnected"),
        new("rebuild", 0, 60, "Stream", 1, "rebuild_tail_failed", "disconnected"),
        new("rebuild", 0, 60, "Stream", 2, "rebuild_tail_failed", "disconnected"),
        new("rebuild", 0, 60, "Live", 1, "rebuild_failed", "disconnected"),
        new("run rebuild", 0, 0, "History", 1, "rebuild_connect_failed", "disconnected"),
    ];

    [Theory]
    [MemberData(nameof(Calls))]
    public Task L2_A_refused_call_ends_the_session_with_one_event(
        string entry, ulong flushed, ulong checkpoint, string op, int nth, string kind, string state) =>
        FailAsync(Way.Refused, entry, flushed, checkpoint, Enum.Parse<PortOp>(op), nth, kind, state);

    [Theory]
    [MemberData(nameof(Calls))]
    public Task L2_A_call_that_throws_ends_the_session_with_one_event_and_the_fault_is_seen(
        string entry, ulong flushed, ulong checkpoint, string op, int nth, string kind, string state) =>
        FailAsync(Way.Thrown, entry, flushed, checkpoint, Enum.Parse<PortOp>(op), nth, kind, state);

    [Theory]
    [MemberData(nameof(Calls))]
    public Task L7_A_cancelled_call_ends_the_session_with_one_event_and_pins_go_after_the_IO(
        string entry, ulong flushed, ulong checkpoint, string op, int nth, string kind, string state) =>
        FailAsync(Way.Cancelled, entry, flushed, checkpoint, Enum.Parse<PortOp>(op), nth, kind, state);

    private static async Task FailAsync(
        Way way, string entry, ulong flushed, ulong checkpoint, PortOp op, int nth, string kind, string stateAfterRefusal)
    {
        await using var world = new RecoveryWorld(Steps);
        world.Port.Reading = new HistoryReading(History(checkpoint: checkpoint, trusted: checkpoint > 0), null);
        world.Port.Facts = Facts(flushed);
        var session = world.Session(entry.EndsWith("rebuild", StringComparison.Ordinal) ? SessionKind.Rebuild : SessionKind.CatchUp);
        if (entry is "catchup" or "truncate") Assert.True((await world.Recover(session)).Error.IsNone);
        var already = world.Port.Calls(op);
        var seen = world.Orchestrator.Log.LastSequence;
        var gate = way == Way.Cancelled ? world.Port.Hold(op, entry is "catchup" or "truncate" && op == PortOp.History ? already + 1 : nth) : null;
        var at = entry is "catchup" or "truncate" && op == PortOp.History ? already + 1 : nth;
        if (way == Way.Refused) world.Port.Refuse(op, RecoveryCode.TransportLost, at);
        if (way == Way.Thrown) world.Port.Throw(op, at);

        Task<RecoveryError> work = entry switch
        {
            "recover" => Recover(),
            "catchup" => world.CatchUp(session),
            "truncate" => world.CatchUp(session, truncateTo: 100),
            "run rebuild" => world.Run(session),
            _ => world.Rebuild(session),
        };
        if (gate is not null)
        {
            await gate.Entered;
            await world.Cancellation.CancelAsync();
        }

        var code = way switch
        {
            Way.Refused => RecoveryCode.TransportLost,
            Way.Thrown => RecoveryCode.StorageFailed,
            _ => RecoveryCode.Cancelled,
        };
        if (way == Way.Thrown) await Assert.ThrowsAsync<InjectedFaultException>(() => work);
        else Assert.Equal(code, (await work).Code);

        Assert.Null(world.View().Session);
        Assert.Equal(way == Way.Refused ? stateAfterRefusal : "disconnected", world.View().State.Text());
        Assert.Equal(new SessionEnd(session, EndReason.FailedWith(code)), world.View().LastEnd);
        var failures = world.Events(session, seen).Where(e => e.Contains("error:", StringComparison.Ordinal)).ToArray();
        Assert.Equal([$"{kind} error:{code.Text()}"], failures);
        Assert.Equal(failures[0], world.Events(session, seen)[^1]);
        Assert.Equal(0, world.Registry.Status().InSync);
        Assert.Empty(world.Orchestrator.Activities.Read());
        world.Port.AssertPinsAreAccountedFor();
        return;

        async Task<RecoveryError> Recover() => (await world.Recover(session)).Error;
    }

    [Theory]
    [InlineData(40, RecoveryCode.ProgressRegression)]   // nothing moved
    [InlineData(39, RecoveryCode.ProgressRegression)]   // less than was there
    [InlineData(71, RecoveryCode.VerificationFailed)]   // more than was sent, within the target
    [InlineData(101, RecoveryCode.VerificationFailed)]  // more than the target
    public async Task L1_A_replay_believes_only_what_lies_in_what_was_sent(ulong achieved, RecoveryCode code)
    {
        await using var world = new RecoveryWorld(Steps);
        var session = await world.Decided();
        world.Port.Streamed = (_, _) => new Lsn(achieved);

        var error = await world.CatchUp(session);

        Assert.Equal(code, error.Code);
        Assert.Equal(ReplicaState.Disconnected, world.View().State);
        Assert.Equal($"catchup_progress_failed error:{code.Text()}", world.Events(session)[^1]);
        world.Port.AssertPinsAreAccountedFor();
    }

    [Fact]
    public async Task L5_What_was_achieved_counts_and_the_rest_is_asked_for_again()
    {
        await using var world = new RecoveryWorld(Steps);
        var session = await world.Decided(flushed: 93);
        world.Port.Streamed = (start, end) => Lsn.Min(end, start.Plus(4));

        Assert.True((await world.CatchUp(session)).IsNone);

        Assert.Equal(["Stream (93, 100]", "Stream (97, 100]", "Live from 100"], world.Port.Trace.TakeLast(3));
        Assert.Equal(ReplicaState.InSync, world.View().State);
    }

    [Fact]
    public async Task L5_Seven_of_a_hundred_is_not_completion()
    {
        await using var world = new RecoveryWorld();
        var session = await world.Decided(flushed: 0);
        Assert.Equal(RecoveryCode.CompletionRejected, (await world.CatchUp(session, target: 7)).Code);
        Assert.Equal(ReplicaState.CatchingUp, world.View().State);
        Assert.Equal("completion_rejected session not convergent or truncation missing", world.Events(session)[^1]);
        Assert.Equal(new Lsn(7), world.View().Session?.Recovered);
        world.Port.AssertPinsAreAccountedFor();

        Assert.True((await world.CatchUp(session)).IsNone);
        Assert.Equal(1, world.Events(session).Count(e => e.StartsWith("catchup_started", StringComparison.Ordinal)));
        Assert.Equal("completed in_sync", world.Events(session)[^1]);
    }

    [Theory]
    [InlineData(99)]
    [InlineData(101)]
    public async Task A_truncation_that_ended_elsewhere_ends_the_session(ulong achieved)
    {
        await using var world = new RecoveryWorld();
        var session = await world.Decided(flushed: 110);
        world.Port.Truncated = _ => new Lsn(achieved);

        Assert.Equal(RecoveryCode.VerificationFailed, (await world.CatchUp(session, truncateTo: 100)).Code);

        Assert.Null(world.View().Session);
        Assert.Equal("truncation_failed error:verification_failed", world.Events(session)[^1]);
    }

    [Fact]
    public async Task An_unsafe_truncation_escalates_to_a_rebuild()
    {
        await using var world = new RecoveryWorld();
        var session = await world.Decided(flushed: 110);
        world.Port.Refuse(PortOp.Truncate, RecoveryCode.TruncationUnsafe);
        Assert.Equal(RecoveryCode.TruncationUnsafe, (await world.CatchUp(session, truncateTo: 100)).Code);
        Assert.Equal(ReplicaState.NeedsRebuild, world.View().State);
        Assert.Equal("truncation_failed error:truncation_unsafe", world.Events(session)[^1]);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(99UL)]
    [InlineData(101UL)]
    public async Task F11_A_base_that_reached_something_else_than_what_was_pinned_is_not_believed(ulong reached)
    {
        await using var world = new RecoveryWorld();
        var session = world.Session(SessionKind.Rebuild);
        world.Port.Transferred = _ => new Lsn(reached);
        Assert.Equal(RecoveryCode.VerificationFailed, (await world.Rebuild(session)).Code);
        Assert.Equal(ReplicaState.NeedsRebuild, world.View().State);
        Assert.Equal("rebuild_transfer_failed error:verification_failed", world.Events(session)[^1]);
        world.Port.AssertPinsAreAccountedFor();
    }

    [Fact]
    public async Task F11_A_progress_call_that_is_refused_ends_the_work_though_the_rest_arrives()
    {
        await using var world = new RecoveryWorld(Steps);
        var session = await world.Decided();
        world.Port.Streamed = (start, end) => world.Port.Calls(PortOp.Stream) == 1 ? new Lsn(39) : end;
        Assert.Equal(RecoveryCode.ProgressRegression, (await world.CatchUp(session)).Code);
        Assert.Equal(1, world.Port.Calls(PortOp.Stream));
        Assert.Equal(ReplicaState.Disconnected, world.View().State);
        Assert.Equal("catchup_progress_failed error:progress_regression", world.Events(session)[^1]);
    }

    [Fact]
    public async Task F26_A_rebuild_that_is_ended_in_transfer_goes_no_further()
    {
        await using var world = new RecoveryWorld();
        var session = world.Session(SessionKind.Rebuild);
        var gate = world.Port.Hold(PortOp.Transfer);
        var work = world.Rebuild(session);
        await gate.Entered;
        Assert.True(world.Sender().Invalidate(session, new EndReason(EndCause.Other), ReplicaState.Disconnected).IsNone);
        gate.Open();
        Assert.Equal(RecoveryCode.NoActiveSession, (await work).Code);
        Assert.Equal(0, world.Port.Calls(PortOp.Live));
        Assert.Equal(ReplicaState.Disconnected, world.View().State);
        world.Port.AssertPinsAreAccountedFor();
    }

    [Fact]
    public async Task F19_Tail_progress_below_its_start_is_not_believed_though_the_rest_arrives()
    {
        await using var world = new RecoveryWorld(Steps);
        world.Port.Reading = new HistoryReading(History(checkpoint: 60, trusted: true), null);
        var session = world.Session(SessionKind.Rebuild);
        world.Port.Streamed = (_, end) => world.Port.Calls(PortOp.Stream) == 1 ? new Lsn(59) : end;
        Assert.Equal(RecoveryCode.VerificationFailed, (await world.Rebuild(session)).Code);
        Assert.Equal(1, world.Port.Calls(PortOp.Stream));
        Assert.Equal("rebuild_tail_failed error:verification_failed", world.Events(session)[^1]);
    }

    [Fact]
    public async Task P5_A_base_whose_verification_fails_leaves_the_replica_in_need_of_a_rebuild()
    {
        await using var world = new RecoveryWorld();
        var session = world.Session(SessionKind.Rebuild);
        var gate = world.Port.Hold(PortOp.Transfer);
        world.Port.Transferred = _ => new RecoveryError(RecoveryCode.VerificationFailed);
        var work = world.Rebuild(session);
        await gate.Entered;
        Assert.Equal(ReplicaState.Connecting, world.View().State);
        gate.Open();
        Assert.Equal(RecoveryCode.VerificationFailed, (await work).Code);
        Assert.Equal(ReplicaState.NeedsRebuild, world.View().State);
    }

    [Theory]
    [InlineData(59UL)]    // below its start
    [InlineData(60UL)]    // nothing moved
    [InlineData(91UL)]    // beyond the step
    [InlineData(121UL)]   // beyond what the source has
    public async Task F19_Tail_progress_outside_of_what_was_sent_is_not_believed(ulong achieved)
    {
        await using var world = new RecoveryWorld(Steps);
        world.Port.Reading = new HistoryReading(History(checkpoint: 60, trusted: true), null);
        var session = world.Session(SessionKind.Rebuild);
        world.Port.Streamed = (_, _) => new Lsn(achieved);
        Assert.Equal(RecoveryCode.VerificationFailed, (await world.Rebuild(session)).Code);
        Assert.Null(world.View().Session);
        Assert.Equal("rebuild_tail_failed error:verification_failed", world.Events(session)[^1]);
        world.Port.AssertPinsAreAccountedFor();
    }

    [Theory]
    [InlineData(SessionKind.CatchUp)]
    [InlineData(SessionKind.Rebuild)]
    public async Task L3_A_log_recycled_between_the_handshake_and_the_pin_is_seen(SessionKind kind)
    {
        await using var world = new RecoveryWorld();
        world.Port.Facts = Facts(40);
        var session = world.Session(kind);
        world.Port.Before(PortOp.Pin, () => world.Port.Reading = new HistoryReading(History(head: 300, tail: 200, committed: 250), null));
        Assert.Equal(RecoveryCode.GapExceedsRetention, (await world.Run(session)).Code);
        Assert.Equal(ReplicaState.NeedsRebuild, world.View().State);
        Assert.Equal(0, world.Port.Calls(PortOp.Stream) + world.Port.Calls(PortOp.Transfer));
        world.Port.AssertPinsAreAccountedFor();
    }

    [Fact]
    public async Task L6_A_lost_connection_is_never_a_reason_to_rebuild()
    {
        await using var world = new RecoveryWorld();
        var session = await world.Decided();
        world.Port.Refuse(PortOp.Stream, RecoveryCode.TransportLost);
        await world.CatchUp(session);
        Assert.Equal(ReplicaState.Disconnected, world.View().State);
        Assert.Equal(new EndReason(EndCause.TransportLost), world.View().LastEnd?.Reason);
    }

    [Theory]
    [InlineData(RecoveryCode.TransportLost, ReplicaState.Disconnected)]
    [InlineData(RecoveryCode.Cancelled, ReplicaState.Disconnected)]
    [InlineData(RecoveryCode.GapExceedsRetention, ReplicaState.NeedsRebuild)]
    [InlineData(RecoveryCode.PinRevoked, ReplicaState.NeedsRebuild)]
    [InlineData(RecoveryCode.StorageFailed, ReplicaState.NeedsRebuild)]
    public async Task L6_A_rebuild_without_its_pins_needs_one_still_unless_it_was_the_connection_or_the_caller(RecoveryCode code, ReplicaState state)
    {
        foreach (var (op, nth) in new[] { (PortOp.Pin, 1), (PortOp.Pin, 2), (PortOp.History, 2) })
        {
            await using var world = new RecoveryWorld();
            var session = world.Session(SessionKind.Rebuild);
            world.Port.Refuse(op, code, nth);
            Assert.Equal(code, (await world.Rebuild(session)).Code);
            Assert.Equal(state, world.View().State);
            world.Port.AssertPinsAreAccountedFor();
        }
    }

    [Fact]
    public async Task L8_The_budget_is_checked_between_steps_of_real_IO()
    {
        await using var world = new RecoveryWorld(Steps);
        var session = await world.Decided(flushed: 0, budget: new RecoveryBudget(MaxDuration: 1_000, 0, 0));
        world.Port.Before(PortOp.Stream, () => world.Time.Advance(TimeSpan.FromSeconds(2)), nth: 2);
        Assert.Equal(RecoveryCode.BudgetViolation, (await world.CatchUp(session)).Code);
        Assert.Equal(2, world.Port.Calls(PortOp.Stream));
        Assert.Equal(ReplicaState.NeedsRebuild, world.View().State);
        Assert.Equal("budget_escalated duration_exceeded", world.Events(session)[^1]);
        Assert.Equal("budget_duration_exceeded", world.View().LastEnd?.Reason.ToString());
        world.Port.AssertPinsAreAccountedFor();
    }

    [Fact]
    public async Task L9_The_same_message_under_another_code_is_another_failure()
    {
        var states = new List<ReplicaState>();
        foreach (var code in new[] { RecoveryCode.TransportLost, RecoveryCode.GapExceedsRetention })
        {
            await using var world = new RecoveryWorld();
            var session = await world.Decided();
            world.Port.Refuse(PortOp.Stream, code);   // "injected" is all the text there is
            await world.CatchUp(session);
            states.Add(world.View().State);
        }

        Assert.Equal([ReplicaState.Disconnected, ReplicaState.NeedsRebuild], states);
    }

    [Fact]
    public async Task A_release_that_throws_keeps_no_other_pin()
    {
        await using var world = new RecoveryWorld();
        var session = world.Session(SessionKind.Rebuild);
        world.Port.Refuse(PortOp.Transfer, RecoveryCode.TransportLost);
        world.Port.ReleaseThrows = true;
        await Assert.ThrowsAsync<InjectedFaultException>(() => world.Rebuild(session));
        Assert.Equal(2, world.Port.Acquired);
        Assert.Null(world.View().Session);
        world.Port.AssertPinsAreAccountedFor();
    }
}
