using System.Diagnostics;

namespace Replication.Benchmarks.Measuring;

/// <summary>One side of a comparison: a walk that is run again and again, and what it cost.</summary>
/// <param name="walk">Walks once through the whole array and answers what it counted.</param>
/// <param name="operations">How many operations one walk is.</param>
internal sealed class Side(Func<Walked> walk, int operations)
{
    // One round is short enough to fall between two time slices of others, and long enough for the clock.
    private const double NanosecondsPerRound = 500_000;

    private int _walks = 1;
    private long _operations;
    private long _bytes;

    /// <summary>Nanoseconds per operation in the quickest round: what it costs where nothing disturbs.</summary>
    public double Nanoseconds { get; private set; } = double.PositiveInfinity;

    /// <summary>Bytes allocated per operation, over all rounds measured.</summary>
    public double Bytes => (double)_bytes / _operations;

    /// <summary>What the walks counted, from the first on.</summary>
    public Walked Counted { get; private set; }

    /// <summary>How many walks fit into a round.</summary>
    public int WalksPerRound => Math.Max(1, (int)(NanosecondsPerRound / (Nanoseconds * operations)));

    /// <summary>Measures one round.</summary>
    /// <returns>Nanoseconds per operation in this round.</returns>
    public double Round()
    {
        var counted = default(Walked);
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < _walks; i++) counted += walk();
        var elapsed = Stopwatch.GetElapsedTime(start);
        _bytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
        _operations += (long)_walks * operations;
        Counted += counted;
        var nanoseconds = elapsed.TotalNanoseconds / ((double)_walks * operations);
        Nanoseconds = Math.Min(Nanoseconds, nanoseconds);
        return nanoseconds;
    }

    /// <summary>Drops what was measured while the code was still being compiled, and takes from it how much makes a round.</summary>
    /// <param name="walks">How many walks a round is; both sides walk as often, so that they end in the same state.</param>
    public void Forget(int walks)
    {
        _walks = walks;
        Nanoseconds = double.PositiveInfinity;
        (_operations, _bytes) = (0, 0);
    }
}
