using System.IO.Compression;
using System.Reflection;
using System.Runtime.CompilerServices;
using Replication.Package.Tests.Harness;

[assembly: AssemblyFixture(typeof(PackedReplication))]

namespace Replication.Package.Tests.Harness;

/// <summary>The package, made of the sources once for all tests, in a folder that is deleted afterwards.</summary>
public sealed class PackedReplication : IAsyncLifetime
{
    // No version that was ever published: it can only come from here.
    private const string Version = "0.0.0-test";

    private readonly string _root = Directory.CreateTempSubdirectory("replication-package-").FullName;

    /// <summary>The package's content, extracted.</summary>
    internal string Content => Path.Combine(_root, "content");

    /// <summary>The sources of the consumer.</summary>
    internal static string ConsumerSources => Path.Combine(Here(), "..", "Consumer");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var feed = Path.Combine(_root, "feed");
        var runtime = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "src", "Runtime"));
        var packed = await Dotnet.Run(
            runtime, "pack", "-c", "Release", "-o", feed, "--artifacts-path", Path.Combine(_root, "artifacts"), $"-p:Version={Version}", "-tl:off");
        packed.Succeeded();
        ZipFile.ExtractToDirectory(Path.Combine(feed, $"Replication.{Version}.nupkg"), Content);
        Directory.Delete(Path.Combine(_root, "artifacts"), recursive: true);

        // Consumers are outside of the repository, and nothing above them counts. Sources are those of the machine, and the package's.
        File.WriteAllText(Path.Combine(_root, "Directory.Build.targets"), "<Project />");
        File.WriteAllText(Path.Combine(_root, "Directory.Packages.props"), "<Project />");
        File.WriteAllText(Path.Combine(_root, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <ReplicationVersion>{Version}</ReplicationVersion>
                <RestoreAdditionalProjectSources>{feed}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{Path.Combine(_root, "packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{PackageRoot()}</RestoreFallbackFolders>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>A consumer in a folder of its own.</summary>
    internal Consumer NewConsumer([CallerMemberName] string name = "")
    {
        var folder = Path.Combine(_root, "consumers", $"{name}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(ConsumerSources)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return new Consumer(folder);
    }

    private static string PackageRoot() => typeof(PackedReplication).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "NuGetPackageRoot").Value!;

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
