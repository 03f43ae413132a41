using System.Diagnostics;
using System.Text;

namespace Replication.Package.Tests.Harness;

/// <summary>What a run of the <c>dotnet</c> command, or of a program, came to.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its output and its errors, lines ending in LF.</param>
internal sealed record Dotnet(int ExitCode, string Output)
{
    /// <summary>Runs the command that runs these tests.</summary>
    public static Task<Dotnet> Run(string folder, params string[] arguments) =>
        Start(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, arguments);

    /// <summary>Runs a program and waits for it; a test that is cancelled ends it, and what it started.</summary>
    public static async Task<Dotnet> Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // Whoever started the tests may have been a build itself; what it set for itself is not for these builds.
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        // No process outlives its build.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        var cancellation = TestContext.Current.CancellationToken;
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        return new Dotnet(process.ExitCode, output.ToString());

        void Collect(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null) return;
            lock (output) output.Append(line.Data).Append('\n');
        }
    }

    /// <summary>The output of a run that has to succeed.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}:\n{Output}");
        return Output;
    }

    /// <summary>The output of a run that has to fail.</summary>
    public string Failed()
    {
        Assert.True(ExitCode != 0, $"It succeeded:\n{Output}");
        return Output;
    }
}
