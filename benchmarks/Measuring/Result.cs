using System.Globalization;

namespace Replication.Benchmarks.Measuring;

/// <summary>A comparison's outcome.</summary>
/// <param name="Name">What was compared.</param>
/// <param name="Ours">Nanoseconds per operation of the generated side.</param>
/// <param name="Theirs">Nanoseconds per operation of the other side.</param>
/// <param name="Ratio">What the first is of the second: the median of neighbouring rounds.</param>
/// <param name="Bytes">Bytes per operation of the generated side.</param>
/// <param name="Bar">The most that <paramref name="Ratio"/> may be.</param>
internal sealed record Result(string Name, double Ours, double Theirs, double Ratio, double Bytes, double Bar)
{
    public static string Header => "| work | generated | by hand | ratio | bar | B/op | |\n|---|--:|--:|--:|--:|--:|---|";

    /// <summary>Whether the bar is met: quick enough, and nothing allocated.</summary>
    public bool IsMet => Ratio <= Bar && Bytes == 0;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Name} | {Ours:F2} ns | {Theirs:F2} ns | {Ratio:F3} | ≤ {Bar} | {Bytes:0.##} | {(IsMet ? "met" : "MISSED")} |");
}
