namespace Replication.Recovery;

/// <summary>What ended a session: stays readable afterwards, per replica (fault F21).</summary>
/// <param name="Session">The session.</param>
/// <param name="Reason">What ended it.</param>
public readonly record struct SessionEnd(SessionId Session, EndReason Reason);

/// <summary>What a change of epoch or endpoint did.</summary>
/// <param name="Ended">The session it ended; none where there was none.</param>
/// <param name="Demoted">Whether a replica without a session lost what it was worth.</param>
public readonly record struct SenderChange(SessionId Ended, bool Demoted)
{
    /// <summary>Nothing changed that has to be told.</summary>
    public static SenderChange Nothing => default;
}

/// <summary>One consistent picture of a sender.</summary>
/// <param name="Replica">The replica.</param>
/// <param name="State">The replica's state.</param>
/// <param name="Epoch">The sender's epoch.</param>
/// <param name="Endpoint">Where the replica is reached.</param>
/// <param name="Stopped">Whether the sender is stopped.</param>
/// <param name="Session">The live session, if there is one.</param>
/// <param name="LastEnd">How the session before it ended.</param>
public sealed record SenderView(
    ReplicaId Replica, ReplicaState State, Epoch Epoch, Endpoint Endpoint, bool Stopped, [property: CurrentSession] SessionView? Session, SessionEnd? LastEnd);

/// <summary>One consistent picture of a live session.</summary>
/// <param name="Session">Its ID.</param>
/// <param name="Epoch">The epoch it belongs to.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Phase">Its phase, as it is written everywhere.</param>
/// <param name="Start">Where replay starts, exclusive; 0 before the handshake.</param>
/// <param name="Target">Where it ends; 0 before the handshake.</param>
/// <param name="Frozen">The frozen target; 0 before the catch-up.</param>
/// <param name="Recovered">What was really replayed.</param>
/// <param name="TruncateTo">What the replica must be truncated to; none where no truncation is required.</param>
/// <param name="Truncated">Whether it was.</param>
/// <param name="RebuildSource">The source; none until selected.</param>
/// <param name="RebuildPhase">The rebuild phase; none for other kinds.</param>
/// <param name="Base">The LSN that the base of a rebuild has reached, 0 until something has arrived; in the tail replay the snapshot's, from which it goes on.</param>
/// <param name="Tail">The LSN up to which the log after the base is durable on the replica; 0 until the first progress, and for a full base.</param>
[CurrentSession]
public sealed record SessionView(
    SessionId Session,
    Epoch Epoch,
    SessionKind Kind,
    string Phase,
    Lsn Start,
    Lsn Target,
    Lsn Frozen,
    Lsn Recovered,
    Lsn? TruncateTo,
    bool Truncated,
    RebuildSourceKind? RebuildSource,
    string? RebuildPhase,
    Lsn Base = default,
    Lsn Tail = default);
