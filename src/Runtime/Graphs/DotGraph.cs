using System.Text;

#if REPLICATION_GENERATOR // The generator draws with this very source; under a name of its own, so that the two never meet.
namespace Replication.Generator.Drawing;
#else
namespace Replication;
#endif

/// <summary>Writes graphs in DOT, the language of Graphviz.</summary>
public static class DotGraph
{
    private const string Font = "fontname=\"Helvetica,Arial,sans-serif\"";

    /// <summary>
    /// Writes a graph. The initial state has a dot before it, terminal states a double border; dashed nodes are groups, with who is in them. In a part of a
    /// graph that was split, states of the other parts are pale. The same graph gives the same text everywhere; lines end in LF.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <returns>A complete DOT file.</returns>
    public static string Write(MachineGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var names = new NodeNames();
        var nodes = graph.States.ToDictionary(state => state.Index, state => names.Take(Escaped(state.Name)));
        var back = new WaysBack(graph);
        var sources = new GroupNodes(graph, group => names.Take(group is null ? "(any state)" : Escaped($"(any {group.Name})")));
        var title = Escaped(graph.Title);

        var text = new StringBuilder();
        text.Append($"digraph {Quoted(title)} {{\n");
        // Graphviz looks for few crossings four times as long as it would.
        text.Append($"    graph [label={Quoted(title + "\\n ")}, labelloc=t, nodesep=0.4, ranksep=0.5, pad=0.2, mclimit=4, {Font}, fontsize=16]\n");
        text.Append("    node [shape=box, style=\"rounded,filled\", color=\"#33475b\", fillcolor=\"#eef3f9\", fontcolor=\"#1c2733\",\n");
        text.Append($"        height=0.4, margin=\"0.2,0.08\", {Font}, fontsize=12]\n");
        text.Append($"    edge [arrowsize=0.7, color=\"#5b6b7b\", fontcolor=\"#33475b\", {Font}, fontsize=10]\n\n");

        foreach (var state in graph.States) text.Append($"    {Quoted(nodes[state.Index])}{Attributes(graph, state, nodes[state.Index])}\n");
        foreach (var (node, group) in sources.All)
        {
            var label = string.Join("\\n", GroupNodes.Describe(graph, group).Select(Escaped));
            text.Append($"    {Quoted(node)} [label={Quoted(label)}, style=\"rounded,dashed\", fontsize=10]\n");
        }

        text.Append('\n');
        foreach (var state in graph.States.Where(state => state.IsInitial))
        {
            var start = Quoted(names.Take("(start)"));
            text.Append($"    {start} [shape=point, width=0.12, fillcolor=\"#33475b\"]\n");
            text.Append($"    {start} -> {Quoted(nodes[state.Index])}\n");
        }

        foreach (var edge in graph.Edges)
        {
            var from = edge.From is { } state ? nodes[state.Index] : sources[edge.Group];
            text.Append($"    {Quoted(from)} -> {Quoted(nodes[edge.To.Index])} [label={Quoted(Label(edge))}{Ports(graph, back, edge)}]\n");
        }

        return text.Append("}\n").ToString();
    }

    // The spaces keep a label off its line; several triggers stand flush left, below each other, where SVG drops a space that may break.
    private static string Label(GraphEdge edge) => edge.Triggers.Count == 1
        ? $" {Escaped(edge.Triggers[0])} "
        : string.Concat(edge.Triggers.Select(trigger => $"&nbsp;{Escaped(trigger)} \\l"));

    // A loop is drawn on the right, where space is kept for it. Below a state that has only ways back besides it is not crossed by them, and nothing else
    // leaves there; below any other it would lie on the labels of what does.
    private static string Ports(MachineGraph graph, WaysBack back, GraphEdge edge)
    {
        if (edge.From?.Index != edge.To.Index) return "";
        var others = graph.Edges.Where(other => other.From?.Index == edge.To.Index && other.To.Index != edge.To.Index).ToList();
        return others.Count > 0 && others.TrueForAll(back.Has) ? ", tailport=s, headport=s" : "";
    }

    private static string Attributes(MachineGraph graph, GraphState state, string node)
    {
        var label = Escaped(state.Name);
        var attributes = new List<string>();
        if (label != node || !label.All(c => char.IsLetterOrDigit(c) || c == '_')) attributes.Add($"label={Quoted(label)}");
        if (state.IsTerminal) attributes.Add("peripheries=2");
        if (graph.IsOfOtherPart(state)) attributes.Add("color=\"#9aa8b5\", fillcolor=white, fontcolor=\"#5b6b7b\"");
        return attributes.Count == 0 ? "" : $" [{string.Join(", ", attributes)}]";
    }

    // A label is read twice, first as a quoted string, then as text with escapes (\n, \N) and entities (&lt;). This is for the second reading.
    private static string Escaped(string name) => name
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("\r", "", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    // A quoted string keeps its backslashes in pairs, so only the quote itself is left to escape. Quoting also frees the keywords: node, edge, graph.
    private static string Quoted(string escaped) => $"\"{escaped.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
