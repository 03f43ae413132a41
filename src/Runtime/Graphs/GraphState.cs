#if REPLICATION_GENERATOR // The generator draws with this very source; under a name of its own, so that the two never meet.
namespace Replication.Generator.Drawing;
#else
namespace Replication;
#endif

/// <summary>A state in a <see cref="MachineGraph"/>.</summary>
/// <param name="Index">Its index in the machine's table. It is the state's identity, also in the parts of a graph that was split.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsInitial">Whether a machine starts in it.</param>
/// <param name="IsTerminal">Whether it has no way out.</param>
public readonly record struct GraphState(int Index, string Name, bool IsInitial, bool IsTerminal);
