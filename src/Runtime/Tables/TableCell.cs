namespace Replication;

/// <summary>One cell of a <see cref="MachineTable"/>, by index.</summary>
/// <param name="State">The state.</param>
/// <param name="Trigger">What would happen in it.</param>
public readonly record struct TableCell(byte State, byte Trigger);
