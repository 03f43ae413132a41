using System.Diagnostics;

namespace Replication.Benchmarks.Measuring;

/// <summary>Two sides that do the same work, measured in turns.</summary>
/// <remarks>
/// Rounds of both sides alternate, each pair gives a ratio, and the median of them counts: on a machine that others use too, its speed changes from one
/// moment to the next, but it is the same for two neighbouring rounds, and a round that was interrupted spoils one pair only. That is why this is not
/// BenchmarkDotNet, which measures one case after the other. The nanoseconds shown are those of the quickest round of each side.
/// </remarks>
internal static class Comparison
{
    private static readonly TimeSpan _warm = TimeSpan.FromSeconds(0.8);
    private static readonly TimeSpan _measured = TimeSpan.FromSeconds(1);

    // A round is short enough to fall between two time slices of others, and long enough for the clock.
    private static readonly TimeSpan _round = TimeSpan.FromMilliseconds(0.5);

    /// <summary>Measures and compares.</summary>
    /// <typeparam name="TOurs">The generated side.</typeparam>
    /// <typeparam name="TTheirs">The other side.</typeparam>
    /// <param name="name">What is compared.</param>
    /// <param name="bar">How much of the other side's time the generated side may take.</param>
    /// <param name="operations">How many operations one walk is.</param>
    /// <param name="ours">The generated side: its machine, its walk, and what it left behind.</param>
    /// <param name="theirs">The other side.</param>
    /// <exception cref="InvalidOperationException">The sides did not do the same.</exception>
    public static Result Run<TOurs, TTheirs>(string name, double bar, int operations, Walker<TOurs> ours, Walker<TTheirs> theirs)
    {
        var left = new Side(() => ours.Walk(ours.Subject), operations);
        var right = new Side(() => theirs.Walk(theirs.Subject), operations);

        var walks = Warm(left, right);
        left.Forget();
        right.Forget();
        var ratios = Rounds(left, right, walks);
        Demand(name, left.Counted == right.Counted, left.Counted, right.Counted);
        Demand(name, Equals(ours.Left(ours.Subject), theirs.Left(theirs.Subject)), ours.Left(ours.Subject), theirs.Left(theirs.Subject));
        return new Result(name, left.Nanoseconds, right.Nanoseconds, ratios[ratios.Count / 2], left.Bytes, bar);
    }

    // Until tiered compilation has seen both sides often enough to be done with them. How many walks fill a round is found by doubling, and not from the
    // time of one walk, which can be less than the clock can tell.
    private static int Warm(Side left, Side right)
    {
        var walks = 1;
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < _warm)
        {
            var (ours, theirs) = (left.Round(walks), right.Round(walks));
            if (ours < _round && theirs < _round) walks *= 2;
        }

        return walks;
    }

    // The ratios of neighbouring rounds, in order of size.
    private static List<double> Rounds(Side left, Side right, int walks)
    {
        List<double> ratios = [];
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < _measured) ratios.Add(left.Round(walks) / right.Round(walks));
        ratios.Sort();
        return ratios;
    }

    private static void Demand(string name, bool isSame, object? left, object? right)
    {
        if (!isSame) throw new InvalidOperationException($"{name}: the sides did not do the same. Generated: {left}; the other: {right}.");
    }
}
