namespace Replication.Recovery;

/// <summary>The primary's half of a storage engine: what a transport needs to make an <see cref="IStoragePort"/> of it. Thread-safe.</summary>
public interface IPrimaryStore
{
    /// <summary>The volume it holds.</summary>
    VolumeId Volume { get; }

    /// <summary>Reads what the log still holds, and under which epochs it was written.</summary>
    Result<HistoryReading> ReadHistory();

    /// <summary>See <see cref="IStoragePort.PinAsync"/>.</summary>
    /// <param name="request">What to keep.</param>
    Result<Pin> Pin(PinRequest request);

    /// <summary>Moves a WAL pin along: entries up to this LSN are no longer needed.</summary>
    /// <param name="pin">The pin.</param>
    /// <param name="acknowledged">What the replica acknowledged as durable.</param>
    void Advance(Pin pin, Lsn acknowledged);

    /// <summary>Why a pin was revoked: its caps were exceeded. None while it holds.</summary>
    /// <param name="pin">The pin.</param>
    RecoveryError Revocation(Pin pin);

    /// <summary>See <see cref="IStoragePort.ReleaseAsync"/>.</summary>
    /// <param name="pin">The pin.</param>
    void Release(Pin pin);

    /// <summary>
    /// Reads log in order. The first chunk starts exactly after <paramref name="after"/>; a hole is an error (<c>gap_exceeds_retention</c>, <c>pin_revoked</c>), never a
    /// later start. Ends after <paramref name="end"/>, or when nothing more is durable.
    /// </summary>
    /// <param name="pin">The pin that holds the range.</param>
    /// <param name="after">The LSN before the first entry wanted.</param>
    /// <param name="end">The last entry wanted; a chunk that would pass it is not sent.</param>
    /// <param name="maxBytes">The size a chunk should not pass, unless one entry alone does.</param>
    IEnumerable<Result<LogChunk>> Read(Pin pin, Lsn after, Lsn end, int maxBytes);

    /// <summary>Waits until something above an LSN is durable, and may be shipped.</summary>
    /// <param name="after">The LSN.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask WaitForAsync(Lsn after, CancellationToken cancellationToken);

    /// <summary>What a pinned base consists of.</summary>
    /// <param name="pin">A snapshot or full-base pin.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<Result<BaseManifest>> ReadManifestAsync(Pin pin, CancellationToken cancellationToken);

    /// <summary>Opens one file of a pinned base for reading.</summary>
    /// <param name="pin">The pin.</param>
    /// <param name="file">The file, from the manifest.</param>
    Stream OpenBaseFile(Pin pin, BaseFile file);
}
