using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Replication.Recovery;
using Replication.Transport.Grpc.Serving;

namespace Replication.Transport.Grpc;

/// <summary>Serves a replica's store in an ASP.NET Core process.</summary>
public static class ReplicaHosting
{
    /// <summary>What Kestrel may buffer of one stream and of one connection: a frame can arrive while the store is busy with the one before.</summary>
    private const int StreamWindowBytes = 4 * 1024 * 1024, ConnectionWindowBytes = 16 * 1024 * 1024;

    /// <summary>Registers the service of one replica, and gives Kestrel windows and keep-alive pings that fit it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="replica">The replica that this process serves; requests meant for another one are refused with <c>sender_not_found</c>.</param>
    /// <param name="store">Its store; not disposed with the services.</param>
    /// <param name="options">How bytes are moved; the defaults where left out.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The replica ID is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option cannot work.</exception>
    public static IServiceCollection AddReplica(this IServiceCollection services, ReplicaId replica, IReplicaStore store, TransportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (replica.IsEmpty) throw new ArgumentException("A replica needs an ID.", nameof(replica));
        var valid = (options ?? new TransportOptions()).Validated();
        services.AddGrpc().AddServiceOptions<ReplicaService>(grpc =>
        {
            grpc.MaxReceiveMessageSize = valid.MaxMessageBytes;
            grpc.MaxSendMessageSize = valid.MaxMessageBytes;
        });
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            var http2 = kestrel.Limits.Http2;
            http2.InitialStreamWindowSize = StreamWindowBytes;
            http2.InitialConnectionWindowSize = ConnectionWindowBytes;
            http2.KeepAlivePingDelay = valid.KeepAliveDelay;
            http2.KeepAlivePingTimeout = valid.KeepAliveTimeout;
        });
        return services.AddSingleton(provider => new ReplicaService(replica, store, provider.GetRequiredService<IHostApplicationLifetime>()));
    }

    /// <summary>
    /// Maps the service registered by <see cref="AddReplica"/>. The port it is reached on must speak HTTP/2 without TLS (<c>HttpProtocols.Http2</c>).
    /// </summary>
    /// <param name="endpoints">The routes.</param>
    /// <returns>The routes.</returns>
    public static IEndpointRouteBuilder MapReplica(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<ReplicaService>();
        return endpoints;
    }
}
