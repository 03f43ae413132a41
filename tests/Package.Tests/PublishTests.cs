using System.Text.RegularExpressions;
using Replication.Package.Tests.Harness;

namespace Replication.Package.Tests;

/// <summary>
/// Warnings of the trimmer (IL2xxx) and of the native compiler (IL3xxx) are errors, as all of the consumer's are. What is published brings its own
/// platform, so the library for the older one is run on it.
/// </summary>
public sealed partial class PublishTests(PackedReplication package)
{
    [Theory]
    [InlineData("net8.0", "PublishTrimmed")]
    [InlineData("net10.0", "PublishAot")]
    public async Task A_published_consumer_has_no_warning_and_says_the_same(string framework, string mode)
    {
        var consumer = package.NewConsumer(mode);
        var published = await consumer.Publish(
            "-f", framework, "--use-current-runtime", "--self-contained", "-o", consumer.PathOf("out"), $"-p:TargetFrameworks={framework}", $"-p:{mode}=true");
        if (published.ExitCode != 0 && Missing().Match(published.Output) is { Success: true } missing)
        {
            Assert.Skip($"{mode} needs what this machine does not have: {missing.Value}");
        }

        Assert.DoesNotMatch(@"\bIL[23]\d{3}\b", published.Succeeded());
        var run = await Dotnet.Start(consumer.PathOf("out", OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer"), consumer.Folder);
        Assert.Equal(Consumer.Says, run.Succeeded());
    }

    // No linker, or no package of the platform in the registry. A package of ours that is not found is a failure.
    [GeneratedRegex(@"Platform linker[^\n]*not found[^\n]*|error NU110[0-3]: Unable to find (a stable )?package (Microsoft|runtime)\.[^\n]*")]
    private static partial Regex Missing();
}
