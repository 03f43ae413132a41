using System.Text;

#if REPLICATION_GENERATOR // The generator draws with this very source; under a name of its own, so that the two never meet.
namespace Replication.Generator.Drawing;
#else
namespace Replication;
#endif

/// <summary>Writes graphs as Mermaid state diagrams, which Markdown can embed.</summary>
public static class MermaidGraph
{
    // Mermaid reads these words, in any case, as its own where a state could stand.
    private static readonly HashSet<string> _reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "accDescr", "accTitle", "as", "class", "classDef", "click", "default", "direction", "end", "hide", "href", "note", "scale", "state", "stateDiagram",
        "style", "title",
    };

    /// <summary>
    /// Writes a graph. The initial state comes from the start mark, terminal states lead to the end mark. The same graph gives the same text everywhere;
    /// lines end in LF.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <returns>A complete Mermaid diagram.</returns>
    public static string Write(MachineGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);

        // States that are called by their own names come first, so that none of these is taken by an invented one.
        var names = new NodeNames();
        var nodes = graph.States.OrderBy(state => !IsPlain(state.Name)).ThenBy(state => state.Index).ToDictionary(
            state => state.Index,
            state => names.Take(IsPlain(state.Name) ? state.Name : FormattableString.Invariant($"state_{state.Index}")));
        var sources = new GroupNodes(graph, group => names.Take(group is not null && IsPlain(group.Name) ? $"any_{group.Name}" : group is null ? "any_state" : "any_group"));

        var text = new StringBuilder();
        text.Append($"stateDiagram-v2\n    %% {Escaped(graph.Title)}\n");
        foreach (var state in graph.States) text.Append($"    {Declaration(nodes[state.Index], state.Name)}\n");
        foreach (var (node, group) in sources.All)
        {
            text.Append($"    state \"{string.Join("<br/>", GroupNodes.Describe(graph, group).Select(Escaped))}\" as {node}\n");
        }

        text.Append('\n');

        foreach (var state in graph.States.Where(state => state.IsInitial)) text.Append($"    [*] --> {nodes[state.Index]}\n");
        foreach (var edge in graph.Edges)
        {
            var from = edge.From is { } state ? nodes[state.Index] : sources[edge.Group];
            text.Append($"    {from} --> {nodes[edge.To.Index]} : {string.Join("<br/>", edge.Triggers.Select(Escaped))}\n");
        }

        foreach (var state in graph.States.Where(state => state.IsTerminal)) text.Append($"    {nodes[state.Index]} --> [*]\n");
        if (sources.All.Count > 0) text.Append($"\n    classDef any stroke-dasharray: 4\n    class {string.Join(",", sources.All.Select(source => source.Node))} any\n");
        return text.ToString();
    }

    private static string Declaration(string node, string name) => node == name ? node : $"state \"{Escaped(name)}\" as {node}";

    private static bool IsPlain(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && char.IsAsciiLetter(name[0]) && !_reserved.Contains(name);

    // Whatever could mean something to Mermaid, or to the Markdown around it, is written as an entity.
    private static string Escaped(string name)
    {
        var text = new StringBuilder();
        for (int i = 0, length; i < name.Length; i += length)
        {
            length = char.IsSurrogatePair(name, i) ? 2 : 1;
            int number = length == 2 ? char.ConvertToUtf32(name, i) : name[i];
            if (char.IsLetterOrDigit(name, i) || name[i] is '_' or ' ' or '.' or ',') text.Append(name, i, length);
            else text.Append(FormattableString.Invariant($"#{number};"));
        }

        return text.ToString();
    }
}
