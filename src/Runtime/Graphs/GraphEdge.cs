#if REPLICATION_GENERATOR // The generator draws with this very source; under a name of its own, so that the two never meet.
namespace Replication.Generator.Drawing;
#else
namespace Replication;
#endif

/// <summary>An edge of a <see cref="MachineGraph"/>. Immutable, thread-safe.</summary>
public sealed class GraphEdge
{
    internal GraphEdge(GraphState? from, StateGroup? group, IReadOnlyList<string> triggers, GraphState to)
    {
        From = from;
        Group = group;
        Triggers = triggers;
        To = to;
    }

    /// <summary>Where it starts; <see langword="null"/> = in any state that is not terminal: of <see cref="Group"/>, or of all.</summary>
    public GraphState? From { get; }

    /// <summary>The group in all of whose states that are not terminal it starts; <see langword="null"/> = it starts in one state, or in any.</summary>
    public StateGroup? Group { get; }

    /// <summary>What leads along it, in order of declaration, each with its guard: <c>Open [IsDay]</c>; at least one.</summary>
    public IReadOnlyList<string> Triggers { get; }

    /// <summary>Where it leads.</summary>
    public GraphState To { get; }
}
