using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Replication.Recovery;
using Replication.Storage.RocksDb;
using Replication.Transport.Grpc;

namespace Replication.Tool.Serve;

/// <summary>A replica's process: a RocksDB store behind the replication service.</summary>
internal sealed class ReplicaServer : IServer
{
    private readonly RocksDbReplica _store;
    private readonly ReplicaId _replica;

    private ReplicaServer(RocksDbReplica store, ReplicaId replica)
    {
        _store = store;
        _replica = replica;
    }

    public static Result<IServer> Open(string folder, VolumeId volume, ReplicaId replica)
    {
        if (replica.IsEmpty) return new RecoveryError(RecoveryCode.EmptyId, "--id without text", null, "a non-empty ID");
        return RocksDbReplica.Open(folder, volume).TryGet(out var store, out var error)
            ? Result.Ok<IServer>(new ReplicaServer(store, replica))
            : error;
    }

    public void Add(IServiceCollection services)
    {
        services.AddReplica(_replica, _store);
        services.AddSingleton(new InspectService(_store));
    }

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapReplica();
        endpoints.MapGrpcService<InspectService>();
    }

    public Task WorkAsync(CancellationToken stop) => Task.Delay(Timeout.Infinite, stop);

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }
}
