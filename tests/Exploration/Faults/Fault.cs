namespace Replication.Exploration.Faults;

/// <summary>A fault that the engine must not have, put back.</summary>
/// <param name="Number">Its number.</param>
/// <param name="What">What of it is put back.</param>
/// <param name="Edits">How.</param>
internal sealed record Fault(string Number, string What, params Edit[] Edits)
{
    /// <summary>The error that it does not build with; empty = it builds, and tests have to find it.</summary>
    public string Error { get; init; } = "";

    /// <summary>Whether an exploration has to find it, too.</summary>
    public bool IsExplored { get; init; }

    public override string ToString() => $"{Number}: {What}";
}
