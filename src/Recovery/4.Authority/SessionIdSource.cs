namespace Replication.Recovery;

/// <summary>Makes session IDs durable: remembers the end of the block that may have been used.</summary>
public interface ISessionIdJournal
{
    /// <summary>The highest ID that may have been used before; 0 = none.</summary>
    ulong HighWater { get; }

    /// <summary>Returns only when the new high-water is durable.</summary>
    /// <param name="highWater">The highest ID that may be used from now on.</param>
    void Reserve(ulong highWater);
}

/// <summary>
/// Gives out session IDs: non-zero, rising, never reused, not even across a restart, because blocks of them are reserved in a journal before use (fault F24). One source
/// serves all registries of a host.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed class SessionIdSource
{
    private readonly Lock _lock = new();
    private readonly ISessionIdJournal? _journal;
    private readonly ulong _block;
    private ulong _last;
    private ulong _reserved;

    /// <summary>Makes a source that goes on after what a journal remembers.</summary>
    /// <param name="journal">The journal; <see langword="null"/> only where no ID outlives the process (tests, replay of traces).</param>
    /// <param name="block">How many IDs are reserved at once, at least 1.</param>
    public SessionIdSource(ISessionIdJournal? journal, ulong block = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfZero(block);
        _journal = journal;
        _block = block;
        _last = _reserved = journal?.HighWater ?? 0;
    }

    /// <summary>The next ID.</summary>
    /// <exception cref="InvalidOperationException">All 2^64-1 IDs are used up.</exception>
    public SessionId Next() => Take(1);

    /// <summary>Takes several IDs at once, so that a journal that fails does so before anything was begun with the first of them.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <returns>The first of them; the others follow it.</returns>
    /// <exception cref="InvalidOperationException">Fewer than that many of the 2^64-1 IDs are left.</exception>
    internal SessionId Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var wanted = (ulong)count;
        lock (_lock)
        {
            if (ulong.MaxValue - _last < wanted) throw new InvalidOperationException("All session IDs are used up.");
            if (_journal is not null && _reserved - _last < wanted)
            {
                var beyond = Math.Max(_block, wanted - (_reserved - _last));
                var reserved = ulong.MaxValue - _reserved < beyond ? ulong.MaxValue : _reserved + beyond;
                _journal.Reserve(reserved);
                _reserved = reserved;
            }

            var first = _last + 1;
            _last += wanted;
            return new SessionId(first);
        }
    }
}
