using System.Diagnostics;

namespace Replication.Benchmarks.Analysis;

/// <summary>A compiler that stays, as builds use it: what it has compiled once is not compiled for the first time again.</summary>
internal sealed class CompilerServer : IDisposable
{
    private readonly string _pipe = $"benchmarks-{Environment.ProcessId}";
    private readonly string _folder;
    private readonly Process _server;

    /// <summary>Starts it.</summary>
    /// <param name="folder">Where the project is.</param>
    public CompilerServer(string folder)
    {
        _folder = folder;
        _server = Start(AnalyzerSets.Compiler("VBCSCompiler.dll"), $"-pipename:{_pipe}");
    }

    /// <summary>Compiles the project.</summary>
    /// <param name="arguments">The compiler's command line.</param>
    /// <returns>What it took of the processors, in the server, and on the wall.</returns>
    /// <exception cref="InvalidOperationException">The project does not compile, a rule has something to say, or the server did not do the work.</exception>
    public Cost Compile(IEnumerable<string> arguments)
    {
        _server.Refresh();
        var (start, processor) = (Stopwatch.GetTimestamp(), _server.TotalProcessorTime);
        using var client = Start(AnalyzerSets.Compiler("csc.dll"), [$"-shared:{_pipe}", "-noconfig", .. arguments]);
        var said = client.StandardOutput.ReadToEnd();
        client.WaitForExit();
        _server.Refresh();
        var cost = new Cost((_server.TotalProcessorTime - processor).TotalMilliseconds, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        if (client.ExitCode != 0 || said.Contains("RPL", StringComparison.Ordinal)) throw new InvalidOperationException(said);
        return cost.Processor > 100 ? cost : throw new InvalidOperationException("The compiler did not use its server.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
    }

    private Process Start(string assembly, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["exec", assembly, .. arguments]) { WorkingDirectory = _folder, RedirectStandardOutput = true };
        if (!Path.GetFileNameWithoutExtension(start.FileName).Equals("dotnet", StringComparison.Ordinal)) start.FileName = "dotnet";
        return Process.Start(start)!;
    }
}

/// <summary>What one compile took, in milliseconds.</summary>
internal readonly record struct Cost(double Processor, double Wall);
