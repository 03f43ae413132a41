#if REPLICATION_GENERATOR // The generator draws with this very source; under a name of its own, so that the two never meet.
namespace Replication.Generator.Drawing;
#else
namespace Replication;
#endif

/// <summary>
/// A machine's table as a graph to be drawn, by <see cref="DotGraph"/> or <see cref="MermaidGraph"/>. Immutable, thread-safe; every change of what is to be
/// drawn makes another graph. States stand in the order of the table, edges in the order of its rows.
/// </summary>
public sealed class MachineGraph
{
    // A group has to be drawn where its edges are folded; that is clearer only where it saves as many edges as this.
    private const int FewestSaved = 2;

    private readonly IReadOnlyList<StateGroup> _groups;

    private MachineGraph(
        string name,
        string? part,
        IReadOnlyList<StateGroup> groups,
        IReadOnlyList<GraphState> allStates,
        IReadOnlyList<GraphState> states,
        IReadOnlyList<GraphEdge> edges)
    {
        Name = name;
        Part = part;
        _groups = groups;
        AllStates = allStates;
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

    /// <summary>The states of the machine, also those that a part of its graph does not show.</summary>
    internal IReadOnlyList<GraphState> AllStates { get; }

    /// <summary>What the drawing is called: the machine's name, and the part's where it is one.</summary>
    public string Title => Part is null ? Name : $"{Name}.{Part}";

    /// <summary>The graph of a table: every row is an edge of its own.</summary>
    /// <param name="table">The table.</param>
    public static MachineGraph From(MachineTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        GraphState[] states = [.. table.States.Select((name, index) =>
            new GraphState(index, name, table.Initial == index, table.Terminal.Contains((byte)index)))];
        var edges = table.Rows.Distinct().Select(row => new GraphEdge(states[row.State], group: null, [Label(table, row)], states[row.Next]));
        return new MachineGraph(table.Name, part: null, table.Groups, states, states, [.. edges]);
    }

    /// <summary>
    /// The graph in which a trigger that leads from every state that is not terminal to the same target is one edge from "any state". Nothing is folded that
    /// would say more than the table: a trigger that is illegal in a single one of these states stays as it is.
    /// </summary>
    /// <remarks>Edges that had been merged are single again.</remarks>
    public MachineGraph FoldAnyState() => Fold(group: null, fewestSaved: 1);

    /// <summary>
    /// The graph in which what leads from every state to the same target is one edge, as <see cref="FoldAnyState"/> has it, and after that likewise what leads
    /// from every state of a group, the largest group first, where that makes the graph smaller by two edges or more.
    /// </summary>
    /// <remarks>Edges that had been merged are single again.</remarks>
    public MachineGraph Fold() => _groups
        .OrderByDescending(group => Live(group).Count)
        .Aggregate(FoldAnyState(), (graph, group) => graph.Fold(group, FewestSaved));

    /// <summary>The graph in which all edges between the same two states are one edge with all their triggers.</summary>
    public MachineGraph MergeParallel() => With(Part, States, [.. Single()
        .GroupBy(edge => (From: edge.From?.Index, edge.Group, To: edge.To.Index))
        .Select(same => new GraphEdge(same.First().From, same.Key.Group, [.. same.Select(edge => edge.Triggers[0])], same.First().To))]);

    /// <summary>
    /// The parts of the graph: for each group the edges that leave its states, before them the edges that leave any state or a state of no group. Each edge
    /// is in exactly one part; each state is in at least one. A state of several groups belongs to the one with the fewest states, the first where equal.
    /// </summary>
    /// <returns>At least one part; the graph itself where there is nothing to split.</returns>
    public IReadOnlyList<MachineGraph> SplitByGroup()
    {
        var parts = Edges.GroupBy(PartOf).OrderBy(part => part.Key is null ? -1 : part.Key.States.Min()).ThenByDescending(part => part.Key?.States.Count).ToList();
        if (parts.Count < 2) return [this];
        var drawn = Edges.SelectMany(Ends).ToHashSet();
        return [.. parts.Select((part, place) =>
        {
            // A state without any edge is not lost: the first part has it.
            var ends = part.SelectMany(Ends).ToHashSet();
            return With(part.Key?.Name, [.. States.Where(s => ends.Contains(s.Index) || (place == 0 && !drawn.Contains(s.Index)))], [.. part]);
        })];
    }

    /// <summary>Whether this is a part of a graph, and a state's ways out belong to another one.</summary>
    /// <param name="state">The state.</param>
    internal bool IsOfOtherPart(GraphState state) => States.Count < AllStates.Count && !state.IsTerminal && Narrowest(state)?.Name != Part;

    private static string Label(MachineTable table, TableRow row) =>
        table.Triggers[row.Trigger] + (row.Guard is null ? "" : $" [{row.Guard}]");

    private static int[] Ends(GraphEdge edge) => edge.From is { } from ? [from.Index, edge.To.Index] : [edge.To.Index];

    private HashSet<int> Live(StateGroup? group) => States
        .Where(state => !state.IsTerminal && group?.States.Contains((byte)state.Index) != false)
        .Select(state => state.Index)
        .ToHashSet();

    private MachineGraph Fold(StateGroup? group, int fewestSaved)
    {
        var live = Live(group);
        var folded = Single()
            .Where(edge => edge.From is { } from && live.Contains(from.Index))
            .GroupBy(edge => (Trigger: edge.Triggers[0], To: edge.To.Index))
            .Where(same => same.Count() == live.Count)
            .Select(same => same.Key)
            .ToHashSet();
        if (folded.Count * (live.Count - 1) < fewestSaved) return this;
        var edges = Single()
            .Select(edge => edge.From is { } from && live.Contains(from.Index) && folded.Contains((edge.Triggers[0], edge.To.Index))
                ? new GraphEdge(from: null, group, edge.Triggers, edge.To)
                : edge)
            .DistinctBy(edge => (edge.From?.Index, edge.Group, edge.Triggers[0], edge.To.Index));
        return With(Part, States, [.. edges]);
    }

    private StateGroup? PartOf(GraphEdge edge) => edge.From is { } from ? Narrowest(from) : edge.Group;

    private StateGroup? Narrowest(GraphState state) => _groups.Where(group => group.States.Contains((byte)state.Index)).MinBy(group => group.States.Count);

    private IEnumerable<GraphEdge> Single() =>
        from edge in Edges
        from trigger in edge.Triggers
        select new GraphEdge(edge.From, edge.Group, [trigger], edge.To);

    private MachineGraph With(string? part, IReadOnlyList<GraphState> states, IReadOnlyList<GraphEdge> edges) => new(Name, part, _groups, AllStates, states, edges);
}
