namespace Replication;

/// <summary>
/// A machine's table as a graph to be drawn, by <see cref="DotGraph"/> or <see cref="MermaidGraph"/>. Immutable, thread-safe; every change of what is to be
/// drawn makes another graph. States stand in the order of the table, edges in the order of its rows.
/// </summary>
public sealed class MachineGraph
{
    // The name of the group a state is drawn with, by the state's index in the table; null = none.
    private readonly string?[] _groupOf;

    private MachineGraph(string name, string? part, string?[] groupOf, IReadOnlyList<GraphState> states, IReadOnlyList<GraphEdge> edges)
    {
        Name = name;
        Part = part;
        _groupOf = groupOf;
        States = states;
        Edges = edges;
    }

    /// <summary>The machine's name.</summary>
    public string Name { get; }

    /// <summary>The group whose states' edges this part of a split graph has; <see langword="null"/> = the whole graph, or the edges of no group.</summary>
    public string? Part { get; }

    /// <summary>The states, in the order of the table.</summary>
    public IReadOnlyList<GraphState> States { get; }

    /// <summary>The edges, in the order of the table's rows.</summary>
    public IReadOnlyList<GraphEdge> Edges { get; }

    /// <summary>What the drawing is called: the machine's name, and the part's where it is one.</summary>
    public string Title => Part is null ? Name : $"{Name}.{Part}";

    /// <summary>The graph of a table: every row is an edge of its own.</summary>
    /// <param name="table">The table.</param>
    public static MachineGraph From(MachineTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        GraphState[] states = [.. table.States.Select((name, index) =>
            new GraphState(index, name, table.Initial == index, table.Terminal.Contains((byte)index)))];
        string?[] groupOf = [.. states.Select(state => Narrowest(table, state.Index)?.Name)];
        var edges = table.Rows.Distinct().Select(row => new GraphEdge(states[row.State], [table.Triggers[row.Trigger]], states[row.Next]));
        return new MachineGraph(table.Name, part: null, groupOf, states, [.. edges]);
    }

    /// <summary>
    /// The graph in which a trigger that leads from every state that is not terminal to the same target is one edge from "any state". Nothing is folded that
    /// would say more than the table: a trigger that is illegal in a single one of these states stays as it is.
    /// </summary>
    /// <remarks>Edges that had been merged are single again.</remarks>
    public MachineGraph FoldAnyState()
    {
        var live = States.Where(state => !state.IsTerminal).Select(state => state.Index).ToHashSet();
        var folded = Single()
            .GroupBy(edge => (Trigger: edge.Triggers[0], To: edge.To.Index))
            .Where(group => live.Count > 1 && live.SetEquals(group.Where(edge => edge.From is not null).Select(edge => edge.From!.Value.Index)))
            .Select(group => group.Key)
            .ToHashSet();
        var edges = Single()
            .Select(edge => folded.Contains((edge.Triggers[0], edge.To.Index)) ? new GraphEdge(from: null, edge.Triggers, edge.To) : edge)
            .DistinctBy(edge => (edge.From?.Index, edge.Triggers[0], edge.To.Index));
        return With(Part, States, [.. edges]);
    }

    /// <summary>The graph in which all edges between the same two states are one edge with all their triggers.</summary>
    public MachineGraph MergeParallel() => With(Part, States, [.. Single()
        .GroupBy(edge => (From: edge.From?.Index, To: edge.To.Index))
        .Select(group => new GraphEdge(group.First().From, [.. group.Select(edge => edge.Triggers[0])], group.First().To))]);

    /// <summary>
    /// The parts of the graph: for each group the edges that leave its states, before them the edges that leave any state or a state of no group. Each edge
    /// is in exactly one part; each state is in at least one. A state of several groups belongs to the one with the fewest states, the first where equal.
    /// </summary>
    /// <returns>At least one part; the graph itself where there is nothing to split.</returns>
    public IReadOnlyList<MachineGraph> SplitByGroup()
    {
        var parts = Edges.GroupBy(PartOf).OrderBy(part => part.Key is null ? -1 : Array.IndexOf(_groupOf, part.Key)).ToList();
        if (parts.Count < 2) return [this];
        var drawn = Edges.SelectMany(Ends).ToHashSet();
        return [.. parts.Select((part, place) =>
        {
            // A state without any edge is not lost: the first part has it.
            var ends = part.SelectMany(Ends).ToHashSet();
            return With(part.Key, [.. States.Where(s => ends.Contains(s.Index) || (place == 0 && !drawn.Contains(s.Index)))], [.. part]);
        })];
    }

    private static StateGroup? Narrowest(MachineTable table, int state) =>
        table.Groups.Where(group => group.States.Contains((byte)state)).MinBy(group => group.States.Count);

    private static int[] Ends(GraphEdge edge) => edge.From is { } from ? [from.Index, edge.To.Index] : [edge.To.Index];

    private string? PartOf(GraphEdge edge) => edge.From is { } from ? _groupOf[from.Index] : null;

    private IEnumerable<GraphEdge> Single() =>
        from edge in Edges
        from trigger in edge.Triggers
        select new GraphEdge(edge.From, [trigger], edge.To);

    private MachineGraph With(string? part, IReadOnlyList<GraphState> states, IReadOnlyList<GraphEdge> edges) => new(Name, part, _groupOf, states, edges);
}
