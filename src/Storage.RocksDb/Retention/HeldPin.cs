using Replication.Recovery;

namespace Replication.Storage.RocksDb;

/// <summary>A pin and what has become of it. Guarded by the lock of its <see cref="PinTable"/>.</summary>
internal sealed class HeldPin(Pin pin, long since)
{
    public Pin Pin { get; } = pin;

    /// <summary>WAL: entries above this LSN are kept; it follows the replica's acknowledgements. Bases: the LSN of the base.</summary>
    public Lsn From { get; set; } = pin.From;

    /// <summary>When it was taken, or last acknowledged: a timestamp of the store's clock.</summary>
    public long Since { get; set; } = since;

    /// <summary>Why it was revoked; none while it holds.</summary>
    public RecoveryError Revocation { get; set; }

    /// <summary>The cursor of the last read under it, to go on from where that ended instead of scanning the log file from its front.</summary>
    public LogCursor? Cursor { get; set; }

    public bool Holds => Revocation.IsNone;

    public bool HoldsLog => Holds && Pin.Request.Kind == PinKind.Wal;

    public bool HoldsBase => Holds && Pin.Request.Kind != PinKind.Wal;
}
