using System.Diagnostics;

namespace Replication.Benchmarks.Measuring;

/// <summary>One side of a comparison: a walk that is run again and again, and what it cost.</summary>
/// <param name="walk">Walks once through the whole array.</param>
/// <param name="operations">How many operations that is.</param>
/// <param name="repeats">How many walks one round measures.</param>
internal sealed class Side(Func<long> walk, int operations, int repeats)
{
    private long _operations;
    private long _bytes;

    /// <summary>Nanoseconds per operation in the quickest round: what it costs where nothing disturbs.</summary>
    public double Nanoseconds { get; private set; } = double.PositiveInfinity;

    /// <summary>Bytes allocated per operation, over all rounds measured.</summary>
    public double Bytes => (double)_bytes / _operations;

    /// <summary>The sum of what the walks answered.</summary>
    public long Answer { get; private set; }

    public void Round()
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var answer = 0L;
        for (var i = 0; i < repeats; i++) answer += walk();
        var elapsed = Stopwatch.GetTimestamp() - start;
        _bytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
        _operations += (long)operations * repeats;
        Answer += answer;
        var nanoseconds = elapsed * 1e9 / Stopwatch.Frequency / ((double)operations * repeats);
        if (nanoseconds < Nanoseconds) Nanoseconds = nanoseconds;
    }

    public void Forget()
    {
        Nanoseconds = double.PositiveInfinity;
        (_operations, _bytes) = (0, 0);
    }
}
