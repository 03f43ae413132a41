#if REPLICATION_GENERATOR // The generator draws with this very source; under a name of its own, so that the two never meet.
namespace Replication.Generator.Drawing;
#else
namespace Replication;
#endif

/// <summary>One cell of a <see cref="MachineTable"/>, by index.</summary>
/// <param name="State">The state.</param>
/// <param name="Trigger">What would happen in it.</param>
public readonly record struct TableCell(byte State, byte Trigger);
