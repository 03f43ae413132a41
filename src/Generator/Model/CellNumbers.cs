namespace Replication.Generator.Model;

/// <summary>A cell by its place in the table.</summary>
/// <param name="State">The index of the state.</param>
/// <param name="Trigger">The index of the trigger.</param>
internal sealed record CellNumbers(int State, int Trigger);
