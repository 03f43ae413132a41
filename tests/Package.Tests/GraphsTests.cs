using Replication.Package.Tests.Harness;

namespace Replication.Package.Tests;

/// <summary>The property ReplicationGraphs, in real builds.</summary>
public sealed class GraphsTests(PackedReplication package)
{
    private static readonly string[] _build = ["-p:TargetFrameworks=net10.0", "-p:ReplicationGraphs=docs/graphs"];

    [Fact]
    public async Task One_property_draws_every_machine_in_a_build_and_a_build_that_changes_nothing_writes_nothing()
    {
        var consumer = package.NewConsumer();
        (await consumer.Build(_build)).Succeeded();

        var files = Drawings(consumer);
        Assert.Equal(["Door.dot", "Door.mmd", "Lamp.dot", "Lamp.mmd", "Parcel.dot", "Parcel.mmd"], files.Keys);
        var run = await Dotnet.Run(consumer.Folder, "exec", consumer.PathOf("bin", "Debug", "net10.0", "Consumer.dll"), "graphs");
        Assert.Equal(string.Concat(files.Values.Select(file => file.Text)), run.Succeeded());
        Assert.All(files.Values, file => Assert.DoesNotContain('\r', file.Text));

        (await consumer.Build([.. _build, "--no-restore"])).Succeeded();
        Assert.Equal(files, Drawings(consumer));

        // One that is gone comes back, and the others stay as they are.
        File.Delete(consumer.PathOf("docs", "graphs", "Lamp.mmd"));
        (await consumer.Build([.. _build, "--no-restore"])).Succeeded();
        Assert.Equal(files.Select(file => (file.Key, file.Value.Text)), Drawings(consumer).Select(file => (file.Key, file.Value.Text)));
        Assert.Equal(files["Door.dot"], Drawings(consumer)["Door.dot"]);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_fails_the_build_with_a_code()
    {
        var consumer = package.NewConsumer();
        var output = (await consumer.Build("-p:TargetFrameworks=net10.0", "-p:ReplicationGraphs=Program.cs/graphs")).Failed();

        Assert.Contains("Consumer.csproj : error RPLB001: The folder 'Program.cs/graphs' of the property ReplicationGraphs cannot be written.", output, StringComparison.Ordinal);
    }

    private static SortedDictionary<string, (DateTime Written, string Text)> Drawings(Consumer consumer) => new(
        Directory.GetFiles(consumer.PathOf("docs", "graphs")).ToDictionary(
            file => Path.GetFileName(file), file => (File.GetLastWriteTimeUtc(file), File.ReadAllText(file))),
        StringComparer.Ordinal);
}
