using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

/// <summary>The raw operations of a sender log what the entry path logs for the same thing; what is refused logs nothing.</summary>
public sealed class RawOperationEventsTests : IAsyncDisposable
{
    private readonly RecoveryWorld _world = new();
    private readonly ulong _seen;

    public RawOperationEventsTests()
    {
        _world.Assign(1);
        _seen = _world.Orchestrator.Log.LastSequence;
    }

    private Sender Sender => _world.Sender();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public void A_catch_up()
    {
        var session = Attach();
        Sender.BeginConnect(session);
        Sender.RecordHandshake(session, new Lsn(120), History());
        Sender.RecordTruncation(session, new Lsn(100));
        Sender.BeginCatchUp(session, new Tick(7));
        Sender.Complete(session);
        Says(
            "1 session_created", "1 connected", "1 handshake outcome=catchup", "1 truncation_recorded truncated_to=100", "1 catchup_started target=100 start_tick=7",
            "1 completed in_sync -> completed");
    }

    [Theory]
    [InlineData(EndCause.Failed, 0)]
    [InlineData(EndCause.Failed, 999)]
    [InlineData(EndCause.Budget, 0)]
    [InlineData(EndCause.Budget, 999)]
    [InlineData((EndCause)99, 0)]
    public void A_reason_that_names_nothing_is_the_callers_own_words(EndCause cause, ulong number)
    {
        var session = Attach();
        Assert.True(Sender.Invalidate(session, new EndReason(cause, number, Words: "as I said"), ReplicaState.Disconnected).IsNone);
        Says("1 session_created", "1 session_invalidated as I said -> other");
        Assert.Equal("no session (session 1 ended: as I said)", Sender.BeginConnect(session).Stands);
    }

    [Theory]
    [InlineData(EndCause.Failed, RecoveryCode.StorageFailed, "storage_failed")]
    [InlineData(EndCause.Failed, RecoveryCode.SenderStopped, "sender_stopped")]
    [InlineData(EndCause.Budget, BudgetViolation.DurationExceeded, "budget_duration_exceeded")]
    [InlineData(EndCause.Budget, BudgetViolation.ProgressStalled, "budget_progress_stalled")]
    public void A_reason_with_a_number_that_names_something_is_kept(EndCause cause, object number, string text)
    {
        var session = Attach();
        Assert.True(Sender.Invalidate(session, new EndReason(cause, Convert.ToUInt64(number, null)), ReplicaState.Disconnected).IsNone);
        Assert.Equal(text, Sender.View().LastEnd?.Reason.ToString());
    }

    [Fact]
    public void A_range_that_was_decided_elsewhere()
    {
        var session = Attach();
        Sender.BeginConnect(session);
        Sender.RecordHandshake(session, new Lsn(5), new Lsn(5));
        Sender.Complete(session);
        Says("1 session_created", "1 connected", "1 handshake outcome=zero_gap", "1 completed zero_gap -> completed");
    }

    [Fact]
    public void A_gap_that_is_not_retained()
    {
        var session = Attach();
        Sender.BeginConnect(session);
        Sender.RecordHandshake(session, new Lsn(10), History(tail: 50));
        Says(
            "1 session_created", "1 connected", "1 handshake outcome=needs_rebuild",
            "1 escalated needs_rebuild: gap_beyond_retention: need LSN 11 but tail=50 -> gap_exceeds_retention");
    }

    [Fact]
    public void A_rebuild()
    {
        var session = Attach(SessionKind.Rebuild);
        Sender.BeginConnect(session);
        Sender.RecordHandshake(session, Lsn.Zero, new Lsn(9));
        Sender.SelectSource(session, new RebuildSource(RebuildSourceKind.FullBase, Lsn.Zero, new Lsn(9)));
        Sender.BeginTransfer(session);
        Sender.RecordBase(session, new Lsn(9));
        Sender.CompleteRebuild(session);
        Says("1 session_created", "1 rebuild_connected", "1 rebuild_source_selected kind=rebuild", "1 rebuild_completed in_sync -> completed");
    }

    [Fact]
    public void What_ends_a_session_before_its_target()
    {
        Attach(budget: new RecoveryBudget(1, 0, 0));
        var second = Supersede(new EndReason(EndCause.Other, Words: "operator"));
        Sender.Invalidate(second, new EndReason(EndCause.TransportLost), ReplicaState.Degraded);
        Supersede(default);
        Sender.UpdateEpoch(new Epoch(2));
        Attach(epoch: 2);
        Sender.UpdateEndpoint(At(2));
        var fifth = Attach(epoch: 2, budget: new RecoveryBudget(1, 0, 0));
        Sender.BeginConnect(fifth);
        Sender.RecordHandshake(fifth, Lsn.Zero, new Lsn(9));
        Sender.BeginCatchUp(fifth, new Tick(0));
        Sender.CheckBudget(fifth, new Tick(2), out _);
        Attach(epoch: 2);
        Sender.Expire(new Tick(1), 10);
        Sender.Expire(new Tick(50), 10);
        Attach(epoch: 2);
        Sender.Stop();
        Says(
            "1 session_created", "1 session_invalidated superseded -> other", "2 session_superseded", "2 session_invalidated transport_lost -> transport_lost",
            "3 session_created", "3 session_invalidated epoch_advanced_to_2 -> epoch_advanced", "4 session_created", "4 session_invalidated endpoint_changed -> endpoint_changed",
            "5 session_created", "5 connected", "5 handshake outcome=catchup", "5 catchup_started target=9 start_tick=0", "5 budget_escalated duration_exceeded -> budget",
            "6 session_created", "6 session_invalidated deadline_exceeded -> deadline_exceeded", "7 session_created", "7 session_invalidated sender_stopped -> sender_stopped");
    }

    [Fact]
    public void A_reason_that_ends_nothing_or_claims_completion_is_the_callers_own_words()
    {
        Attach();
        foreach (var cause in new[] { EndCause.None, EndCause.Completed, (EndCause)200 })
        {
            Supersede(new EndReason(cause, Words: "mine"));
            Assert.Equal(new EndReason(EndCause.Other, Words: "mine"), _world.View().LastEnd!.Value.Reason);
        }

        Says(
            "1 session_created", "1 session_invalidated superseded -> other", "2 session_superseded", "2 session_invalidated superseded -> other", "3 session_superseded",
            "3 session_invalidated superseded -> other", "4 session_superseded");
    }

    [Fact]
    public void What_a_replica_without_a_session_loses()
    {
        InSync();
        Sender.Invalidate(new Epoch(1), ReplicaState.Degraded);
        Sender.Invalidate(new Epoch(1), ReplicaState.Degraded);
        Sender.UpdateEpoch(new Epoch(2));
        InSync(2);
        Sender.UpdateEndpoint(At(2));
        InSync(2);
        Sender.Stop();
        Sender.Stop();
        Assert.Equal(
            ["0 demoted degraded", "0 demoted epoch_advanced_to_2", "0 demoted endpoint_changed", "0 demoted sender_stopped"],
            Events().Where(e => e.StartsWith("0 ", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_refused_logs_nothing()
    {
        var session = Attach();
        var before = Events();
        Sender.Attach(new Epoch(1), SessionKind.CatchUp);
        Sender.Attach(new Epoch(9), SessionKind.CatchUp);
        Sender.Supersede(0, default);
        Sender.Complete(session);
        Sender.RecordHandshake(session, new Lsn(1), new Lsn(2));
        Sender.BeginConnect(new SessionId(99));
        Sender.Invalidate(session, default, ReplicaState.InSync);
        Sender.Invalidate(new Epoch(1), ReplicaState.Degraded);
        Sender.CheckBudget(session, new Tick(1), out _);
        Sender.UpdateEpoch(new Epoch(1));
        Sender.UpdateEndpoint(At(0));
        Assert.Equal(before, Events());
    }

    private SessionId Attach(SessionKind kind = SessionKind.CatchUp, ulong epoch = 1, RecoveryBudget budget = default) =>
        Session(_world.Registry.Attach(R1, new Epoch(epoch), kind, budget));

    private SessionId Supersede(EndReason reason) => Session(Sender.Supersede(SessionKind.CatchUp, reason));

    private static SessionId Session(Result<SessionId> result)
    {
        Assert.True(result.TryGet(out var session, out var error), error.ToString());
        return session;
    }

    private void InSync(ulong epoch = 1)
    {
        var session = Attach(epoch: epoch);
        Sender.BeginConnect(session);
        Sender.RecordHandshake(session, Lsn.Zero, Lsn.Zero);
        Assert.True(Sender.Complete(session).IsNone);
    }

    private void Says(params string[] events) => Assert.Equal(events, Events());

    private string[] Events() =>
        [.. _world.Orchestrator.Log.Read(_seen, R1).Select(e => $"{e.Session} {e.Kind.Text()} {e.Detail}".TrimEnd() + (e.Ends ? $" -> {e.End.Text()}" : ""))];
}
