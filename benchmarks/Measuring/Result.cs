namespace Replication.Benchmarks.Measuring;

/// <summary>A comparison's outcome in one process.</summary>
/// <param name="Name">What was compared.</param>
/// <param name="Ours">Nanoseconds per operation of the generated side.</param>
/// <param name="Theirs">Nanoseconds per operation of the other side.</param>
/// <param name="Ratio">What the first is of the second: the median of neighbouring rounds.</param>
/// <param name="Bytes">Bytes per operation of the generated side.</param>
/// <param name="Bar">The most that <paramref name="Ratio"/> may be.</param>
internal sealed record Result(string Name, double Ours, double Theirs, double Ratio, double Bytes, double Bar);
