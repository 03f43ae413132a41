using static Replication.Exploration.Faults.Sources;

namespace Replication.Exploration.Faults;

/// <summary>Faults of the work itself: what an executor believes.</summary>
internal static class ExecutionFaults
{
    private const string Tail = "if (achieved < reached || achieved > end || (achieved == reached && end > reached))";

    private const string Base = "return Answer(step, at.TryRecordBase(step, to, out var why), why, SessionOf(at), out error);";
    private const string Rest = "return Answer(step, at.TryRecordTail(step, to, out var why), why, SessionOf(at), out error);";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("F11", "a rebuild that moved nothing completes", new Edit(RebuildTable, ": s.Base == Lsn.Zero && !s.Verified ?", ": s.Base == Lsn.Zero && s.Verified && !s.Verified ?")) { IsExplored = true },
        new("F11", "a rebuild goes to its end without its base", new Edit(Rebuild, "if (reached != pinned.Base.To) return", "if (reached == pinned.Base.To && reached > pinned.Base.To) return")),
        new("F11", "the error of a replay's progress is dropped", new Edit(CatchUp, "                if (!TryRecordProgress(ref at, achieved, out error))\n                    return (at, FailUnlessOvertaken(RecoveryEventKind.CatchUpProgressFailed, error));\n", "                _ = TryRecordProgress(ref at, achieved, out error);\n")),
        new("F11", "the error of a base's progress is dropped", new Edit(SenderRebuild, Base, "_ = at.TryRecordBase(step, to, out _);\n        error = default;\n        return true;")),
        new("F11", "the error of a tail's progress is dropped", new Edit(SenderRebuild, Rest, "_ = at.TryRecordTail(step, to, out _);\n        error = default;\n        return true;")),
        new("F11", "the error of a tail's progress is not looked at", new Edit(SenderRebuild, Rest, "at.TryRecordTail(step, to, out _);\n        error = default;\n        return true;")) { Error = "RPL1003" },

        new("F19", "tail progress below its start is believed", new Edit(Rebuild, Tail, "if (achieved > end || (achieved == reached && end > reached))")),
        new("F19", "tail progress beyond what was sent is believed", new Edit(Rebuild, Tail, "if (achieved < reached || (achieved == reached && end > reached))")),
        new("F19", "a tail that moved nothing is believed", new Edit(Rebuild, Tail, "if (achieved < reached || achieved > end)")),
    ];
}
