namespace Replication.Recovery;

/// <summary>
/// The replica's half of a storage engine: what a transport needs to serve a replica. Every operation carries the authority it is done on behalf of and is refused
/// (<c>wrong_volume</c>, <c>stale_epoch</c>, <c>stale_session</c>) when the store has durably promised a higher one, also after a restart. Thread-safe.
/// </summary>
public interface IReplicaStore
{
    /// <summary>Durably promises the authority's (epoch, session), then says what the store has.</summary>
    /// <param name="authority">On whose behalf.</param>
    Result<ReplicaFacts> Promise(Authority authority);

    /// <summary>
    /// Appends a chunk. Entries the store has already are skipped by LSN; a chunk that does not connect is refused with <c>invalid_range</c>; a store with an unfinished
    /// base refuses with <c>verification_failed</c>.
    /// </summary>
    /// <param name="authority">On whose behalf.</param>
    /// <param name="chunk">The entries.</param>
    /// <param name="sync">Whether everything up to the chunk's end must be durable when this returns.</param>
    /// <returns>The store's last LSN (durable when <paramref name="sync"/>).</returns>
    Result<Lsn> Append(Authority authority, in LogChunk chunk, bool sync);

    /// <summary>See <see cref="IStoragePort.TruncateAsync"/>.</summary>
    /// <param name="authority">On whose behalf.</param>
    /// <param name="to">The LSN that will be the last.</param>
    Result<Lsn> Truncate(Authority authority, Lsn to);

    /// <summary>Durably marks the store unfinished, then prepares an empty place for a base beside the content.</summary>
    /// <param name="authority">On whose behalf.</param>
    /// <param name="manifest">What will arrive.</param>
    Result<Lsn> BeginBase(Authority authority, BaseManifest manifest);

    /// <summary>Writes the next bytes of a file of the base; files arrive in the manifest's order.</summary>
    /// <param name="authority">On whose behalf.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="offset">Where the bytes belong; always the file's present length.</param>
    /// <param name="bytes">The bytes.</param>
    Result<ulong> WriteBase(Authority authority, string file, ulong offset, ReadOnlyMemory<byte> bytes);

    /// <summary>
    /// Reads the base back, compares its checksums and its LSN with the manifest, swaps it in, and only then clears the mark. <c>verification_failed</c> leaves the mark.
    /// </summary>
    /// <param name="authority">On whose behalf.</param>
    /// <returns>The LSN of the base that is now the content.</returns>
    Result<Lsn> FinishBase(Authority authority);
}
