namespace Replication.Exploration.Faults;

/// <summary>A fault that the engine must not have, put back: a test that carries its number has to fail, or it must not build.</summary>
/// <param name="Number">Its number.</param>
/// <param name="What">What of it is put back.</param>
/// <param name="Edits">How.</param>
internal sealed record SuiteFault(string Number, string What, params Edit[] Edits)
{
    /// <summary>The error that it does not build with; empty = it builds, and tests have to find it.</summary>
    public string Error { get; init; } = "";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteFault> All { get; } =
        [.. AssignmentFaults.All, .. SessionFaults.All, .. DecisionFaults.All, .. ExecutionFaults.All, .. ReportFaults.All];

    public override string ToString() => $"{Number}: {What}";
}
