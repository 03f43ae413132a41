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
    /// Writes a graph. The initial state has a dot before it, terminal states a double border. The same graph gives the same text everywhere; lines end in LF.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <returns>A complete DOT file.</returns>
    public static string Write(MachineGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var names = new NodeNames();
        var nodes = graph.States.ToDictionary(state => state.Index, state => names.Take(Escaped(state.Name)));
        var title = Escaped(graph.Title);

        var text = new StringBuilder();
        text.Append($"digraph {Quoted(title)} {{\n");
        text.Append($"    graph [label={Quoted(title + "\\n ")}, labelloc=t, nodesep=0.5, ranksep=0.55, pad=0.2, {Font}, fontsize=15]\n");
        text.Append($"    node [shape=box, style=rounded, height=0.4, margin=\"0.2,0.08\", {Font}, fontsize=12]\n");
        text.Append($"    edge [arrowsize=0.7, {Font}, fontsize=10]\n\n");

        foreach (var state in graph.States) text.Append($"    {Quoted(nodes[state.Index])}{Attributes(state, nodes[state.Index])}\n");
        var anyState = names.Take("(any state)");
        if (graph.Edges.Any(edge => edge.From is null)) text.Append($"    {Quoted(anyState)} [label=\"any state\", style=\"rounded,dashed\"]\n");
        text.Append('\n');

        foreach (var state in graph.States.Where(state => state.IsInitial))
        {
            var start = Quoted(names.Take("(start)"));
            text.Append($"    {start} [shape=point, width=0.12]\n");
            text.Append($"    {start} -> {Quoted(nodes[state.Index])}\n");
        }

        foreach (var edge in graph.Edges)
        {
            var from = edge.From is { } state ? nodes[state.Index] : anyState;
            var label = string.Join("\\n", edge.Triggers.Select(trigger => $" {Escaped(trigger)} ")); // The spaces keep it off the line.
            text.Append($"    {Quoted(from)} -> {Quoted(nodes[edge.To.Index])} [label={Quoted(label)}]\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string Attributes(GraphState state, string node)
    {
        var label = Escaped(state.Name);
        var attributes = new List<string>();
        if (label != node || !label.All(c => char.IsLetterOrDigit(c) || c == '_')) attributes.Add($"label={Quoted(label)}");
        if (state.IsTerminal) attributes.Add("peripheries=2");
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
