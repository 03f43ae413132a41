using System.Diagnostics;
using Replication.Tests.Shared;

namespace Replication.Embedding.Tests;

public sealed class OutputTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Run as a user runs it: what it prints is checked in beside it, as what a reader may expect.</summary>
    [Fact]
    public async Task The_sample_prints_what_is_checked_in_beside_it()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Replication.Embedding")) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);

            Assert.Equal((0, ""), (process.ExitCode, error));
            CheckedIn.AreCurrent(
                typeof(OutputTests), "samples/Embedding", [".txt"], new Dictionary<string, string> { ["output.txt"] = (await output).ReplaceLineEndings("\n") });
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
