namespace Replication.Generator.Model;

/// <summary>One row, by index.</summary>
/// <param name="State">Where it starts.</param>
/// <param name="Trigger">What happens.</param>
/// <param name="Next">Where it leads.</param>
/// <param name="Guard">The name of its guard, or <see langword="null"/>.</param>
internal sealed record RowModel(int State, int Trigger, int Next, string? Guard);
