using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

public sealed class LiveShippingTests
{
    [Theory]
    [InlineData(RecoveryCode.TransportLost, ReplicaState.Disconnected, "transport_lost")]
    [InlineData(RecoveryCode.StaleEpoch, ReplicaState.Disconnected, "stale_epoch")]
    [InlineData(RecoveryCode.PinRevoked, ReplicaState.Degraded, "pin_revoked")]
    public async Task A_replica_whose_stream_ends_is_in_sync_no_longer(RecoveryCode cause, ReplicaState state, string detail)
    {
        await using var world = new RecoveryWorld();
        await world.InSync();
        var seen = world.Orchestrator.Log.LastSequence;

        world.Port.Streams[0].End(cause);
        await world.Port.Streams[0].WhenDisposed;

        Assert.Equal(state, world.View().State);
        Assert.Equal([$"demoted {detail}"], world.Events(after: seen));
        Assert.Empty(world.Orchestrator.Acknowledged);
        world.Port.AssertPinsAreAccountedFor();
    }

    [Fact]
    public async Task P6_A_stream_that_crashes_instead_of_ending_demotes_as_well()
    {
        await using var world = new RecoveryWorld();
        await world.InSync();
        var seen = world.Orchestrator.Log.LastSequence;

        world.Port.Streams[0].Crash();
        await world.Orchestrator.Log.WaitAsync(seen, TestContext.Current.CancellationToken);

        Assert.Equal(ReplicaState.Disconnected, world.View().State);
        Assert.Equal(["demoted storage_failed"], world.Events(after: seen));
    }

    [Fact]
    public async Task P6_In_sync_stands_on_a_stream_even_while_a_rebuild_comes_and_goes()
    {
        await using var world = new RecoveryWorld();
        await world.InSync();

        world.Assign(1, (R1, SessionKind.Rebuild));
        world.Assign(1, (R1, SessionKind.CatchUp));

        // Nothing has spoken to the replica, so it is what it was: in sync, and shipped to.
        Assert.Equal(ReplicaState.InSync, world.View().State);
        Assert.False(world.Port.Streams[0].Disposed);
        Assert.Contains(R1, world.Orchestrator.Acknowledged.Keys);

        var seen = world.Orchestrator.Log.LastSequence;
        world.Port.Streams[0].End(RecoveryCode.TransportLost);
        await world.Port.Streams[0].WhenDisposed;
        Assert.Equal(ReplicaState.Disconnected, world.View().State);
        Assert.Equal(["demoted transport_lost"], world.Events(after: seen));
    }

    [Fact]
    public async Task P6_A_stream_lost_while_a_rebuild_is_attached_takes_in_sync_with_it()
    {
        await using var world = new RecoveryWorld();
        await world.InSync();
        world.Assign(1, (R1, SessionKind.Rebuild));

        world.Port.Streams[0].End(RecoveryCode.TransportLost);
        await world.Port.Streams[0].WhenDisposed;

        Assert.Equal(ReplicaState.Disconnected, world.View().State);
        Assert.NotNull(world.View().Session);
    }

    [Fact]
    public async Task F25_An_acknowledgement_of_a_replica_with_a_live_rebuild_does_not_count()
    {
        await using var world = new RecoveryWorld();
        await world.InSync();
        Assert.Equal(new Lsn(100), world.Orchestrator.Acknowledged[R1]);

        world.Assign(1, (R1, SessionKind.Rebuild));

        Assert.Empty(world.Orchestrator.Acknowledged);
        Assert.Equal(0, world.Registry.Status().InSync);
        Assert.Equal(1, world.Registry.Status().Rebuilding);
    }

    [Fact]
    public async Task An_acknowledgement_of_a_replica_that_was_degraded_by_hand_does_not_count()
    {
        await using var world = new RecoveryWorld();
        await world.InSync();

        Assert.True(world.Sender().Invalidate(new Epoch(1), ReplicaState.Degraded).IsNone);

        Assert.Empty(world.Orchestrator.Acknowledged);
    }

    [Fact]
    public async Task An_acknowledgement_of_a_replica_that_leaves_while_it_is_read_does_not_count()
    {
        await using var world = new RecoveryWorld();
        await world.InSync();
        world.Port.Streams[0].Asked = () => Assert.True(world.Sender().Invalidate(new Epoch(1), ReplicaState.Degraded).IsNone);

        Assert.Empty(world.Orchestrator.Acknowledged);
    }

    [Fact]
    public async Task The_timer_closes_the_stream_of_a_replica_that_is_no_longer_in_sync()
    {
        await using var world = new RecoveryWorld();
        await world.InSync();
        world.Sender().Invalidate(new Epoch(1), ReplicaState.Degraded);

        world.Orchestrator.Expire(new Tick(0));

        await world.Port.Streams[0].WhenDisposed;
        Assert.Equal(ReplicaState.Degraded, world.View().State);
        world.Port.AssertPinsAreAccountedFor();
    }

    [Theory]
    [InlineData(SessionKind.CatchUp)]
    [InlineData(SessionKind.Rebuild)]
    public async Task A_session_that_connects_closes_the_stream_of_the_session_before_it(SessionKind kind)
    {
        await using var world = new RecoveryWorld();
        await world.InSync();
        world.Assign(1, (R1, kind));
        var session = world.View().Session!.Session;
        var gate = world.Port.Hold(PortOp.Facts, nth: 2);

        var work = world.Run(session);
        await gate.Entered;

        await world.Port.Streams[0].WhenDisposed;
        Assert.Empty(world.Orchestrator.Acknowledged);
        gate.Open();
        Assert.True((await work).IsNone);
        Assert.Equal(session, world.Port.Streams[1].Session);
        Assert.False(world.Port.Streams[1].Disposed);
    }

    [Theory]
    [InlineData("intent of a later epoch")]
    [InlineData("another endpoint")]
    [InlineData("invalidate epoch")]
    [InlineData("update sender epoch")]
    [InlineData("removed")]
    public async Task F02_In_sync_ends_with_its_epoch_and_endpoint_and_its_stream_is_closed(string what)
    {
        await using var world = new RecoveryWorld();
        await world.InSync();
        var seen = world.Orchestrator.Log.LastSequence;

        var demoted = what switch
        {
            "intent of a later epoch" => Demoted(() => world.Assign(2), "demoted epoch_advanced_to_2"),
            "another endpoint" => Demoted(
                () => world.Orchestrator.ProcessAssignment(new AssignmentIntent(new Epoch(1), 90, [new(R1, At(2)), new(R2, At())], [])),
                "demoted endpoint_changed"),
            "invalidate epoch" => Demoted(() => Assert.Equal(0, world.Invalidated(2)), "demoted epoch_bump_to_2"),
            "update sender epoch" => Demoted(() => world.Orchestrator.UpdateSenderEpoch(R1, new Epoch(2)), "demoted epoch_advanced_to_2"),
            _ => Demoted(() => world.Orchestrator.ProcessAssignment(Intent(1, 90, [R2])), "sender_removed"),
        };

        Assert.Equal([demoted], world.Events(after: seen));
        if (what != "removed") Assert.Equal(ReplicaState.Disconnected, world.View().State);
        Assert.Equal(0, world.Registry.Status().InSync);
        await world.Port.Streams[0].WhenDisposed;
        Assert.Empty(world.Orchestrator.Acknowledged);
        world.Port.AssertPinsAreAccountedFor();
        return;

        static string Demoted(Action act, string expected)
        {
            act();
            return expected;
        }
    }

    [Fact]
    public async Task A_stream_that_ends_after_a_newer_session_completed_demotes_nobody()
    {
        await using var world = new RecoveryWorld();
        await world.InSync();
        var old = world.Port.Streams[0];
        world.Assign(1, (R1, SessionKind.CatchUp));
        Assert.True((await world.Run(world.View().Session!.Session)).IsNone);
        var seen = world.Orchestrator.Log.LastSequence;

        old.End(RecoveryCode.TransportLost);
        await old.WhenDisposed;

        Assert.Equal(ReplicaState.InSync, world.View().State);
        Assert.Empty(world.Events(after: seen));
        Assert.Equal([R1], world.Orchestrator.Acknowledged.Keys);
    }

    [Fact]
    public async Task A_stream_that_had_ended_before_it_was_attached_demotes_at_once()
    {
        await using var world = new RecoveryWorld();
        var session = world.Session();
        world.Port.Opened = stream => stream.End(RecoveryCode.TransportLost);

        Assert.True((await world.Run(session)).IsNone);

        await world.Port.Streams[0].WhenDisposed;
        Assert.Equal(ReplicaState.Disconnected, world.View().State);
        Assert.Equal("demoted transport_lost", world.Events()[^1]);
    }

    [Fact]
    public async Task Disposal_waits_until_the_IO_of_every_stream_has_stopped()
    {
        var world = new RecoveryWorld();
        await world.InSync();
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Port.Streams[0].Stopping = stopping.Task;

        var disposal = world.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        Assert.False(world.Port.Streams[0].Disposed);
        stopping.SetResult();
        await disposal;

        Assert.True(world.Port.Streams[0].Disposed);
        world.Port.AssertPinsAreAccountedFor();
    }

    [Fact]
    public async Task P6_Disposal_takes_in_sync_with_the_streams_it_ends()
    {
        var world = new RecoveryWorld();
        await world.InSync();
        var seen = world.Orchestrator.Log.LastSequence;

        await world.DisposeAsync();

        Assert.Equal(ReplicaState.Disconnected, world.View().State);
        Assert.Equal(["demoted transport_lost"], world.Events(after: seen));
        Assert.Empty(world.Orchestrator.Acknowledged);
        Assert.True(world.Port.Streams[0].Disposed);
        world.Port.AssertPinsAreAccountedFor();
    }

    [Fact]
    public async Task P6_Disposal_leaves_a_replica_that_another_orchestrator_ships_to_in_sync()
    {
        var world = new RecoveryWorld();
        await world.InSync();
        await using var other = new Orchestrator(world.Registry, world.Port, world.Time);
        Assert.True((await other.RunAsync(R1, world.Session(), TestContext.Current.CancellationToken)).IsNone);
        var seen = world.Orchestrator.Log.LastSequence;

        await world.DisposeAsync();

        Assert.Equal(ReplicaState.InSync, world.View().State);
        Assert.Empty(world.Events(after: seen));
        Assert.Equal([R1], other.Acknowledged.Keys);
        Assert.Equal([true, false], world.Port.Streams.Select(s => s.Disposed));
    }

    [Theory]
    [InlineData("zero gap", "completion_rejected")]
    [InlineData("catch-up", "completion_rejected")]
    [InlineData("full base", "rebuild_failed")]
    [InlineData("snapshot", "rebuild_failed")]
    public async Task P6_What_completes_after_disposal_is_not_in_sync(string how, string told)
    {
        var world = new RecoveryWorld();
        world.Port.Facts = Facts(how == "zero gap" ? 100UL : 40UL);
        if (how == "snapshot") world.Port.Reading = new HistoryReading(History(checkpoint: 60, trusted: true), null);
        var session = world.Session(how is "zero gap" or "catch-up" ? SessionKind.CatchUp : SessionKind.Rebuild);
        var gate = world.Port.Hold(PortOp.Live);
        var work = world.Run(session);
        await gate.Entered;

        await world.Orchestrator.DisposeAsync();
        gate.Open();

        Assert.Equal(RecoveryCode.TransportLost, (await work).Code);
        Assert.Equal(ReplicaState.Disconnected, world.View().State);
        Assert.Equal($"{told} error:transport_lost", world.Events(session)[^1]);
        Assert.Equal(new SessionEnd(session, new EndReason(EndCause.TransportLost)), world.View().LastEnd);
        Assert.True(Assert.Single(world.Port.Streams).Disposed);
        world.Port.AssertPinsAreAccountedFor();
    }

    [Fact]
    public async Task What_was_overtaken_and_completes_after_disposal_hears_that_it_was_overtaken()
    {
        var world = new RecoveryWorld();
        var session = await world.Decided();
        var gate = world.Port.Hold(PortOp.Live);
        var work = world.CatchUp(session);
        await gate.Entered;

        await world.Orchestrator.DisposeAsync();
        Assert.True(world.Sender().Supersede(SessionKind.CatchUp, new EndReason(EndCause.Other)).Error.IsNone);
        gate.Open();

        Assert.Equal(RecoveryCode.SessionMismatch, (await work).Code);
        Assert.NotNull(world.View().Session);
        world.Port.AssertPinsAreAccountedFor();
    }
}
