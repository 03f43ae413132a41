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
    private readonly CheckpointRhythm _rhythm;

    private ReplicaServer(RocksDbReplica store, ReplicaId replica, CheckpointRhythm rhythm)
    {
        _store = store;
        _replica = replica;
        _rhythm = rhythm;
    }

    public static Result<IServer> Open(string folder, VolumeId volume, ReplicaId replica, CheckpointRhythm rhythm)
    {
        if (replica.IsEmpty) return new RecoveryError(RecoveryCode.EmptyId, "--id without text", null, "a non-empty ID");
        return RocksDbReplica.Open(folder, volume).TryGet(out var store, out var error)
            ? Result.Ok<IServer>(new ReplicaServer(store, replica, rhythm))
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

    /// <summary>Takes a checkpoint in good time: the log before it can go, and a truncation has less to replay.</summary>
    public async Task WorkAsync(CancellationToken stop)
    {
        var checkpoint = _store.Tail;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stop))
        {
            if (_rhythm.IsDue(checkpoint, _store.Latest) && _store.TakeCheckpoint().TryGet(out var taken, out _)) checkpoint = taken.At;
        }
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }
}
