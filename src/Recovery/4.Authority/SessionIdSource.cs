namespace Replication.Recovery;

/// <summary>Makes session IDs durable: remembers the end of the block that may have been used.</summary>
public interface ISessionIdJournal
{
    /// <summary>The highest ID that may have been used before; 0 = none.</summary>
    ulong HighWater { get; }

    /// <summary>Returns only when the new high-water is durable. Called by one thread at a time, and inside no lock of a registry.</summary>
    /// <param name="highWater">The highest ID that may be used from now on.</param>
    /// <returns>None; or why it is not known to be durable: then no ID above the former one is given out.</returns>
    RecoveryError Reserve(ulong highWater);
}

/// <summary>
/// Gives out session IDs: non-zero, rising, never reused, not even across a restart, because blocks of them are reserved in a journal before use (fault F24). One source
/// serves all registries of a host.
/// </summary>
/// <remarks>
/// Thread-safe. Reserving and taking are two operations: a journal waits for a disk and is somebody else's code, so it is asked before a step is entered; within the
/// step an ID is one atomic addition.
/// </remarks>
public sealed class SessionIdSource
{
    private readonly Lock _reserving = new();
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
        _last = journal?.HighWater ?? 0;
        _reserved = journal is null ? ulong.MaxValue : _last;
    }

    /// <summary>The next ID.</summary>
    /// <returns>The ID; or the error of a journal that could not reserve it.</returns>
    /// <exception cref="InvalidOperationException">All 2^64-1 IDs are used up.</exception>
    public Result<SessionId> Next()
    {
        SessionId next;
        do
        {
            if (Reserve(1) is { IsNone: false } notDurable) return notDurable;
        }
        while (!TryTake(1, out next));
        return next;
    }

    /// <summary>
    /// Sees to it that several IDs can be taken, so that a journal that fails does so before anything was begun. Not inside a step: who makes sessions in a step of his own
    /// reserves for them before it.
    /// </summary>
    /// <param name="count">How many, at least 0.</param>
    /// <returns>None; or the error of a journal that could not reserve them.</returns>
    /// <exception cref="InvalidOperationException">Fewer than that many of the 2^64-1 IDs are left.</exception>
    public RecoveryError Reserve(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (Covers(count)) return default;
        var wanted = (ulong)count;
        lock (_reserving)
        {
            var last = Volatile.Read(ref _last);
            if (ulong.MaxValue - last < wanted) throw new InvalidOperationException("All session IDs are used up.");
            var left = _reserved - last;
            if (wanted <= left || _journal is null) return default;
            var beyond = Math.Max(_block, wanted - left);
            var reserved = ulong.MaxValue - _reserved < beyond ? ulong.MaxValue : _reserved + beyond;
            if (_journal.Reserve(reserved) is { IsNone: false } notDurable) return notDurable;
            Volatile.Write(ref _reserved, reserved);
            return default;
        }
    }

    /// <summary>Whether several IDs can be taken without a journal; others may take them in between.</summary>
    internal bool Covers(int count)
    {
        var taken = Volatile.Read(ref _last);   // before what is reserved: that never falls behind it
        return (ulong)count <= Volatile.Read(ref _reserved) - taken;
    }

    /// <summary>Takes several of the IDs that were reserved, one after the other.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="first">The first of them; the others follow it. None where none was asked for.</param>
    /// <returns>Whether there were as many; others may have taken them in between.</returns>
    internal bool TryTake(int count, out SessionId first)
    {
        first = SessionId.None;
        if (count == 0) return true;
        var wanted = (ulong)count;
        while (true)
        {
            var last = Volatile.Read(ref _last);
            if (Volatile.Read(ref _reserved) - last < wanted) return false;
            if (Interlocked.CompareExchange(ref _last, last + wanted, last) != last) continue;
            first = new SessionId(last + 1);
            return true;
        }
    }
}
