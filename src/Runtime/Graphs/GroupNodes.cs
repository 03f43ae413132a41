#if REPLICATION_GENERATOR // The generator draws with this very source; under a name of its own, so that the two never meet.
namespace Replication.Generator.Drawing;
#else
namespace Replication;
#endif

/// <summary>The nodes of one drawing that stand for several states: any state, and any state of a group.</summary>
internal sealed class GroupNodes
{
    // How wide a line of names may be, in characters, and how many lines there may be.
    private const int Width = 36;
    private const int MostLines = 4;

    private readonly List<(string Node, StateGroup? Group)> _nodes = [];

    /// <summary>Finds the nodes of a graph, in the order of its edges.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">Names the node of a group, or of any state.</param>
    public GroupNodes(MachineGraph graph, Func<StateGroup?, string> name)
    {
        foreach (var edge in graph.Edges.Where(edge => edge.From is null))
        {
            if (!_nodes.Exists(node => node.Group == edge.Group)) _nodes.Add((name(edge.Group), edge.Group));
        }
    }

    /// <summary>Each node and what it stands for.</summary>
    public IReadOnlyList<(string Node, StateGroup? Group)> All => _nodes;

    /// <summary>The node of a group, or of any state.</summary>
    public string this[StateGroup? group] => _nodes.Find(node => node.Group == group).Node;

    /// <summary>What is written on a node, in lines: its name, and who is in the group or, where that is shorter, who is not.</summary>
    public static IReadOnlyList<string> Describe(MachineGraph graph, StateGroup? group)
    {
        // Nothing leaves a terminal state, so it is never meant: who reads "all but" must find it there.
        var isMeant = graph.AllStates.ToLookup(state => !state.IsTerminal && group?.States.Contains((byte)state.Index) != false, state => state.Name);
        var (members, others) = (isMeant[true].ToList(), isMeant[false].ToList());
        var lines = others.Count == 0 ? [] : group is null || others.Count < members.Count ? Lines("all but ", others) : Lines("", members);
        return [$"any {group?.Name ?? "state"}", .. lines.Count <= MostLines ? lines : group is null ? ["all but terminal ones"] : []];
    }

    private static List<string> Lines(string lead, List<string> names)
    {
        var lines = new List<string> { lead };
        foreach (var (name, place) in names.Select((name, place) => (name, place)))
        {
            var word = place < names.Count - 1 ? name + ", " : name;
            if (lines[lines.Count - 1].Length > 0 && lines[lines.Count - 1].Length + word.Length > Width) lines.Add("");
            lines[lines.Count - 1] += word;
        }

        return lines.ConvertAll(line => line.TrimEnd());
    }
}
