using static Replication.Exploration.Faults.Sources;

namespace Replication.Exploration.Faults;

/// <summary>Faults of sessions: who may act on one, and what is left when it has ended.</summary>
internal static class SessionFaults
{
    private const string GoesOn = "                case { CatchUp: { } standing }:\n                    at = standing;\n                    return true;\n";
    private const string Looks = "                if (!Protocol.TryComplete(step, sender, authority.Session, at, out error)) return false;\n                if (stream is not null)";
    private const string NotThere = "        if (!TryConnect(sender, execution, out var connecting, out var authority, out error))\n            return new RecoverAnswer(null, null, sender.View().State, error, null);";
    private const string Rejected = "            || Refuse(step, sender, session, RecoveryEventKind.ConnectFailed, error);";
    private const string Aborting = "            case RebuildSession rebuild: _ = rebuild.TryFire(step, new RebuildSession.Invalidate(reason), out _, out _); break;";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("F08", "a rejected completion cannot be repeated", new Edit(Protocol, GoesOn, "")),
        new("F08", "a step that fails leaves a session that is neither live work nor over", new Edit(Protocol, "var isEnd = sender.Invalidate(step, session, reason, state).IsNone;", "var isEnd = reason == default;")),
        new("F08", "an argument that is refused costs the session", new Edit(CatchUp, "if (s.Recovered < target && CatchUpSession.Preview(s, target) is", "if (s.Recovered > s.Target && CatchUpSession.Preview(s, target) is")),

        new("F09", "a rebuild session falls through recover in silence", new Edit(Recover, NotThere, NotThere.Replace(", error, null)", ", error.Code == RecoveryCode.RebuildSession ? default : error, null)", StringComparison.Ordinal))),
        new("F09", "a rebuild session is ended by recover", new Edit(Protocol, Rejected, Rejected.Replace("Refuse(", "Fail(", StringComparison.Ordinal))),
        new("F09", "a rebuild session is classified as a catch-up", new Edit(Sender, Aborting, Aborting.Replace("RebuildSession.Invalidate(reason)", "CatchUpSession.Classify(default)", StringComparison.Ordinal))) { Error = "CS1503" },

        new("F17", "any session ID passes for the one that is live", new Edit(Sender, "&& presented == Live;", "&& presented != SessionId.None;")) { IsExplored = true },
        new("F17", "completion looks the session up again", new Edit(CatchUp, Looks, Looks.Replace("!Protocol.TryComplete(step, sender, authority.Session, at, out error)", "!(error = sender.Complete(sender.LiveSession(step))).IsNone", StringComparison.Ordinal))),
        new("F17", "completion looks the session up again, by our own rules", new Edit(CatchUp, Looks, Looks.Replace("!Protocol.TryComplete(step, sender, authority.Session, at, out error)", "!(error = sender.Complete(sender.LiveSession(step))).IsNone", StringComparison.Ordinal))) { Error = "RPL1010" },

        new("F18", "invalidate changes a stopped sender", new Edit(Sender, "        if (_stopped) return Stopped($\"epoch {epoch}\");\n        if (epoch != _epoch)", "        if (epoch != _epoch)")),
        new("F18", "a stopped sender answers as one without a session", new Edit(Sender, "        : _stopped ? Stopped($\"session {presented}\")\n        : _session is null ? new", "        : _session is null ? new")),
        new("F18", "invalidate takes any state", new Edit(Sender, "        state is ReplicaState.Disconnected or ReplicaState.Degraded or ReplicaState.NeedsRebuild\n", "        state is >= 0\n")),
        new(
            "F18",
            "invalidate declares in_sync what a session was about to",
            new Edit(Sender, "        state is ReplicaState.Disconnected or ReplicaState.Degraded or ReplicaState.NeedsRebuild\n", "        state is >= 0\n"),
            new Edit(Sender, "        ReplicaState.Degraded => _lifecycle.TryFire", "        ReplicaState.InSync => _lifecycle.TryFire(step, new ReplicaLifecycle.Complete(), out _, out _),\n        ReplicaState.Degraded => _lifecycle.TryFire")),

        new("F21", "why a session ended is forgotten", new Edit(Sender, "        (_ended, _endCause, _endA, _endB, _endWords) = (ended, reason.Cause, reason.A, reason.B, reason.Words);\n", "")),
        new("F21", "of why a session ended only the cause is kept", new Edit(Sender, "(ended, reason.Cause, reason.A, reason.B, reason.Words);", "(ended, reason.Cause, 0, 0, null);")),

        new("F25", "a live rebuild counts as in_sync", new Edit(Status, " && s.Session?.Kind != SessionKind.Rebuild);", ");")),
        new("F25", "an acknowledgement beside a live rebuild counts", new Edit(Sender, "=> _session is RebuildSession ? SessionId.None : InSyncBy(step);", "=> InSyncBy(step);")),

        new("F26", "a rebuild session that is ended stays in transfer", new Edit(Sender, Aborting, "            case RebuildSession: break;")),
        new("F26", "a session that is ended still stands", new Edit(Sender, "        (_session, _watch) = (null, null);\n", "        (_session, _watch) = (_session as RebuildSession, null);\n")),
    ];
}
