#if REPLICATION_GENERATOR // The generator draws with this very source; under a name of its own, so that the two never meet.
namespace Replication.Generator.Drawing;
#else
namespace Replication;
#endif

/// <summary>One row of a <see cref="MachineTable"/>, by index.</summary>
/// <param name="State">The state it starts from.</param>
/// <param name="Trigger">What happens.</param>
/// <param name="Next">The state it leads to.</param>
/// <param name="Guard">The name of the guard that has to hold; <see langword="null"/> = the row is open.</param>
public readonly record struct TableRow(byte State, byte Trigger, byte Next, string? Guard = null);
