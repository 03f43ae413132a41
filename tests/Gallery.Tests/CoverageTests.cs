using System.Text;
using Replication.Tests.Shared;

namespace Replication.Gallery.Tests;

/// <summary>The tables as text, groups expanded, so that a change of one shows in review row by row.</summary>
public sealed class CoverageTests
{
    public static IReadOnlyList<MachineTable> Tables { get; } =
        [TcpConnection.Definition, FollowerProgress.Definition, DrbdConnection.Definition, FailoverNode.Definition];

    [Fact]
    public void The_tables_are_as_large_as_their_sources_say() => Assert.Equal(
        ["TcpConnection 11 12 61", "FollowerProgress 3 7 15", "DrbdConnection 24 27 145", "FailoverNode 21 27 96"],
        Tables.Select(table => $"{table.Name} {table.States.Count} {table.Triggers.Count} {table.Rows.Count}"));

    /// <summary>As its source counts, where "any state to dropped" is one.</summary>
    [Fact]
    public void The_failover_node_has_77_transitions()
    {
        var table = FailoverNode.Definition;
        var single = table.Rows.Where(row => table.Triggers[row.Trigger] != "Drop").Select(row => (row.State, row.Next)).Distinct();
        Assert.Equal(77, single.Count() + 1);
    }

    [Fact]
    public void The_rows_are_those_that_were_accepted() => CheckedIn.AreCurrent(
        typeof(CoverageTests), "tests/Gallery.Tests/Golden", [".txt"], Tables.ToDictionary(table => table.Name + ".txt", Text));

    private static string Text(MachineTable table)
    {
        var text = new StringBuilder();
        text.Append($"{table.Name}: {table.States.Count} states, {table.Triggers.Count} triggers, {table.Rows.Count} rows\n");
        for (var state = 0; state < table.States.Count; state++)
        {
            text.Append($"\n{table.States[state]}{(table.Initial == state ? " (initial)" : "")}\n");
            foreach (var cell in table.Rows.Where(row => row.State == state).GroupBy(row => row.Trigger))
            {
                text.Append($"    {table.Triggers[cell.Key]} -> {string.Join(" | ", cell.Select(row => table.States[row.Next]))}\n");
            }
        }

        return text.ToString();
    }
}
