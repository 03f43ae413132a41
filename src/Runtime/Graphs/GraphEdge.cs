namespace Replication;

/// <summary>An edge of a <see cref="MachineGraph"/>. Immutable, thread-safe.</summary>
public sealed class GraphEdge
{
    internal GraphEdge(GraphState? from, IReadOnlyList<string> triggers, GraphState to)
    {
        From = from;
        Triggers = triggers;
        To = to;
    }

    /// <summary>Where it starts; <see langword="null"/> = in any state that is not terminal.</summary>
    public GraphState? From { get; }

    /// <summary>What leads along it, in order of declaration; at least one.</summary>
    public IReadOnlyList<string> Triggers { get; }

    /// <summary>Where it leads.</summary>
    public GraphState To { get; }
}
