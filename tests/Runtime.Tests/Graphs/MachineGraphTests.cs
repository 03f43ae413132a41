using CsCheck;

namespace Replication.Tests.Graphs;

public sealed class MachineGraphTests
{
    [Fact]
    public void Every_row_of_a_table_is_one_edge_in_the_order_of_the_rows() => Assert.Equal(
        [
            "Queued -Begin-> Running", "Running -Step-> Running", "Running -Finish-> Done", "Running -Skip-> Done", "Queued -Stop-> Stopped",
            "Running -Stop-> Stopped",
        ],
        Edges(MachineGraph.From(Tables.Job)));

    [Fact]
    public void States_say_where_a_machine_starts_and_where_it_ends() => Assert.Equal(
        [
            new GraphState(0, "Queued", IsInitial: true, IsTerminal: false), new GraphState(1, "Running", IsInitial: false, IsTerminal: false),
            new GraphState(2, "Done", IsInitial: false, IsTerminal: true), new GraphState(3, "Stopped", IsInitial: false, IsTerminal: true),
        ],
        MachineGraph.From(Tables.Job).States);

    [Fact]
    public void A_table_that_declares_terminal_states_is_taken_at_its_word()
    {
        var table = new MachineTable("M", ["A", "B", "C"], ["T"], [new TableRow(0, 0, 1), new TableRow(0, 0, 2)], terminal: [2]);
        Assert.Equal([false, false, true], MachineGraph.From(table).States.Select(state => state.IsTerminal));
    }

    [Fact]
    public void A_table_that_does_not_say_where_it_starts_has_no_initial_state() =>
        Assert.DoesNotContain(MachineGraph.From(Tables.Table("M", initial: null, [("A", "T", "B")])).States, state => state.IsInitial);

    [Fact]
    public void What_leads_from_every_live_state_to_the_same_target_is_folded_into_one_edge() => Assert.Equal(
        ["Queued -Begin-> Running", "Running -Step-> Running", "Running -Finish-> Done", "Running -Skip-> Done", "any -Stop-> Stopped"],
        Edges(MachineGraph.From(Tables.Job).FoldAnyState()));

    /// <summary>"Any state" would say that the trigger is legal in C too.</summary>
    [Fact]
    public void A_trigger_that_one_live_state_does_not_know_is_not_folded()
    {
        var graph = MachineGraph.From(Tables.Table("M", "A", [("A", "Stop", "End"), ("B", "Stop", "End"), ("C", "Go", "End"), ("A", "Go", "B"), ("B", "Go", "C")]));
        Assert.Equal(Edges(graph), Edges(graph.FoldAnyState()));
    }

    [Fact]
    public void A_trigger_that_leads_to_different_targets_is_not_folded()
    {
        var graph = MachineGraph.From(Tables.Table("M", "A", [("A", "Stop", "B"), ("B", "Stop", "C")]));
        Assert.Equal(Edges(graph), Edges(graph.FoldAnyState()));
    }

    [Fact]
    public void A_machine_with_a_single_live_state_has_nothing_to_fold()
    {
        var graph = MachineGraph.From(Tables.Table("M", "A", [("A", "Stop", "B")]));
        Assert.Equal(["A -Stop-> B"], Edges(graph.FoldAnyState()));
    }

    /// <summary>A machine that never ends: its every state may be the target itself.</summary>
    [Fact]
    public void A_target_that_leads_to_itself_is_any_state_too()
    {
        var graph = MachineGraph.From(Tables.Table("M", "A", [("A", "Reset", "A"), ("B", "Reset", "A"), ("A", "Go", "B")]));
        Assert.Equal(["any -Reset-> A", "A -Go-> B"], Edges(graph.FoldAnyState()));
    }

    [Fact]
    public void One_outcome_of_a_branch_may_be_folded_and_the_other_not()
    {
        var graph = MachineGraph.From(Tables.Table("M", "A", [("A", "T", "End"), ("A", "T", "B"), ("B", "T", "End")]));
        Assert.Equal(["any -T-> End", "A -T-> B"], Edges(graph.FoldAnyState()));
    }

    [Fact]
    public void What_leads_from_every_state_of_a_group_is_folded_into_one_edge_of_the_group() => Assert.Equal(
        [
            "Docked -Leave-> Sailing", "Sailing -Run-> Racing", "any IFast -Reef-> Drifting", "any IFast -Strike-> Drifting", "any IAfloat -Moor-> Docked",
        ],
        Edges(MachineGraph.From(Tables.Fleet).Fold()));

    /// <summary>The group would have to be drawn for a single edge less.</summary>
    [Fact]
    public void A_group_that_saves_a_single_edge_is_not_folded()
    {
        var graph = MachineGraph.From(Tables.Table(
            "M", "A", [("A", "Stop", "End"), ("B", "Stop", "End"), ("A", "Go", "B"), ("C", "Go", "A"), ("B", "Go", "C")], ("IBoth", ["A", "B"])));
        Assert.Equal(Edges(graph), Edges(graph.Fold()));
    }

    [Fact]
    public void An_edge_of_a_group_is_in_the_part_of_that_group()
    {
        var parts = MachineGraph.From(Tables.Fleet).Fold().SplitByGroup();
        Assert.Equal(["Fleet", "Fleet.IAfloat", "Fleet.IFast"], parts.Select(part => part.Title));
        Assert.Equal(["any IAfloat -Moor-> Docked"], Edges(parts[1]));
    }

    [Fact]
    public void Parallel_edges_are_merged_into_one_with_all_their_triggers() => Assert.Equal(
        ["Queued -Begin-> Running", "Running -Step-> Running", "Running -Finish,Skip-> Done", "any -Stop-> Stopped"],
        Edges(MachineGraph.From(Tables.Job).FoldAnyState().MergeParallel()));

    [Fact]
    public void A_state_of_several_groups_is_drawn_with_the_narrowest()
    {
        var parts = MachineGraph.From(Tables.Job).SplitByGroup();
        Assert.Equal(["Job.ILive", "Job.IActive"], parts.Select(part => part.Title));
        Assert.Equal(["Queued -Begin-> Running", "Queued -Stop-> Stopped"], Edges(parts[0]));
        Assert.Equal(["Queued", "Running", "Stopped"], parts[0].States.Select(state => state.Name));
    }

    [Fact]
    public void What_leaves_any_state_is_a_part_of_its_own_before_the_groups()
    {
        var parts = MachineGraph.From(Tables.Job).FoldAnyState().SplitByGroup();
        Assert.Equal(["Job", "Job.ILive", "Job.IActive"], parts.Select(part => part.Title));
        Assert.Equal(["any -Stop-> Stopped"], Edges(parts[0]));
    }

    [Fact]
    public void A_machine_whose_edges_all_leave_one_group_is_not_split()
    {
        var graph = MachineGraph.From(Tables.Table("M", "A", [("A", "T", "B"), ("B", "T", "A")], ("IAll", ["A", "B"])));
        Assert.Same(graph, Assert.Single(graph.SplitByGroup()));
    }

    [Fact]
    public void However_a_table_is_split_each_edge_is_in_exactly_one_part_and_no_state_is_lost() => Tables.Any.Sample(table =>
    {
        foreach (var graph in Variants(table))
        {
            var parts = graph.SplitByGroup();
            Assert.Equal(Edges(graph).Order(StringComparer.Ordinal), parts.SelectMany(Edges).Order(StringComparer.Ordinal));
            Assert.Equal(graph.States, parts.SelectMany(part => part.States).Distinct().OrderBy(state => state.Index));
            Assert.All(parts, part => Assert.All(part.Edges, edge => Assert.Contains(edge.To, part.States)));
            Assert.All(parts, part => Assert.All(part.Edges, edge => Assert.True(edge.From is not { } from || part.States.Contains(from))));
            Assert.Equal(parts.Count, parts.Select(part => part.Title).Distinct().Count());
        }
    });

    /// <summary>Unfolded and taken apart again, a drawing is the table's rows: no more, no less.</summary>
    [Fact]
    public void However_a_table_is_folded_and_merged_it_says_what_the_rows_say() => Tables.Any.Sample(table =>
    {
        var rows = table.Rows.Distinct().Select(row => $"{table.States[row.State]} -{table.Triggers[row.Trigger]}-> {table.States[row.Next]}").ToHashSet();
        foreach (var graph in Variants(table))
        {
            var said = from edge in graph.Edges
                       from source in edge.From is { } one ? [one] : graph.States.Where(state => !state.IsTerminal && edge.Group?.States.Contains((byte)state.Index) != false)
                       from trigger in edge.Triggers
                       select $"{source.Name} -{trigger}-> {edge.To.Name}";
            Assert.Equal(rows.Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
        }
    });

    private static IEnumerable<MachineGraph> Variants(MachineTable table)
    {
        var graph = MachineGraph.From(table);
        return [graph, graph.FoldAnyState(), graph.Fold(), graph.MergeParallel(), graph.FoldAnyState().MergeParallel(), graph.Fold().MergeParallel()];
    }

    private static IEnumerable<string> Edges(MachineGraph graph) =>
        graph.Edges.Select(edge => $"{edge.From?.Name ?? (edge.Group is null ? "any" : $"any {edge.Group.Name}")} -{string.Join(',', edge.Triggers)}-> {edge.To.Name}");
}
