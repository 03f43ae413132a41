using System.Diagnostics.CodeAnalysis;

namespace Replication.Recovery;

/// <summary>What the primary's log still holds. Immutable; an inconsistent one cannot be made (fault F13).</summary>
[OfOneLog]
public sealed record RetainedHistory
{
    private RetainedHistory(Lsn head, Lsn tail, Lsn committed, Lsn checkpoint, bool checkpointTrusted)
    {
        Head = head;
        Tail = tail;
        Committed = committed;
        Checkpoint = checkpoint;
        CheckpointTrusted = checkpointTrusted;
    }

    /// <summary>The highest LSN written.</summary>
    public Lsn Head { get; }

    /// <summary>The last LSN no longer retained: entries above it are there.</summary>
    public Lsn Tail { get; }

    /// <summary>The boundary promised to clients; every decision is made against it, never against the head.</summary>
    public Lsn Committed { get; }

    /// <summary>The LSN of the newest checkpoint; 0 = none.</summary>
    public Lsn Checkpoint { get; }

    /// <summary>Whether that checkpoint may serve as a base.</summary>
    public bool CheckpointTrusted { get; }

    /// <summary>Makes a history: tail ≤ committed ≤ head and checkpoint ≤ committed.</summary>
    /// <param name="head">The highest LSN written.</param>
    /// <param name="tail">The last LSN no longer retained.</param>
    /// <param name="committed">The boundary promised to clients.</param>
    /// <param name="checkpoint">The LSN of the newest checkpoint; 0 = none.</param>
    /// <param name="checkpointTrusted">Whether that checkpoint may serve as a base.</param>
    /// <param name="history">The history, when it is valid.</param>
    /// <param name="error"><see cref="RecoveryCode.InvalidHistory"/> that names the field.</param>
    public static bool TryCreate(
        Lsn head, Lsn tail, Lsn committed, Lsn checkpoint, bool checkpointTrusted, [NotNullWhen(true)] out RetainedHistory? history, out RecoveryError error)
    {
        error = (tail <= committed, committed <= head, checkpoint <= committed) switch
        {
            (false, _, _) => Invalid("tail", tail, committed),
            (_, false, _) => Invalid("committed", committed, head, "head"),
            (_, _, false) => Invalid("checkpoint", checkpoint, committed),
            _ => default,
        };
        history = error.IsNone ? new RetainedHistory(head, tail, committed, checkpoint, checkpointTrusted) : null;
        return error.IsNone;
    }

    private static RecoveryError Invalid(string field, Lsn value, Lsn limit, string limitName = "committed") =>
        new(RecoveryCode.InvalidHistory, $"{field} = {value}", $"{limitName} = {limit}", $"{field} ≤ {limitName}");
}
