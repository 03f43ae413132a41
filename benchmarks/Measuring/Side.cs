using System.Diagnostics;

namespace Replication.Benchmarks.Measuring;

/// <summary>One side of a comparison: a walk that is run again and again, and what it cost.</summary>
/// <param name="walk">Walks once through the whole array and answers what it counted.</param>
/// <param name="operations">How many operations one walk is.</param>
internal sealed class Side(Func<Walked> walk, int operations)
{
    // One round is short enough to fall between two disturbances, and long enough for the clock.
    private const int OperationsPerRound = 200_000;

    private readonly int _walks = Math.Max(1, OperationsPerRound / operations);
    private long _rounds;
    private long _bytes;

    /// <summary>Nanoseconds per operation in the quickest round: what it costs where nothing disturbs.</summary>
    public double Nanoseconds { get; private set; } = double.PositiveInfinity;

    /// <summary>Bytes allocated per operation, over all rounds measured.</summary>
    public double Bytes => (double)_bytes / (_rounds * _walks * operations);

    /// <summary>What the walks counted, from the first on.</summary>
    public Walked Counted { get; private set; }

    /// <summary>Measures one round.</summary>
    public void Round()
    {
        var counted = default(Walked);
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < _walks; i++) counted += walk();
        var elapsed = Stopwatch.GetElapsedTime(start);
        _bytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
        _rounds++;
        Counted += counted;
        Nanoseconds = Math.Min(Nanoseconds, elapsed.TotalNanoseconds / ((double)_walks * operations));
    }

    /// <summary>Drops what was measured while the code was still being compiled; what was counted stays.</summary>
    public void Forget()
    {
        Nanoseconds = double.PositiveInfinity;
        (_rounds, _bytes) = (0, 0);
    }
}
