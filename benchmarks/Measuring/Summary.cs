using System.Globalization;

namespace Replication.Benchmarks.Measuring;

/// <summary>A comparison's outcome in several processes.</summary>
/// <param name="results">One of each, all of the same comparison.</param>
internal sealed class Summary(IReadOnlyList<Result> results)
{
    private readonly double[] _ratios = [.. results.Select(result => result.Ratio).Order()];

    public static string Header => "| work | generated | by hand | ratio | least-most | bar | B/op | |\n|---|--:|--:|--:|--:|--:|--:|---|";

    /// <summary>Whether the bar is met: quick enough, and nothing allocated.</summary>
    public bool IsMet => Ratio <= results[0].Bar && Bytes == 0;

    private double Ratio => _ratios[_ratios.Length / 2];

    private double Bytes => results.Max(result => result.Bytes);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {results[0].Name} | {results.Min(result => result.Ours):F2} ns | {results.Min(result => result.Theirs):F2} ns | {Ratio:F3} "
        + $"| {_ratios[0]:F3}-{_ratios[^1]:F3} | ≤ {results[0].Bar} | {Bytes:0.##} | {(IsMet ? "met" : "MISSED")} |");
}
