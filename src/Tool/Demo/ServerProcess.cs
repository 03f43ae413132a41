using System.Diagnostics;
using System.Text;

namespace Replication.Tool.Demo;

/// <summary>A <c>replication serve</c> process. It ends when this is disposed, and by itself when this process ends, because its standard input does.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly string _name;
    private readonly StringBuilder _complaints = new();

    private ServerProcess(Process process, string name)
    {
        _process = process;
        _name = name;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_complaints) _complaints.AppendLine(line.Data);
        };
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <exception cref="DemoException">It did not come up; the message has what it said.</exception>
    public static async Task<ServerProcess> StartAsync(string name, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_EnableDiagnostics"] = "0";   // a killed process would leave its diagnostic pipes behind
        start.FileName = Environment.ProcessPath ?? throw new DemoException("this program's own path is unknown; run it as a file");
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(ServerProcess).Assembly.Location);
        foreach (var argument in (string[])["serve", .. arguments, "--stop-with-input"]) start.ArgumentList.Add(argument);
        var server = new ServerProcess(Process.Start(start) ?? throw new DemoException($"{name} did not start"), name);
        try
        {
            server._process.BeginErrorReadLine();
            await server.WaitUntilListeningAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills it, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                await KillAsync();
            }
        }

        _process.Dispose();
    }

    private async Task WaitUntilListeningAsync(CancellationToken cancellationToken)
    {
        const string Ready = "listening on ";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        string? line;
        try
        {
            line = await _process.StandardOutput.ReadLineAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DemoException($"{_name} was not ready within {Patience.TotalSeconds} s");
        }

        if (line?.StartsWith(Ready, StringComparison.Ordinal) != true)
        {
            await _process.WaitForExitAsync(cancellationToken);
            lock (_complaints) throw new DemoException($"{_name} did not start: {_complaints.ToString().Trim()}");
        }

        Address = line[Ready.Length..];
    }
}
