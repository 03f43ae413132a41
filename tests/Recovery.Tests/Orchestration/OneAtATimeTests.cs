using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

/// <summary>
/// A message that arrives twice has a session executed twice at once. The replica's fence cannot tell the two apart, so the engine does: the second is refused while the
/// first runs.
/// </summary>
public sealed class OneAtATimeTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Running =>
    [
        new("recover", "Facts"), new("recover", "Live"), new("truncate", "Truncate"), new("catchup", "Pin"), new("catchup", "Stream"), new("catchup", "Live"),
        new("rebuild", "Facts"), new("rebuild", "Transfer"), new("rebuild", "Live"), new("run", "Facts"), new("run", "Stream"), new("run rebuild", "History"),
        new("run rebuild", "Transfer"),
    ];

    [Theory]
    [MemberData(nameof(Running))]
    public async Task L4_A_second_execution_of_a_session_is_refused_while_the_first_runs(string entry, string op)
    {
        await using var world = new RecoveryWorld();
        world.Port.Facts = Facts(entry == "recover" ? 100UL : entry == "truncate" ? 110UL : 40UL);
        var rebuild = entry.EndsWith("rebuild", StringComparison.Ordinal);
        var session = world.Session(rebuild ? SessionKind.Rebuild : SessionKind.CatchUp);
        if (entry is "truncate" or "catchup") await world.Recover(session);
        var gate = world.Port.Hold(Enum.Parse<PortOp>(op), world.Port.Calls(Enum.Parse<PortOp>(op)) + 1);
        var first = ExecuteAsync(world, entry, session);
        await gate.Entered;
        var (view, seen, trace, doing) = (world.View(), world.Orchestrator.Log.LastSequence, world.Port.Trace, world.Orchestrator.Activities.Read());

        foreach (var again in rebuild ? new[] { "rebuild", "run rebuild" } : ["recover", "truncate", "catchup", "run"])
        {
            var refused = await Refused(world, again, session);
            Assert.Equal(RecoveryCode.SessionAlreadyActive, refused.Code);
            Assert.Contains($"session {session}", refused.Presented, StringComparison.Ordinal);
            Assert.Contains("is running", refused.Stands, StringComparison.Ordinal);
            Assert.Contains("wait", refused.Legal, StringComparison.Ordinal);
        }

        Assert.Equal(view, world.View());
        Assert.Equal(seen, world.Orchestrator.Log.LastSequence);
        Assert.Equal(trace, world.Port.Trace);
        Assert.Equal(doing.Select(a => a.Doing), world.Orchestrator.Activities.Read().Select(a => a.Doing));
        gate.Open();
        Assert.Equal(RecoveryCode.None, (await first).Code);
        Assert.Equal(ReplicaState.InSync, world.View().State);
        Assert.Single(world.Port.Streams);
        world.Port.AssertPinsAreAccountedFor();
    }

    [Fact]
    public async Task L4_Of_two_executions_of_one_session_no_truncation_comes_after_what_was_acknowledged()
    {
        await using var world = new RecoveryWorld();
        var session = await world.Decided(flushed: 110);
        var slow = world.Port.Hold(PortOp.Truncate);
        var first = world.CatchUp(session, truncateTo: 100);
        await slow.Entered;

        Assert.Equal(RecoveryCode.SessionAlreadyActive, (await world.CatchUp(session, truncateTo: 100)).Code);
        Assert.Equal(0, world.Registry.Status().InSync);
        slow.Open();

        Assert.Equal(RecoveryCode.None, (await first).Code);
        Assert.Equal(1, world.Port.Calls(PortOp.Truncate));
        Assert.Equal("Live from 100", world.Port.Trace[^1]);
    }

    [Fact]
    public async Task A_call_after_the_first_has_returned_goes_on_from_where_that_left_off()
    {
        await using var world = new RecoveryWorld();
        var session = await world.Decided();
        Assert.Equal(RecoveryCode.CompletionRejected, (await world.CatchUp(session, target: 70)).Code);

        Assert.Equal(RecoveryCode.None, (await world.CatchUp(session)).Code);

        Assert.Contains("Stream (70, 100]", world.Port.Trace);
        Assert.Equal(ReplicaState.InSync, world.View().State);
    }

    [Fact]
    public async Task An_execution_that_crashed_does_not_stand_in_the_way_of_the_next_session()
    {
        await using var world = new RecoveryWorld();
        var session = await world.Decided();
        world.Port.Throw(PortOp.Stream);
        await Assert.ThrowsAsync<InjectedFaultException>(() => world.CatchUp(session));
        Assert.Equal(RecoveryCode.NoActiveSession, (await world.CatchUp(session)).Code);

        Assert.Equal(RecoveryCode.None, (await world.Run(world.Session())).Code);
    }

    [Theory]
    [InlineData("superseded", RecoveryCode.SessionMismatch)]
    [InlineData("ended", RecoveryCode.NoActiveSession)]
    public async Task Whose_session_ended_hears_so_though_its_execution_has_not_returned(string how, RecoveryCode code)
    {
        await using var world = new RecoveryWorld();
        var session = await world.Decided();
        var gate = world.Port.Hold(PortOp.Stream);
        var first = world.CatchUp(session);
        await gate.Entered;

        // By the raw operations: nobody tells the execution to stop, and it hangs.
        if (how == "superseded") Assert.True(world.Sender().Supersede(SessionKind.CatchUp, new EndReason(EndCause.Other)).Error.IsNone);
        else Assert.True(world.Sender().Invalidate(session, new EndReason(EndCause.Other), ReplicaState.Disconnected).IsNone);
        Assert.Equal(code, (await world.CatchUp(session)).Code);

        // Its successor does not wait for it: the replica's fence tells these two apart.
        if (how == "superseded") Assert.Equal(RecoveryCode.None, (await world.Run(world.View().Session!.Session)).Code);
        gate.Open();
        Assert.Equal(code == RecoveryCode.SessionMismatch ? RecoveryCode.NoActiveSession : code, (await first).Code);
        world.Port.AssertPinsAreAccountedFor();
    }

    [Theory]
    [InlineData(SessionKind.CatchUp, RecoveryCode.NotRebuildSession)]
    [InlineData(SessionKind.Rebuild, RecoveryCode.RebuildSession)]
    public async Task The_wrong_lifecycle_is_said_first(SessionKind kind, RecoveryCode code)
    {
        await using var world = new RecoveryWorld();
        var session = world.Session(kind);
        var gate = world.Port.Hold(PortOp.Facts);
        var first = world.Run(session);
        await gate.Entered;

        Assert.Equal(code, (kind == SessionKind.Rebuild ? await world.CatchUp(session) : await world.Rebuild(session)).Code);
        gate.Open();

        Assert.Equal(RecoveryCode.None, (await first).Code);
    }

    [Fact]
    public async Task L4_An_execution_whose_session_is_moved_on_by_a_raw_operation_steps_aside()
    {
        await using var world = new RecoveryWorld();
        var session = await world.Decided();
        var gate = world.Port.Hold(PortOp.Stream);
        var first = world.CatchUp(session);
        await gate.Entered;
        Assert.True(world.Sender().RecordProgress(session, new Lsn(60), world.Orchestrator.Now).IsNone);
        gate.Open();

        Assert.Equal(RecoveryCode.WrongPhase, (await first).Code);
        Assert.NotNull(world.View().Session);
        world.Port.AssertPinsAreAccountedFor();

        Assert.Equal(RecoveryCode.None, (await world.CatchUp(session)).Code);
        Assert.Contains("Stream (60, 100]", world.Port.Trace);
        Assert.Equal(ReplicaState.InSync, world.View().State);
        world.Port.AssertPinsAreAccountedFor();
    }

    private static Task<RecoveryError> ExecuteAsync(RecoveryWorld world, string entry, SessionId session) => entry switch
    {
        "recover" => Recover(world, session),
        "truncate" => world.CatchUp(session, truncateTo: 100),
        "catchup" => world.CatchUp(session),
        "rebuild" => world.Rebuild(session),
        _ => world.Run(session),
    };

    // Who is let in runs into what the first one waits at, or does its work beside it.
    private static async Task<RecoveryError> Refused(RecoveryWorld world, string entry, SessionId session)
    {
        var work = ExecuteAsync(world, entry, session);
        await Gate.Patiently(work);
        return await work;
    }

    private static async Task<RecoveryError> Recover(RecoveryWorld world, SessionId session) => (await world.Recover(session)).Error;
}
