#if REPLICATION_GENERATOR // The generator draws with this very source; under a name of its own, so that the two never meet.
namespace Replication.Generator.Drawing;
#else
namespace Replication;
#endif

/// <summary>
/// The edges of a graph that are drawn upwards. Graphviz puts a state below those that lead to it and, where that would go round in a circle, turns the edge
/// that closes it: one to a state on the path on which it was come to, depth first, in the order of the text.
/// </summary>
internal sealed class WaysBack
{
    private readonly ILookup<int, GraphEdge> _leaving;
    private readonly HashSet<(int From, int To)> _back = [];
    private readonly HashSet<int> _seen = [];
    private readonly HashSet<int> _path = [];

    public WaysBack(MachineGraph graph)
    {
        _leaving = graph.Edges.Where(edge => edge.From is not null).ToLookup(edge => edge.From!.Value.Index);
        foreach (var state in graph.States) Follow(state.Index);
    }

    /// <summary>Whether an edge is a way back.</summary>
    /// <param name="edge">The edge, of a single state.</param>
    public bool Has(GraphEdge edge) => edge.From is { } from && _back.Contains((from.Index, edge.To.Index));

    private void Follow(int state)
    {
        if (!_seen.Add(state)) return;
        _path.Add(state);
        foreach (var next in _leaving[state].Select(edge => edge.To.Index))
        {
            if (_path.Contains(next)) _back.Add((state, next));
            else Follow(next);
        }

        _path.Remove(state);
    }
}
