namespace Replication.Recovery;

/// <summary>
/// How far the next step of a replay asks. LSNs need not be dense and a log is sent in whole batches, so a step may end within one: where it moved nothing it is not the
/// log that stands still until all that is wanted was asked for.
/// </summary>
internal struct ReplayStep(ulong entries, Lsn target)
{
    private readonly ulong _least = entries;
    private ulong _width = entries;

    /// <summary>The last LSN to ask for.</summary>
    /// <param name="reached">Where the replica is.</param>
    public readonly Lsn End(Lsn reached) => Lsn.Min(target, reached.Plus(_width));

    /// <summary>Takes in what a step achieved: one that moved nothing may be tried again, twice as wide.</summary>
    /// <param name="reached">Where the replica was.</param>
    /// <param name="end">What was asked for.</param>
    /// <param name="achieved">Where it is now.</param>
    /// <returns>Whether to ask again; <see langword="false"/> where it moved, or nothing wider is left to ask for.</returns>
    public bool TryWiden(Lsn reached, Lsn end, Lsn achieved)
    {
        var isWider = achieved == reached && end < target;

        // What was widened for one batch is not for the next: between steps authority and budget are checked.
        _width = !isWider ? _least : _width > ulong.MaxValue / 2 ? ulong.MaxValue : _width * 2;
        return isWider;
    }
}
