using static Replication.Exploration.Faults.Sources;

namespace Replication.Exploration.Faults;

/// <summary>Faults of the core that an exploration has to find and that have no number of their own in the suite.</summary>
internal static class CoreFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("Truncation", "a session completes without the one that was required", new Edit(CatchUpTable, "{ TruncateTo: not null, Truncated: false } ? RecoveryCode.CompletionRejected.Because(TruncationMissing)\n        : s.Recovered", "{ TruncateTo: not null, Truncated: false } && s.Recovered > s.Target ? RecoveryCode.CompletionRejected.Because(TruncationMissing)\n        : s.Recovered")),
        new("Neighbours", "a replica gets no session while another one has one", new Edit(Registry, "            var sender = Find(_senders, target.Replica);\n", "            var sender = Find(_senders, target.Replica);\n            foreach (var other in _senders)\n            {\n                if (other != sender && other.LiveSession(step) != SessionId.None) sender = null;\n            }\n\n")),
        new("P7", "a replica lets in whom it has promised to refuse", new Edit(Promise, "epoch == promisedEpoch && session >= promisedSession", "epoch == promisedEpoch && session >= SessionId.None")),
    ];
}
