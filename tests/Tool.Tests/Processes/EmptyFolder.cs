namespace Replication.Tool.Tests.Processes;

/// <summary>A folder that is deleted with everything in it.</summary>
internal sealed class EmptyFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("replication-tests-").FullName;

    public string Of(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
