using static Replication.Exploration.Faults.Sources;

namespace Replication.Exploration.Faults;

/// <summary>Faults of intents, epochs and endpoints.</summary>
internal static class AssignmentFaults
{
    private const string Stale = "            return new AssignmentAnswer { Error = stale, Failed";
    private const string Ordering = "        answer = Order(step, ordered);\n        if (answer is not null) return true;\n";
    private const string Newer = "        : sender.Epoch(step) > epoch\n";
    private const string Applying = "        while (true)\n        {\n            if (!Ids.Covers(ordered.Targets.Length))";
    private const string Attaching = "        while (true)\n        {\n            if (_registry.Reserve(1) is { IsNone: false } notReserved) return notReserved;\n            using var step = _registry.Enter();\n            if (TryAttach(step, epoch, kind";
    private const string Removal = "        if (ended != SessionId.None) Tell(step, sender.Replica, ended, RecoveryEventKind.SessionInvalidated, EventDetail.Of(\"sender_removed\")";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("F01", "an intent of an old epoch is applied", new Edit(Registry, "if (intent.Epoch < _highWater ||", "if (intent.Epoch < Epoch.None ||")) { IsExplored = true },
        new("F01", "an intent of an old epoch removes senders", new Edit(Registry, Stale, "            var named = ordered.Replicas;\n            _senders = [.. _senders.Where(s => named.Any(r => r.Replica == s.Replica))];\n" + Stale)),
        new("F01", "an empty intent of an old epoch wipes the registry", new Edit(Registry, Stale, "            if (ordered.Replicas.IsEmpty) _senders = [];\n" + Stale)),
        new("F01", "an intent of an old epoch rewinds endpoints", new Edit(Registry, Stale, "            foreach (var r in ordered.Replicas) Find(_senders, r.Replica)?.UpdateEndpoint(step, r.Endpoint);\n" + Stale)),
        new("F01", "an intent of an old epoch adds senders", new Edit(Registry, Stale, "            foreach (var r in ordered.Replicas) if (Find(_senders, r.Replica) is null) _senders = [.. _senders.Append(new Sender(step, this, r.Replica, r.Endpoint, intent.Epoch)).OrderBy(s => s.Replica)];\n" + Stale)),

        new("F02", "in_sync survives everything but its session", new Edit(Sender, "if (!IsDemotable(step)) return", "if (State(step) is not ReplicaState.Connecting) return")) { IsExplored = true },
        new("F02", "in_sync survives a new epoch", new Edit(Sender, "return Depose(step, EndReason.EpochAdvanced(from, epoch));", "return _session is null ? SenderChange.Nothing : Depose(step, EndReason.EpochAdvanced(from, epoch));")),
        new("F02", "in_sync survives a new endpoint", new Edit(Sender, "return Depose(step, new EndReason(EndCause.EndpointChanged));", "return _session is null ? SenderChange.Nothing : Depose(step, new EndReason(EndCause.EndpointChanged));")),
        new("F02", "in_sync survives the end of its epoch", new Edit(Sender, "_stopped || _epoch >= epoch ? SenderChange", "_stopped || _session is null || _epoch >= epoch ? SenderChange")),

        new("F03", "a stopped sender counts as in_sync", new Edit(Status, "Senders.Where(s => !s.Stopped)", "Senders.Where(s => s.Replica == s.Replica)")),
        new("F03", "acknowledgements of a stopped sender count", new Edit(Sender, "InSyncBy(in OwnerStep step) => !_stopped && State", "InSyncBy(in OwnerStep step) => State")),
        new(
            "F03",
            "a replica that is removed and named again gets the stopped sender",
            new Edit(Registry, "    private DateTimeOffset _now;\n", "    private DateTimeOffset _now;\n    private readonly Dictionary<ReplicaId, Sender> _gone = [];\n"),
            new Edit(Registry, "        var ended = sender.Stop(step);\n", "        var ended = sender.Stop(step);\n        _gone[sender.Replica] = sender;\n"),
            new Edit(Registry, "senders.Set(i, new Sender(step, this, replica, endpoint, epoch));", "senders.Set(i, _gone.TryGetValue(replica, out var was) ? was : new Sender(step, this, replica, endpoint, epoch));")),

        new("F04", "an intent that is delivered twice is applied twice", new Edit(Registry, "intent.Epoch != last.Epoch || intent.Revision != last.Revision) return null;", "intent.Epoch != last.Epoch || intent.Revision >= last.Revision) return null;")) { IsExplored = true },

        new(
            "F05",
            "an intent is found current in one step and applied in another",
            new Edit(Registry, Ordering, ""),
            new Edit(Registry, "    private bool TryApply(in OrderedIntent ordered, [NotNullWhen(true)] out AssignmentAnswer? answer)\n    {\n", "    private bool TryApply(in OrderedIntent ordered, [NotNullWhen(true)] out AssignmentAnswer? answer)\n    {\n        answer = null;\n"),
            new Edit(Registry, Applying, "        using (var early = Enter())\n        {\n            if (Order(early, ordered) is { } settled) return settled;\n        }\n\n" + Applying)),
        new(
            "F05",
            "an intent is found current in one step, applied in another, and gets a session of the newer epoch",
            new Edit(Registry, Ordering, ""),
            new Edit(Registry, "    private bool TryApply(in OrderedIntent ordered, [NotNullWhen(true)] out AssignmentAnswer? answer)\n    {\n", "    private bool TryApply(in OrderedIntent ordered, [NotNullWhen(true)] out AssignmentAnswer? answer)\n    {\n        answer = null;\n"),
            new Edit(Registry, Newer, "        : sender.Epoch(step) > epoch && sender.IsStopped(step)\n"),
            new Edit(Registry, "        _highWater = intent.Epoch;\n", "        _highWater = Epoch.Max(_highWater, intent.Epoch);\n"),
            new Edit(Registry, Applying, "        using (var early = Enter())\n        {\n            if (Order(early, ordered) is { } settled) return settled;\n        }\n\n" + Applying)),
        new(
            "F05",
            "a session is found attachable in one step and attached in another",
            new Edit(Sender, Attaching, "        using (var early = _registry.Enter())\n        {\n            if (Attachable(early, epoch, kind) is { IsNone: false } refused) return refused;\n        }\n\n" + Attaching.Replace("(step, epoch", "(step, _epoch", StringComparison.Ordinal))),
        new(
            "F05",
            "a session is found attachable in one step and attached by the registry in another",
            new Edit(Registry, "            if (Reserve(1) is { IsNone: false } notReserved) return notReserved;\n            using var step = Enter();\n", "            using (var early = Enter())\n            {\n                if (Find(replica)!.Attachable(early, epoch, kind) is { IsNone: false } refused) return refused;\n            }\n\n            if (Reserve(1) is { IsNone: false } notReserved) return notReserved;\n            using var step = Enter();\n"),
            new Edit(Registry, "if (sender.TryAttach(step, epoch, kind, budget", "if (sender.TryAttach(step, sender.Epoch(step), kind, budget")),

        new("F06", "invalidating an epoch raises no fence", new Edit(Registry, "        _highWater = Epoch.Max(_highWater, epoch);\n        var ended = 0;", "        var ended = 0;")),
        new("F06", "the fence is not asked when a session is attached", new Edit(Sender, ": BelowHighWater(step) is { IsNone: false } fenced ? fenced", ": BelowHighWater(step) is { IsNone: true } fenced && !fenced.IsNone ? fenced")) { IsExplored = true },
        new("F06", "the fence is not asked when a session is superseded", new Edit(Sender, "is { IsNone: false } refused ? refused : BelowHighWater(step);", "is { IsNone: false } refused ? refused : default;")),

        new("F07", "a session that an intent's epoch ends leaves no event", new Edit(Registry, "            sender.Tell(step, sender.UpdateEpoch(step, epoch), EventDetail.EpochAdvancedTo(epoch), EndCause.EpochAdvanced);\n        }", "            _ = sender.UpdateEpoch(step, epoch);\n        }")),
        new("F07", "a session that an update of the epoch ends leaves no event", new Edit(Registry, "        sender.Tell(step, sender.UpdateEpoch(step, epoch), EventDetail.EpochAdvancedTo(epoch), EndCause.EpochAdvanced);\n        return default;", "        _ = sender.UpdateEpoch(step, epoch);\n        return default;")),
        new("F07", "a session that the end of its epoch ends leaves no event", new Edit(Registry, "            sender.Tell(step, change, EventDetail.EpochBumpTo(epoch), EndCause.EpochBump);\n", "")),
        new("F07", "a session that a new endpoint ends leaves no event", new Edit(Registry, "sender.Tell(step, sender.UpdateEndpoint(step, endpoint), EventDetail.Ended(new EndReason(EndCause.EndpointChanged)), EndCause.EndpointChanged);", "_ = sender.UpdateEndpoint(step, endpoint);")),
        new("F07", "a session that a removal ends leaves no event", new Edit(Registry, Removal, Removal.Replace("ended != SessionId.None", "ended.Value == ulong.MaxValue", StringComparison.Ordinal))),
        new("F07", "a session that is superseded leaves no event", new Edit(Telling, "if (replaced != SessionId.None) Tell(", "if (replaced == session) Tell(")) { IsExplored = true },
        new("F07", "a session that is superseded leaves its event after what replaces it", new Edit(Telling, "        if (replaced != SessionId.None) Tell(step, replaced, RecoveryEventKind.SessionInvalidated, EventDetail.Of(\"superseded\"), end);\n        Tell(step, session, replaced == SessionId.None ? RecoveryEventKind.SessionCreated : RecoveryEventKind.SessionSuperseded);", "        Tell(step, session, replaced == SessionId.None ? RecoveryEventKind.SessionCreated : RecoveryEventKind.SessionSuperseded);\n        if (replaced != SessionId.None) Tell(step, replaced, RecoveryEventKind.SessionInvalidated, EventDetail.Of(\"superseded\"), end);")),

        new("F22", "sessions are created in the order of hash codes", new Edit(Ordered, "        return items;\n", "        return [.. items.OrderBy(item => id(item).GetHashCode())];\n"), new Edit(Ordered, "return [.. items.OrderBy(id)];", "return [.. items.OrderBy(item => id(item).GetHashCode())];")),
        new("F22", "sessions are created in the order of hash codes, the senders in order", new Edit(Ordered, "Ordered(intent.Targets, static target => target.Replica));", "[.. intent.Targets.OrderBy(static target => target.Replica.GetHashCode())]);")),

        new("F23", "a lower endpoint version overwrites a higher one", new Edit(Sender, "_stopped || endpoint.Version < _endpoint.Version || endpoint == _endpoint", "_stopped || endpoint == _endpoint")),
        new("F23", "a lower endpoint version is ignored in silence", new Edit(Registry, "if (endpoint.Version < sender.Endpoint(step).Version) (ignored", "if (endpoint.Version < sender.Endpoint(step).Version && ignored is not null) (ignored")),

        new("F24", "session IDs start at 1 again", new Edit(Ids, "_last = journal?.HighWater ?? 0;", "_last = 0;")),
        new("F24", "session IDs are given out before their block is durable", new Edit(Ids, "            if (_journal.Reserve(reserved) is { IsNone: false } notDurable) return notDurable;\n", "")),

        new("F27", "invalidating an epoch ends a session of that epoch", new Edit(Sender, "_stopped || _epoch >= epoch ?", "_stopped || _epoch > epoch ?")) { IsExplored = true },
        new(
            "F27",
            "whose session ends is decided in another step than it ends",
            new Edit(Registry, "        try\n        {\n            return RaiseDurably(epoch);\n        }\n        finally\n        {\n            ended = EndOlder(epoch);", "        List<Sender> victims = [];\n        using (var early = Enter())\n        {\n            foreach (var sender in _senders) if (sender.Epoch(early) < epoch) victims.Add(sender);\n        }\n\n        try\n        {\n            return RaiseDurably(epoch);\n        }\n        finally\n        {\n            ended = EndOlder(epoch, victims);"),
            new Edit(Registry, "    private int EndOlder(Epoch epoch)\n", "    private int EndOlder(Epoch epoch, List<Sender> victims)\n"),
            new Edit(Registry, "        foreach (var sender in _senders)\n        {\n            var change", "        foreach (var sender in victims)\n        {\n            var change"),
            new Edit(Sender, "_stopped || _epoch >= epoch ?", "_stopped ?")),
    ];
}
