using System.Globalization;
using CsCheck;

namespace Replication.Tests.Coverage;

public sealed class CoverageMatrixTests
{
    private static readonly MachineTable _door = new(
        "Door",
        ["Closed", "Opened", "Broken"],
        ["Open", "Close", "Smash"],
        [new(0, 0, 1, "IsFree"), new(0, 0, 0), new(1, 1, 0), new(0, 2, 2), new(1, 2, 2), new(1, 2, 1)],
        initial: 0,
        terminal: [2],
        groups: null,
        illegal: [new(1, 0)]);

    [Fact]
    public void Each_cell_says_what_becomes_of_it_and_the_columns_are_aligned() => Assert.StartsWith(
        """
        # Door

        9 cells of 3 states and 3 triggers: 4 handled, 1 declared illegal, 1 undeclared, 3 of terminal states.

        | state             | Open                     | Close  | Smash          |
        |-------------------|--------------------------|--------|----------------|
        | Closed (initial)  | Opened if IsFree, Closed | ?      | Broken         |
        | Opened            | illegal                  | Closed | Broken, Opened |
        | Broken (terminal) |                          |        |                |

        """.ReplaceLineEndings("\n"),
        CoverageMatrix.Write(_door),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("a|b", "a&#124;b")]
    [InlineData("_a_b_", "&#95;a_b&#95;")]
    [InlineData("<b>", "&#60;b&#62;")]
    [InlineData("*a*", "&#42;a&#42;")]
    [InlineData("a\nb", "a&#10;b")]
    [InlineData("Straße", "Straße")]
    public void Names_are_escaped(string name, string escaped)
    {
        var text = CoverageMatrix.Write(new MachineTable(name, [name], [name], [new(0, 0, 0)]));

        Assert.StartsWith($"# {escaped}\n", text, StringComparison.Ordinal);
        Assert.Contains($"\n| state{new string(' ', escaped.Length - 5)} | {escaped} |\n", text, StringComparison.Ordinal);
        Assert.EndsWith($"| {escaped} | {escaped} |", text.Split('\n')[6], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cell_is_counted_once_and_every_line_is_as_long_as_the_others() => Graphs.Tables.Any.Sample(table =>
    {
        var text = CoverageMatrix.Write(table);
        var lines = text.Split('\n');
        var grid = lines.Where(line => line.StartsWith('|')).ToList();
        var counts = System.Text.RegularExpressions.Regex.Matches(lines[2], "[0-9]+").Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture)).ToList();

        Assert.DoesNotContain('\r', text);
        Assert.Equal(table.States.Count + 2, grid.Count);
        Assert.Single(grid.Select(line => line.Length).Distinct());
        Assert.Equal(table.States.Count * table.Triggers.Count, counts[0]);
        Assert.Equal(counts[0], counts[3..].Sum());
        Assert.Equal(table.Rows.DistinctBy(row => (row.State, row.Trigger)).Count(), counts[3]);
    });
}
