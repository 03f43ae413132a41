namespace Replication.Recovery;

/// <summary>Live shipping to one replica. Thread-safe; disposing it stops all I/O, then releases its pin.</summary>
public interface ILiveStream : IAsyncDisposable
{
    /// <summary>The highest LSN the replica acknowledged as durable.</summary>
    Lsn Acknowledged { get; }

    /// <summary>Completes when the stream has ended, with the cause: <c>transport_lost</c>, <c>pin_revoked</c>, <c>stale_epoch</c>, <c>cancelled</c>…</summary>
    Task<RecoveryError> Ended { get; }
}
