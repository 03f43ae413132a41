namespace Replication.Recovery;

/// <summary>What a pin keeps.</summary>
public enum PinKind : byte
{
    /// <summary>Every log entry above an LSN.</summary>
    Wal = 1,

    /// <summary>The checkpoint at an LSN.</summary>
    Snapshot,

    /// <summary>A base of the whole content, taken when it is pinned.</summary>
    FullBase,
}

/// <summary>How much a pin may hold before it is revoked: a slow replica must never fill the primary's disk. 0 = unlimited.</summary>
/// <param name="Bytes">Bytes kept only because of the pin.</param>
/// <param name="Age">Milliseconds since it was taken, or since the replica's last acknowledgement.</param>
public readonly record struct PinCaps(ulong Bytes, ulong Age);

/// <summary>Asks for a pin.</summary>
/// <param name="Kind">What to keep.</param>
/// <param name="From">WAL: the LSN above which entries are kept (exclusive). Snapshot: the checkpoint's LSN. Full base: not used.</param>
/// <param name="Owner">The session it is for.</param>
/// <param name="Caps">How much it may hold.</param>
public sealed record PinRequest(PinKind Kind, Lsn From, SessionId Owner, PinCaps Caps);

/// <summary>A pin that is held.</summary>
/// <param name="Id">Its ID, unique within the port.</param>
/// <param name="Request">What it was asked for.</param>
/// <param name="From">What is really kept: entries above this LSN, or the base at this LSN.</param>
/// <param name="To">WAL: the head when it was taken; a later head is kept as well. Bases: the LSN of the base.</param>
public sealed record Pin(ulong Id, PinRequest Request, Lsn From, Lsn To);
