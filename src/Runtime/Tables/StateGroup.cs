#if REPLICATION_GENERATOR // The generator draws with this very source; under a name of its own, so that the two never meet.
namespace Replication.Generator.Drawing;
#else
namespace Replication;
#endif

/// <summary>A group of states of a <see cref="MachineTable"/>: an interface they implement. Immutable, thread-safe.</summary>
public sealed class StateGroup
{
    /// <summary>Makes a group.</summary>
    /// <param name="name">The name of the interface.</param>
    /// <param name="states">The states that implement it, by index.</param>
    public StateGroup(string name, byte[] states)
    {
        Name = name;
        States = states;
    }

    /// <summary>The name of the interface.</summary>
    public string Name { get; }

    /// <summary>The states that implement it, by index.</summary>
    public IReadOnlyList<byte> States { get; }
}
