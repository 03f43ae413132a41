using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Replication.Transport.Grpc.Tests.Doubles;

/// <summary>A replica served by a real Kestrel on a free port of the loopback.</summary>
internal sealed class ReplicaProcess : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentBag<ConnectionContext> _connections = [];

    private ReplicaProcess(IReplicaStore store, string replica, TransportOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.Use(next => connection =>
            {
                _connections.Add(connection);
                return next(connection);
            });
        }));
        builder.Services.AddReplica(new ReplicaId(replica), store, options);
        _app = builder.Build();
        _app.MapReplica();
    }

    /// <summary>"host:port".</summary>
    public string Address => new Uri(_app.Urls.Single()).Authority;

    /// <summary>How many connections were ever made.</summary>
    public int Connections => _connections.Count;

    public static async Task<ReplicaProcess> StartAsync(IReplicaStore store, string replica, TransportOptions options)
    {
        var process = new ReplicaProcess(store, replica, options);
        await process._app.StartAsync();
        return process;
    }

    /// <summary>Cuts every connection, as the death of a process does: nothing is said to the other side.</summary>
    public void Kill()
    {
        foreach (var connection in _connections) connection.Abort();
    }

    /// <summary>Stops as a process does that is asked to.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _app.DisposeAsync();
    }
}
