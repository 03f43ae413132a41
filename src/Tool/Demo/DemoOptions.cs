namespace Replication.Tool.Demo;

/// <summary>What the demo is asked to do.</summary>
/// <param name="Replicas">How many replicas, 1 to 16; the four pasts repeat.</param>
/// <param name="Records">How many records are loaded, 1,000 to 100,000,000.</param>
/// <param name="ValueSize">Bytes in a value, 1 to 1,048,576.</param>
/// <param name="Folder">Where the stores are put; <see langword="null"/> = a new temporary folder.</param>
/// <param name="Json">Whether the report is JSON, one object a line.</param>
/// <param name="Corrupt">The replica one value of which is changed before the content check.</param>
/// <param name="Kill">The replica whose process is killed once while it is being recovered.</param>
internal sealed record DemoOptions(int Replicas, int Records, int ValueSize, string? Folder, bool Json, string? Corrupt, string? Kill)
{
    public IEnumerable<string> ReplicaNames => Enumerable.Range(1, Replicas).Select(i => $"r{i}");

    /// <summary>What is wrong with the options; <see langword="null"/> when nothing is.</summary>
    public string? Complaint() =>
        Replicas is < 1 or > 16 ? $"--replicas {Replicas}: legal: 1 to 16"
        : Records is < 1_000 or > 100_000_000 ? $"--records {Records}: legal: 1000 to 100000000"
        : ValueSize is < 1 or > 1 << 20 ? $"--value-size {ValueSize}: legal: 1 to {1 << 20} bytes"
        : Folder is "" ? "--folder \"\": legal: an empty or new folder"
        : NotAReplica("--corrupt", Corrupt) ?? NotAReplica("--kill", Kill);

    private string? NotAReplica(string option, string? name) =>
        name is null || ReplicaNames.Contains(name) ? null : $"{option} {name}: no such replica; legal: {string.Join(", ", ReplicaNames)}";
}
