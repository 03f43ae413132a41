using System.Globalization;
using Replication.Oracle.Tests.Drive;

namespace Replication.Oracle.Tests.Run;

/// <summary>How much was tried, and what came of it.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public int Tables { get; set; }

    public int Walks { get; set; }

    public long Steps { get; set; }

    public IEnumerable<string> Seen => _counts.Keys;

    public void Count(string door, AnswerKind kind)
    {
        var key = $"{door} {kind}";
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
    }

    public override string ToString()
    {
        var counts = _counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key} {count.Value}"));
        return string.Create(CultureInfo.InvariantCulture, $"{Tables} tables, {Walks} walks, {Steps} steps: {string.Join(", ", counts)}");
    }
}
