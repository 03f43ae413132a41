using System.Diagnostics;

namespace Replication.Benchmarks.Measuring;

/// <summary>One side of a comparison: a walk that is run again and again, and what it cost.</summary>
/// <param name="walk">Walks once through the whole array and answers what it counted.</param>
/// <param name="operations">How many operations one walk is.</param>
internal sealed class Side(Func<Walked> walk, int operations)
{
    private long _operations;
    private long _bytes;

    /// <summary>Nanoseconds per operation in the quickest round: what it costs where nothing disturbs.</summary>
    public double Nanoseconds { get; private set; } = double.PositiveInfinity;

    /// <summary>Bytes allocated per operation, over all rounds measured.</summary>
    public double Bytes => (double)_bytes / _operations;

    /// <summary>What the walks counted, from the first on.</summary>
    public Walked Counted { get; private set; }

    /// <summary>Measures one round.</summary>
    /// <param name="walks">How many walks it is; both sides walk as often, so that they end in the same state.</param>
    /// <returns>How long the round took.</returns>
    public TimeSpan Round(int walks)
    {
        var counted = default(Walked);
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < walks; i++) counted += walk();
        var elapsed = Stopwatch.GetElapsedTime(start);
        _bytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
        _operations += (long)walks * operations;
        Counted += counted;
        Nanoseconds = Math.Min(Nanoseconds, elapsed.TotalNanoseconds / ((double)walks * operations));
        return elapsed;
    }

    /// <summary>Drops what was measured while the code was still being compiled.</summary>
    public void Forget()
    {
        Nanoseconds = double.PositiveInfinity;
        (_operations, _bytes) = (0, 0);
    }
}
