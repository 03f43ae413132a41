namespace Replication.Recovery;

/// <summary>
/// What the engine asks of a storage engine, for one volume: read history, pin, facts, move bytes. Expected failures come back as codes, never by message text
/// and never as exceptions; what moved is what was achieved, never what was asked.
/// </summary>
/// <remarks>
/// Thread-safe. Every operation honours its cancellation token and has stopped all I/O of its own when its task completes, however it completes: pins are released
/// right after. An operation on a replica carries the <see cref="Authority"/> it is done on behalf of; the replica refuses a stale one.
/// </remarks>
public interface IStoragePort
{
    /// <summary>Reads what the primary's log still holds, and under which epochs it was written.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<Result<HistoryReading>> ReadHistoryAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The handshake: the replica durably promises the authority's (epoch, session), then says what it has. Codes: <c>transport_lost</c>, <c>stale_epoch</c>,
    /// <c>stale_session</c>, <c>wrong_volume</c>.
    /// </summary>
    /// <param name="authority">On whose behalf.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<Result<ReplicaFacts>> ReadFactsAsync(Authority authority, CancellationToken cancellationToken);

    /// <summary>Keeps part of the primary's state from being recycled until the pin is released or its caps are exceeded.</summary>
    /// <param name="request">What to keep, for whom, and how much of it at most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<Result<Pin>> PinAsync(PinRequest request, CancellationToken cancellationToken);

    /// <summary>Lets go of a pin. Called exactly once for every pin, after all I/O under it has stopped.</summary>
    /// <param name="pin">The pin.</param>
    ValueTask ReleaseAsync(Pin pin);

    /// <summary>Truncates the replica's log to exactly an LSN. <c>truncation_unsafe</c> where it made a later one permanent.</summary>
    /// <param name="authority">On whose behalf.</param>
    /// <param name="to">The LSN that will be its last.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The replica's last LSN, durably.</returns>
    ValueTask<Result<Lsn>> TruncateAsync(Authority authority, Lsn to, CancellationToken cancellationToken);

    /// <summary>Replays the entries in (start, end] to the replica.</summary>
    /// <param name="authority">On whose behalf.</param>
    /// <param name="pin">The pin that holds the range.</param>
    /// <param name="start">The replica's last LSN.</param>
    /// <param name="end">The last entry to send; less may be achieved.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The LSN that is durable on the replica.</returns>
    ValueTask<Result<Lsn>> StreamAsync(Authority authority, Pin pin, Lsn start, Lsn end, CancellationToken cancellationToken);

    /// <summary>
    /// Copies the pinned base to the replica. The replica durably marks itself unfinished before the first byte and clears the mark only when the checksums of
    /// what arrived equal those of the source; otherwise <c>verification_failed</c>.
    /// </summary>
    /// <param name="authority">On whose behalf.</param>
    /// <param name="pin">The snapshot or full base.</param>
    /// <param name="progress">Told bytes copied and bytes in all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The LSN of the verified base.</returns>
    ValueTask<Result<Lsn>> TransferBaseAsync(Authority authority, Pin pin, IProgress<BaseProgress> progress, CancellationToken cancellationToken);

    /// <summary>
    /// Opens the live stream: from now on every entry above <paramref name="from"/> is shipped as it becomes durable on the primary, without a hole. On success the
    /// stream owns the pin: it moves it along with the replica's acknowledgements and releases it when it ends.
    /// </summary>
    /// <param name="authority">On whose behalf.</param>
    /// <param name="pin">The pin that holds everything above <paramref name="from"/>.</param>
    /// <param name="from">The LSN that is durable on the replica.</param>
    /// <param name="cancellationToken">Cancels the opening, not the stream.</param>
    ValueTask<Result<ILiveStream>> OpenLiveStreamAsync(Authority authority, Pin pin, Lsn from, CancellationToken cancellationToken);
}
