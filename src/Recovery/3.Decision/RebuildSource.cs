namespace Replication.Recovery;

/// <summary>Where a rebuilt replica's content comes from.</summary>
public enum RebuildSourceKind : byte
{
    /// <summary><c>snapshot_tail</c>: a retained checkpoint, then the log after it.</summary>
    SnapshotTail = 1,

    /// <summary><c>full_base</c>: a base taken for this rebuild.</summary>
    FullBase,
}

/// <summary>The source of a rebuild.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Snapshot">The checkpoint's LSN; 0 for a full base.</param>
/// <param name="Target">The LSN the rebuild must reach.</param>
public readonly record struct RebuildSource(RebuildSourceKind Kind, Lsn Snapshot, Lsn Target)
{
    /// <summary>Decides from the retained history: a trusted checkpoint whose tail is still retained, otherwise a full base.</summary>
    /// <param name="history">The primary's retained history.</param>
    public static RebuildSource From(RetainedHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return history.CheckpointTrusted && history.Checkpoint > Lsn.Zero && history.Checkpoint >= history.Tail
            ? new(RebuildSourceKind.SnapshotTail, history.Checkpoint, history.Committed)
            : new(RebuildSourceKind.FullBase, Lsn.Zero, history.Committed);
    }

    /// <summary>Decides from a snapshot somebody vouches for or not.</summary>
    /// <param name="snapshot">The snapshot's LSN.</param>
    /// <param name="snapshotValid">Whether it may serve as a base.</param>
    /// <param name="committed">The LSN the rebuild must reach.</param>
    public static RebuildSource From(Lsn snapshot, bool snapshotValid, Lsn committed) =>
        snapshotValid && snapshot > Lsn.Zero && snapshot <= committed
            ? new(RebuildSourceKind.SnapshotTail, snapshot, committed)
            : new(RebuildSourceKind.FullBase, Lsn.Zero, committed);
}
