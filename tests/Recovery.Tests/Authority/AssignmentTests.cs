using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

public sealed class AssignmentTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task F01_An_intent_of_an_old_epoch_is_refused_whole(bool empty)
    {
        await using var world = new RecoveryWorld();
        world.Assign(5, (R1, SessionKind.CatchUp));
        var before = world.Registry.Status().Senders.ToArray();
        var seen = world.Orchestrator.Log.LastSequence;
        var old = new ReplicaId("r0");
        var intent = empty
            ? Intent(4, 99, [])
            : Intent(4, 99, [old, R1], (R1, SessionKind.CatchUp), (old, SessionKind.CatchUp)) with { Replicas = [new(old, At()), new(R1, At(9, "elsewhere"))] };

        var answer = world.Orchestrator.ProcessAssignment(intent);

        Assert.Equal(RecoveryCode.StaleIntent, answer.Error.Code);
        Assert.Equal(before, world.Registry.Status().Senders);
        Assert.Equal(empty ? [] : [old, R1], answer.Failed.Select(f => f.Replica));
        Assert.Equal(empty ? [] : [old, R1], world.Orchestrator.Log.Read(seen).Select(e => e.Replica));
        Assert.All(world.Orchestrator.Log.Read(seen), e => Assert.Equal(RecoveryEventKind.SessionFailed, e.Kind));
    }

    [Fact]
    public async Task F03_A_stopped_sender_counts_as_nothing_stays_stopped_while_named_and_is_made_anew_when_named_again()
    {
        await using var world = new RecoveryWorld();
        await world.InSync();
        world.Sender().Stop();
        Assert.Equal(0, world.Registry.Status().InSync);
        Assert.Empty(world.Orchestrator.Acknowledged);
        var refused = world.Assign(1, (R1, SessionKind.CatchUp));
        Assert.Equal(RecoveryCode.SenderStopped, Assert.Single(refused.Failed).Error.Code);

        world.Orchestrator.ProcessAssignment(Intent(1, 50, [R2]));
        Assert.Null(world.Registry.Find(R1));
        var again = world.Orchestrator.ProcessAssignment(Intent(1, 51, [R1, R2], (R1, SessionKind.CatchUp)));
        Assert.Equal([R1], again.Added);
        Assert.False(world.View().Stopped);
        Assert.NotNull(world.View().Session);
    }

    [Fact]
    public async Task F04_The_same_intent_delivered_twice_does_not_destroy_a_session_that_is_nearly_done()
    {
        await using var world = new RecoveryWorld();
        var intent = Intent(1, 7, [R1, R2], (R1, SessionKind.CatchUp));
        var first = world.Orchestrator.ProcessAssignment(intent);
        var session = first.Created.Single().Session;
        world.Sender().BeginConnect(session);
        world.Sender().RecordHandshake(session, new Lsn(0), new Lsn(100));
        world.Sender().BeginCatchUp(session, new Tick(0));
        world.Sender().RecordProgress(session, new Lsn(99), new Tick(1));
        var before = world.View();
        var seen = world.Orchestrator.Log.LastSequence;

        var second = world.Orchestrator.ProcessAssignment(intent with { Replicas = [.. intent.Replicas.Reverse()] });

        Assert.True(second.Redelivered);
        Assert.Equal(session, second.Created.Single().Session);
        Assert.Equal(before, world.View());
        Assert.Equal(seen, world.Orchestrator.Log.LastSequence);
        Assert.Equal(
            RecoveryCode.RevisionConflict, world.Orchestrator.ProcessAssignment(intent with { AcceptDataLoss = true }).Error.Code);
        Assert.Equal(RecoveryCode.StaleIntent, world.Orchestrator.ProcessAssignment(intent with { Revision = 6 }).Error.Code);
        Assert.Equal(before, world.View());
    }

    [Fact]
    public async Task F05_Below_the_high_water_no_stale_intent_gets_a_session_of_the_newer_epoch()
    {
        await using var world = new RecoveryWorld();
        world.Assign(1);
        world.Orchestrator.UpdateSenderEpoch(R2, new Epoch(2));
        var answer = world.Assign(1, (R1, SessionKind.CatchUp));
        Assert.Equal(RecoveryCode.StaleIntent, answer.Error.Code);
        Assert.Null(world.View().Session);
    }

    [Fact]
    public async Task F06_Invalidating_an_epoch_is_a_fence()
    {
        await using var world = new RecoveryWorld();
        var session = world.Session();
        Assert.Equal(1, world.Invalidated(2));
        Assert.Equal("session_invalidated epoch_bump_to_2", world.Events(session)[^1]);
        Assert.Equal(new Epoch(1), world.View().Epoch);
        Assert.Equal(RecoveryCode.EpochMismatch, Refusal(world.Registry.Attach(R1, new Epoch(1), SessionKind.CatchUp)));
        Assert.Equal(RecoveryCode.EpochMismatch, Refusal(world.Sender().Supersede(SessionKind.CatchUp, new EndReason(EndCause.Other))));
        Assert.Null(world.View().Session);
    }

    [Fact]
    public async Task F27_Invalidating_an_epoch_leaves_a_session_of_the_current_epoch()
    {
        await using var world = new RecoveryWorld();
        world.Assign(3, (R1, SessionKind.CatchUp));
        Assert.Equal(0, world.Invalidated(3));
        Assert.Equal(0, world.Invalidated(2));
        Assert.NotNull(world.View().Session);
    }

    [Fact]
    public async Task F07_Every_session_that_ends_has_its_event_before_what_replaces_it()
    {
        await using var world = new RecoveryWorld();
        world.Assign(1, (R1, SessionKind.CatchUp));
        world.Assign(1, (R1, SessionKind.CatchUp));
        world.Assign(2, (R1, SessionKind.CatchUp));
        world.Orchestrator.ProcessAssignment(new AssignmentIntent(new Epoch(3), 60, [new(R1, At(2)), new(R2, At())], [new(R1, SessionKind.CatchUp)]));
        world.Orchestrator.ProcessAssignment(Intent(3, 61, [R2]));
        Assert.Equal(
            [
                "0 sender_added", "1 session_created", "1 session_invalidated superseded", "2 session_superseded", "2 session_invalidated epoch_advanced_to_2",
                "3 session_created", "3 session_invalidated endpoint_changed", "4 session_created", "4 session_invalidated sender_removed", "0 sender_removed",
            ],
            world.Orchestrator.Log.Read(0, R1).Select(e => $"{e.Session} {e.Kind.Text()} {e.Detail}".TrimEnd()));
    }

    [Theory]
    [InlineData("update sender epoch", "session_invalidated epoch_advanced_to_2")]
    [InlineData("invalidate epoch", "session_invalidated epoch_bump_to_2")]
    [InlineData("later epoch by hand", "session_invalidated epoch_advanced_to_2")]
    [InlineData("other endpoint by hand", "session_invalidated endpoint_changed")]
    [InlineData("superseded by hand", "session_invalidated superseded")]
    [InlineData("stopped by hand", "session_invalidated sender_stopped")]
    public async Task F07_Whatever_ends_a_session_is_told_under_its_own_ID(string what, string told)
    {
        await using var world = new RecoveryWorld();
        var session = world.Session();
        _ = what switch
        {
            "update sender epoch" => world.Orchestrator.UpdateSenderEpoch(R1, new Epoch(2)).IsNone,
            "invalidate epoch" => world.Invalidated(2) == 1,
            "later epoch by hand" => world.Sender().UpdateEpoch(new Epoch(2)).Ended == session,
            "other endpoint by hand" => world.Sender().UpdateEndpoint(At(2)).Ended == session,
            "superseded by hand" => world.Sender().Supersede(SessionKind.CatchUp, new EndReason(EndCause.Other)).Error.IsNone,
            _ => world.Sender().Stop() == session,
        };
        Assert.Equal(["session_created", told], world.Events(session));
    }

    [Fact]
    public async Task F18_Invalidate_neither_touches_a_stopped_sender_nor_declares_anything_in_sync()
    {
        await using var world = new RecoveryWorld();
        var session = world.Session();
        foreach (var state in new[] { ReplicaState.InSync, ReplicaState.Connecting, ReplicaState.CatchingUp })
            Assert.Equal(RecoveryCode.InvalidState, world.Sender().Invalidate(session, new EndReason(EndCause.Other), state).Code);
        world.Sender().Stop();
        var before = world.View();
        Assert.Equal(RecoveryCode.SenderStopped, world.Sender().Invalidate(session, new EndReason(EndCause.Other), ReplicaState.Degraded).Code);
        Assert.Equal(RecoveryCode.SenderStopped, world.Sender().Invalidate(new Epoch(1), ReplicaState.Degraded).Code);
        Assert.Equal(before, world.View());
    }

    [Fact]
    public async Task F21_What_ended_a_session_stays_readable()
    {
        await using var world = new RecoveryWorld();
        var session = world.Session();
        world.Orchestrator.UpdateSenderEpoch(R1, new Epoch(4));
        Assert.Equal((session, "epoch_advanced_1_to_4"), (world.View().LastEnd!.Value.Session, world.View().LastEnd!.Value.Reason.ToString()));
        Assert.Contains($"session {session} ended: epoch_advanced_1_to_4", world.Sender().BeginConnect(session).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task F22_Sessions_are_created_in_ordinal_order_of_the_replica()
    {
        await using var world = new RecoveryWorld();
        ReplicaId[] replicas = [.. Enumerable.Range(0, 40).Select(i => new ReplicaId($"r{i * 7919 % 40}"))];
        var answer = world.Orchestrator.ProcessAssignment(Intent(1, 1, replicas, [.. replicas.Select(r => (r, SessionKind.CatchUp))]));
        Assert.Equal(replicas.Select(r => r.Value).Order(StringComparer.Ordinal), answer.Created.Select(c => c.Replica.Value));
        Assert.Equal(answer.Created.Select(c => c.Session.Value).Order(), answer.Created.Select(c => c.Session.Value));
    }

    [Fact]
    public async Task F23_A_lower_endpoint_version_is_ignored_and_reported()
    {
        await using var world = new RecoveryWorld();
        world.Orchestrator.ProcessAssignment(new AssignmentIntent(new Epoch(1), 1, [new(R1, At(5))], []));
        var answer = world.Orchestrator.ProcessAssignment(new AssignmentIntent(new Epoch(1), 2, [new(R1, At(4, "old"))], []));
        Assert.Equal([R1], answer.IgnoredEndpoints);
        Assert.Equal(At(5), world.View().Endpoint);
    }

    [Fact]
    public async Task F26_A_rebuild_that_ended_leaves_no_rebuild_phase_behind()
    {
        await using var world = new RecoveryWorld();
        var session = world.Session(SessionKind.Rebuild);
        var sender = world.Sender();
        sender.BeginConnect(session);
        sender.RecordHandshake(session, Lsn.Zero, new Lsn(1));
        sender.SelectSource(session, new RebuildSource(RebuildSourceKind.FullBase, Lsn.Zero, new Lsn(1)));
        sender.BeginTransfer(session);
        Assert.Equal("transfer", world.View().Session?.RebuildPhase);
        sender.Invalidate(session, new EndReason(EndCause.Other), ReplicaState.Disconnected);
        Assert.Null(world.View().Session);
        Assert.Equal(RecoveryCode.NoActiveSession, sender.RecordBase(session, new Lsn(1)).Code);
        world.Session(SessionKind.Rebuild);
        Assert.Equal("init", world.View().Session?.RebuildPhase);
    }

    public static IEnumerable<TheoryDataRow<string, AssignmentIntent>> Malformed =>
    [
        new("zero_epoch", Intent(0, 1, [R1])),
        new("empty_id", Intent(1, 1, [default])),
        new("duplicate_replica", Intent(1, 1, [R1, R1])),
        new("empty_id", Intent(1, 1, [R1], (default, SessionKind.CatchUp))),
        new("duplicate_replica", Intent(1, 1, [R1], (R1, SessionKind.CatchUp), (R1, SessionKind.Rebuild))),
        new("unknown_kind", Intent(1, 1, [R1], (R1, 0))),
        new("unknown_kind", Intent(1, 1, [R1], (R1, (SessionKind)5))),
    ];

    [Theory]
    [MemberData(nameof(Malformed), DisableDiscoveryEnumeration = true)]
    public async Task A_malformed_intent_is_refused_whole(string code, AssignmentIntent intent)
    {
        await using var world = new RecoveryWorld();
        Assert.Equal(code, world.Orchestrator.ProcessAssignment(intent).Error.Code.Text());
        Assert.Empty(world.Registry.Status().Senders);
        Assert.Equal(0UL, world.Orchestrator.Log.LastSequence);
    }

    [Fact]
    public void A_journal_that_cannot_reserve_does_not_cost_the_session_that_stands()
    {
        var journal = new FullJournal();
        var ids = new SessionIdSource(journal, block: 1);
        var registry = new SenderRegistry(Volume, ids, new RecoveryLog(TimeProvider.System));
        registry.Apply(Intent(1, 1, [R1], (R1, SessionKind.CatchUp)));
        var before = registry.Find(R1)!.View();
        journal.Full = true;
        Assert.Equal(RecoveryCode.StorageFailed, Refusal(registry.Find(R1)!.Supersede(SessionKind.CatchUp, new EndReason(EndCause.Other))));
        Assert.Equal(before, registry.Find(R1)!.View());
    }

    [Fact]
    public void A_journal_that_cannot_reserve_leaves_an_intent_unapplied_as_a_whole()
    {
        var journal = new FullJournal();
        var registry = new SenderRegistry(Volume, new SessionIdSource(journal, block: 2), new RecoveryLog(TimeProvider.System));
        registry.Apply(Intent(1, 1, [R1], (R1, SessionKind.CatchUp)));
        var (before, logged) = (registry.Status(), registry.Log.LastSequence);
        journal.Full = true;
        var intent = Intent(2, 1, [R1, R2], (R1, SessionKind.CatchUp), (R2, SessionKind.CatchUp));
        Assert.Equal(RecoveryCode.StorageFailed, registry.Apply(intent).Error.Code);
        Assert.Equal((before.HighWater, logged), (registry.Status().HighWater, registry.Log.LastSequence));
        Assert.Equal(before.Senders, registry.Status().Senders);

        journal.Full = false;
        Assert.Equal(2, registry.Apply(intent).Created.Length);
    }

    [Fact]
    public void A_journal_that_cannot_reserve_does_not_keep_back_what_an_intent_that_changes_nothing_is_answered()
    {
        var journal = new FullJournal();
        var registry = new SenderRegistry(Volume, new SessionIdSource(journal, block: 2), new RecoveryLog(TimeProvider.System));
        var intent = Intent(2, 1, [R1, R2], (R1, SessionKind.CatchUp), (R2, SessionKind.CatchUp));
        var first = registry.Apply(intent);
        journal.Full = true;

        var again = registry.Apply(intent);
        Assert.Equal((true, RecoveryCode.None), (again.Redelivered, again.Error.Code));
        Assert.Equal(first.Created, again.Created);
        var stale = registry.Apply(Intent(1, 1, [R1], (R1, SessionKind.CatchUp)));
        Assert.Equal(RecoveryCode.StaleIntent, stale.Error.Code);
        Assert.Equal(R1, Assert.Single(stale.Failed).Replica);
        Assert.Single(registry.Log.Read(), e => e.Kind == RecoveryEventKind.SessionFailed);
    }

    [Fact]
    public void An_intent_without_an_endpoint_is_refused_whole()
    {
        foreach (var endpoint in new[] { null, new Endpoint(null!, "c", 1), new Endpoint("d", null!, 1) })
        {
            var registry = NewRegistry();
            registry.Apply(Intent(1, 1, [R1], (R1, SessionKind.CatchUp)));
            var before = registry.Status();
            var answer = registry.Apply(new AssignmentIntent(new Epoch(2), 1, [new(R1, At()), new(R2, endpoint!)], []));
            var without = endpoint is null ? "an endpoint" : "an address";
            Assert.Equal(new RecoveryError(RecoveryCode.EmptyId, $"replica r2 without {without}", null, "an endpoint with both addresses"), answer.Error);
            Assert.Equal(before.Senders, registry.Status().Senders);
            Assert.Equal(before.HighWater, registry.Status().HighWater);
        }
    }

    [Fact]
    public void An_intent_with_elements_that_are_null_is_refused_whole()
    {
        var registry = NewRegistry();
        Assert.Equal(
            new RecoveryError(RecoveryCode.EmptyId, "a replica or a target that is null", null, "a replica with an ID and an endpoint, a target with an ID and a kind"),
            registry.Apply(new AssignmentIntent(new Epoch(1), 1, [new(R1, At()), null!], [])).Error);
        Assert.Equal(RecoveryCode.EmptyId, registry.Apply(new AssignmentIntent(new Epoch(1), 1, [new(R1, At())], [null!])).Error.Code);
        Assert.Empty(registry.Status().Senders);
    }

    [Fact]
    public void What_would_be_legal_for_a_sender_whose_epoch_is_over_is_not_its_epoch()
    {
        var registry = NewRegistry();
        _ = registry.Apply(Intent(1, 1, [R1, R2]));
        Assert.Equal("epoch 1", registry.Attach(R1, new Epoch(2), SessionKind.CatchUp).Error.Legal);
        Assert.True(registry.UpdateSenderEpoch(R2, new Epoch(2)).IsNone);
        Assert.Equal("an intent of epoch 2 or later", registry.Attach(R1, new Epoch(2), SessionKind.CatchUp).Error.Legal);
        Assert.Equal("an intent of epoch 2 or later", registry.Attach(R1, new Epoch(1), SessionKind.CatchUp).Error.Legal);
    }

    [Fact]
    public void An_intent_that_forgets_its_lists_is_not_made_in_any_way()
    {
        var intent = Intent(1, 1, [R1]);
        var missing = Assert.Throws<ArgumentException>(() => intent with { Replicas = default });
        Assert.StartsWith("The array was never made; [] is one without elements.", missing.Message, StringComparison.Ordinal);
        Assert.Equal("Replicas", missing.ParamName);
        Assert.Equal("Targets", Assert.Throws<ArgumentException>(() => intent with { Targets = default }).ParamName);
        Assert.Equal("Replicas", Assert.Throws<ArgumentException>(() => new AssignmentIntent(new Epoch(1), 1, default, [])).ParamName);
        Assert.Equal("Targets", Assert.Throws<ArgumentException>(() => new AssignmentIntent(new Epoch(1), 1, [], default)).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentNullException>(() => intent.SameContent(null!)).ParamName);
    }

    [Fact]
    public void What_may_not_be_missing_is_refused_by_name()
    {
        var (ids, log) = (new SessionIdSource(null), new RecoveryLog(TimeProvider.System));
        Assert.Equal("volume", Assert.Throws<ArgumentException>(() => new SenderRegistry(default, ids, log)).ParamName);
        Assert.StartsWith("A volume has a non-empty ID.", Assert.Throws<ArgumentException>(() => new SenderRegistry(default, ids, log)).Message, StringComparison.Ordinal);
        Assert.Equal("ids", Assert.Throws<ArgumentNullException>(() => new SenderRegistry(Volume, null!, log)).ParamName);
        Assert.Equal("log", Assert.Throws<ArgumentNullException>(() => new SenderRegistry(Volume, ids, null!)).ParamName);
        var registry = new SenderRegistry(Volume, ids, log);
        Assert.Equal("intent", Assert.Throws<ArgumentNullException>(() => registry.Apply(null!)).ParamName);
        registry.Apply(Intent(1, 1, [R1]));
        Assert.Equal("endpoint", Assert.Throws<ArgumentNullException>(() => registry.Find(R1)!.UpdateEndpoint(null!)).ParamName);
        Assert.Equal("presented", Assert.Throws<ArgumentNullException>(() => ReplicaFence.Check(Volume, new Epoch(1), new SessionId(1), null!)).ParamName);
    }

    [Fact]
    public void Before_the_first_intent_none_is_accepted()
    {
        var registry = NewRegistry();
        using var step = registry.Enter();
        Assert.Equal(Epoch.None, registry.AcceptedEpoch(step));
        Assert.False(registry.AcceptsDataLoss);
    }

    [Fact]
    public void A_sender_that_never_had_a_session_says_so()
    {
        var registry = NewRegistry();
        registry.Apply(Intent(1, 1, [R1]));
        Assert.Equal(new RecoveryError(RecoveryCode.NoActiveSession, "session 7", "no session", "an intent with the replica as a target, or a session that is attached"), registry.Find(R1)!.BeginConnect(new SessionId(7)));
    }

    [Theory]
    [InlineData(SessionKind.Bootstrap, null)]
    [InlineData(SessionKind.Rebuild, "init")]
    public void Of_a_session_that_is_only_attached_a_picture_claims_nothing(SessionKind kind, string? rebuildPhase)
    {
        var registry = NewRegistry();
        _ = registry.Apply(Intent(1, 1, [R1], (R1, kind)));
        var expected = new SessionView(
            new SessionId(1), new Epoch(1), kind, "init", Lsn.Zero, Lsn.Zero, Lsn.Zero, Lsn.Zero, TruncateTo: null, Truncated: false, RebuildSource: null, rebuildPhase);
        Assert.Equal(expected, registry.Find(R1)!.View().Session);
    }

    [Fact]
    public void Every_target_has_its_place_in_the_answer()
    {
        var registry = NewRegistry();
        ReplicaId[] all = [.. Enumerable.Range(1, 7).Select(i => new ReplicaId($"r{i}"))];
        registry.Apply(Intent(1, 1, all, (all[0], SessionKind.CatchUp), (all[1], SessionKind.CatchUp)));
        Assert.True(registry.UpdateSenderEpoch(all[0], new Epoch(1)).IsNone);
        registry.Find(all[2])!.Stop();
        registry.Find(all[3])!.Stop();
        var answer = registry.Apply(Intent(1, 2, all, [.. all.Select(replica => (replica, SessionKind.CatchUp))]));
        Assert.Equal(["r5", "r6", "r7"], answer.Created.Select(session => session.Replica.ToString()));
        Assert.Equal(["r1", "r2"], answer.Superseded.Select(session => session.Replica.ToString()));
        Assert.Equal(["r3", "r4"], answer.Failed.Select(target => target.Replica.ToString()));
        Assert.Equal(registry.Status().Senders.Where(sender => sender.Session is not null).Select(sender => sender.Session!.Session).Order(),
            answer.Created.Concat(answer.Superseded).Select(session => session.Session).Order());
    }

    [Fact]
    public void Every_sender_that_goes_and_every_endpoint_that_is_ignored_is_in_the_answer()
    {
        var registry = NewRegistry();
        ReplicaId[] all = [.. Enumerable.Range(1, 6).Select(i => new ReplicaId($"r{i}"))];
        registry.Apply(new AssignmentIntent(new Epoch(1), 1, [.. all.Select(replica => new AssignedReplica(replica, At(5)))], []));
        var answer = registry.Apply(new AssignmentIntent(new Epoch(1), 2, [new(all[2], At(4)), new(all[4], At(4))], []));
        Assert.Equal(["r1", "r2", "r4", "r6"], answer.Removed.Select(replica => replica.ToString()));
        Assert.Equal(["r3", "r5"], answer.IgnoredEndpoints.Select(replica => replica.ToString()));
        Assert.Equal(4, registry.Log.Read().Count(e => e.Kind == RecoveryEventKind.SenderRemoved));
    }

    [Fact]
    public void P8_An_epoch_that_no_intent_came_with_has_not_consented_to_a_loss()
    {
        var registry = NewRegistry();
        registry.Apply(Intent(5, 1, [R1]) with { AcceptDataLoss = true });
        Assert.True(registry.AcceptsDataLoss);
        Assert.True(registry.UpdateSenderEpoch(R1, new Epoch(6)).IsNone);
        Assert.False(registry.AcceptsDataLoss);
        using var step = registry.Enter();
        Assert.Equal((true, false), (registry.AcceptsLoss(step, new Epoch(5)), registry.AcceptsLoss(step, new Epoch(6))));
    }

    private static RecoveryCode Refusal(Result<SessionId> result) => result.TryGet(out _, out var error) ? RecoveryCode.None : error.Code;

    private sealed class FullJournal : ISessionIdJournal
    {
        public bool Full { get; set; }

        public ulong HighWater { get; private set; }

        public RecoveryError Reserve(ulong highWater)
        {
            if (Full) return new RecoveryError(RecoveryCode.StorageFailed, "a block of session IDs", "the journal is full");
            HighWater = highWater;
            return default;
        }
    }
}
