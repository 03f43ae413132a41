namespace Replication;

/// <summary>One row of a <see cref="MachineTable"/>, by index.</summary>
/// <param name="State">The state it starts from.</param>
/// <param name="Trigger">What happens.</param>
/// <param name="Next">The state it leads to.</param>
public readonly record struct TableRow(byte State, byte Trigger, byte Next);
