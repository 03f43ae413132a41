namespace Replication.Exploration.Faults;

/// <summary>A fault that the core must not have, and how it is put back into its source.</summary>
/// <param name="Name">Its number and what it is.</param>
/// <param name="File">The file, from the root of the repository.</param>
/// <param name="Right">What stands there; exactly once.</param>
/// <param name="Wrong">What the fault makes of it.</param>
internal sealed record PutBack(string Name, string File, string Right, string Wrong)
{
    private const string Authority = "src/Recovery/4.Authority/";

    /// <summary>What it changes.</summary>
    public Edit Edit => new(File, Right, Wrong);

    /// <summary>The faults, each of which an exploration has to find.</summary>
    public static IReadOnlyList<PutBack> All { get; } =
    [
        new("F01: an intent of an old epoch is applied", Authority + "SenderRegistry.cs", "if (intent.Epoch < _highWater ||", "if (intent.Epoch < Epoch.None ||"),
        new("F02: in_sync survives a new epoch", Authority + "Sender.cs", "if (!IsDemotable(step)) return", "if (State(step) is not ReplicaState.Connecting) return"),
        new("F04: an intent that is delivered twice is applied twice", Authority + "SenderRegistry.cs", "intent.Epoch != last.Epoch || intent.Revision != last.Revision) return null;", "intent.Epoch != last.Epoch || intent.Revision >= last.Revision) return null;"),
        new("F06: a session is attached below the high-water", Authority + "Sender.cs", ": BelowHighWater(step) is { IsNone: false } fenced ? fenced", ": BelowHighWater(step) is { IsNone: true } fenced && !fenced.IsNone ? fenced"),
        new("F07: a session that is superseded leaves no event", Authority + "Sender.Telling.cs", "if (replaced != SessionId.None) Tell(", "if (replaced == session) Tell("),
        new("F11: a rebuild that moved nothing completes", "src/Recovery/1.Tables/RebuildSession.cs", ": s.Base == Lsn.Zero && !s.Verified ?", ": s.Base == Lsn.Zero && s.Verified && !s.Verified ?"),
        new("F13: a divergent log passes for a shared one", "src/Recovery/3.Decision/RecoveryClassifier.cs", ": Lsn.Min(facts.Flushed, lineage.SharedWith(facts.Lineage));", ": facts.Flushed;"),
        new("F16: a base that was never finished is forgotten", "src/Recovery/3.Decision/RecoveryClassifier.cs", "if (facts.BaseUnfinished)", "if (facts.BaseUnfinished && history.Head < history.Tail)"),
        new("F17: a worker completes the session that took the place of its own", Authority + "Sender.cs", ": presented != Live ?", ": presented == SessionId.None ?"),
        new("Truncation: a session completes without the one that was required", "src/Recovery/1.Tables/CatchUpSession.cs", "{ TruncateTo: not null, Truncated: false } ? RecoveryCode.CompletionRejected.Because(TruncationMissing)\n        : s.Recovered", "{ TruncateTo: not null, Truncated: false } && s.Recovered > s.Target ? RecoveryCode.CompletionRejected.Because(TruncationMissing)\n        : s.Recovered"),
        new("F27: the end of an epoch ends a session of the one after it", Authority + "Sender.cs", "_stopped || _epoch >= epoch ?", "_stopped || _epoch > epoch ?"),
        new("Neighbours: a replica gets no session while another one has one", Authority + "SenderRegistry.cs", "            var sender = Find(_senders, target.Replica);\n", "            var sender = Find(_senders, target.Replica);\n            foreach (var other in _senders)\n            {\n                if (other != sender && other.LiveSession(step) != SessionId.None) sender = null;\n            }\n\n"),
        new("P7: a replica lets in whom it has promised to refuse", Authority + "ReplicaFence.cs", "epoch == promisedEpoch && session >= promisedSession", "epoch == promisedEpoch && session >= SessionId.None"),
    ];
}
