using CsCheck;
using Replication.Generator.Tests.Harness;

namespace Replication.Tests;

public sealed class CultureTests
{
    private static readonly MachineTable Door = new("Door", ["Open", "Closed"], ["Close", "Lock"], [new(0, 0, 1), new(1, 1, 1)]);

    private enum Why
    {
        TooLate = 3,
    }

    /// <summary>Facts are written late, by whoever reads the rejection, and large ones at once, by whoever refuses.</summary>
    [Fact]
    public void A_rejection_asks_no_culture()
    {
        static string[] Written() =>
        [
            Why.TooLate.Because(-7, -1.5).ToString(),
            Why.TooLate.Because(-1.5m, -1234567.5m).In(Door, 1, 1).ToString(),
            Why.TooLate.Because(TimeSpan.FromSeconds(-1.5), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)).ToString(),
            Rejection<Why>.Illegal(Door, state: 0, trigger: 1).ToString(),
        ];

        Assert.Equal(
            [
                "TooLate: presented -7, what stands is -1.5.",
                "TooLate: presented -1.5, what stands is -1234567.5 (Lock in state Closed; legal here: Lock).",
                "TooLate: presented -00:00:01.5000000, what stands is 01/02/2026 03:04:05 +00:00.",
                "illegal: Lock has no row in state Open, where Close would be legal.",
            ],
            UnaskedCulture.Run(Written));
    }

    [Fact]
    public void Drawings_and_the_coverage_of_a_table_ask_no_culture() => Graphs.Tables.Any.Sample(table =>
    {
        var graph = MachineGraph.From(table).FoldAnyState().MergeParallel();
        string[] Written() => [DotGraph.Write(graph), MermaidGraph.Write(graph), CoverageMatrix.Write(table)];

        Assert.Equal(Written(), UnaskedCulture.Run(Written));
    });

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void What_is_wrong_with_a_snapshot_is_said_without_asking_a_culture(int version)
    {
        var snapshot = new MachineSnapshot { Machine = "Door", Version = version, State = "Open" };

        var fault = UnaskedCulture.Run(() =>
        {
            Assert.False(snapshot.TryBring(Door, 2, null, out _, out _, out var fault));
            return fault;
        });

        Assert.Contains(version < 0 ? "version -1;" : "version 3,", fault.Message, StringComparison.Ordinal);
    }
}
