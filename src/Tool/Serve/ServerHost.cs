using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Replication.Recovery;

namespace Replication.Tool.Serve;

/// <summary>Runs one server until it is told to stop. Prints <c>listening on ADDRESS</c> when it is ready.</summary>
internal static class ServerHost
{
    public static async Task<int> RunAsync(
        string listen, bool stopWithInput, Func<Result<IServer>> open, TextWriter output, TextWriter error, CancellationToken interrupted)
    {
        // An interrupt waits only for an action that has been handed back as a task.
        await Task.Yield();
        if (!ListenAddress.TryParse(listen, out var address, out var complaint)) return await FailAsync(error, complaint);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        if (!open().TryGet(out var server, out var refused)) return await FailAsync(error, refused.ToString());
        await using var opened = server;
        await using var app = Build(server, address);
        try
        {
            await app.StartAsync(stop.Token);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return await FailAsync(error, $"--listen {listen}: cannot listen there ({e.Message}); legal: a free port, or 0 for any");
        }

        await output.WriteLineAsync("listening on " + new Uri(app.Urls.First()).Authority);
        await output.FlushAsync(stop.Token);
        if (stopWithInput) _ = StopWithInputAsync(stop);
        try
        {
            await server.WorkAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Being told to stop is how a server ends.
        }

        using var grace = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await app.StopAsync(grace.Token);
        return 0;
    }

    private static WebApplication Build(IServer server, IPEndPoint address)
    {
        var builder = WebApplication.CreateSlimBuilder();

        // Standard output is for who waits for the address; what a server says of its work goes beside it. The host's own categories stay silent.
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.None).AddFilter(typeof(Orchestrator).Namespace, LogLevel.Information);
        builder.Logging.AddSimpleConsole(line => line.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address, listener => listener.Protocols = HttpProtocols.Http2));
        server.Add(builder.Services);
        var app = builder.Build();
        server.Map(app);
        return app;
    }

    private static async Task StopWithInputAsync(CancellationTokenSource stop)
    {
        var input = Console.OpenStandardInput();
        var ignored = new byte[256];
        while (await input.ReadAsync(ignored) > 0)
        {
            // Whatever is said on standard input means nothing; only its end does.
        }

        await stop.CancelAsync();
    }

    private static async Task<int> FailAsync(TextWriter error, string message)
    {
        await error.WriteLineAsync(message);
        return 1;
    }
}
