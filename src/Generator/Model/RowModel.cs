namespace Replication.Generator.Model;

/// <summary>One row, by index.</summary>
/// <param name="State">Where it starts.</param>
/// <param name="Trigger">What happens.</param>
/// <param name="Next">Where it leads.</param>
internal sealed record RowModel(int State, int Trigger, int Next);
