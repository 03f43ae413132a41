using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Replication.Recovery;
using Replication.Storage.RocksDb;
using Replication.Transport.Grpc;

namespace Replication.Tool.Serve;

/// <summary>A primary's process: a RocksDB store, the orchestrator of its volume, and the port its control plane speaks to.</summary>
internal sealed class PrimaryServer : IServer
{
    private readonly RocksDbPrimary _store;
    private readonly GrpcStoragePort _port;
    private readonly Orchestrator _orchestrator;
    private readonly RecoveryJournal _journal;
    private readonly LogFollower _toJournal;
    private readonly CheckpointRhythm _rhythm;
    private LogFollower? _toLogger;

    private PrimaryServer(RocksDbPrimary store, VolumeId volume, RecoveryJournal journal, CheckpointRhythm rhythm)
    {
        _store = store;
        _rhythm = rhythm;
        _journal = journal;
        _port = new GrpcStoragePort(store);
        var registry = new SenderRegistry(volume, new SessionIdSource(journal), new RecoveryLog(TimeProvider.System), journal);
        _orchestrator = new Orchestrator(registry, _port, TimeProvider.System);
        _toJournal = LogFollower.Start(registry.Log, journal);
    }

    public static Result<IServer> Open(string folder, VolumeId volume, Epoch epoch, CheckpointRhythm rhythm)
    {
        if (!RocksDbPrimary.Open(folder, volume, epoch).TryGet(out var store, out var error)) return error;

        // Named for what it was at first: the session IDs alone.
        if (RecoveryJournal.Open(Path.Combine(folder, "sessions")).TryGet(out var journal, out error))
            return Result.Ok<IServer>(new PrimaryServer(store, volume, journal, rhythm));
        store.Dispose();
        return error;
    }

    public void Add(IServiceCollection services)
    {
        services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = 64 << 20);
        services.AddSingleton(new ControlService(_store, _orchestrator));
    }

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<ControlService>();
        _toLogger = LogFollower.Start(_orchestrator.Log, new LoggingSink(endpoints.ServiceProvider.GetRequiredService<ILogger<Orchestrator>>()));
    }

    /// <summary>The shell's timer: nothing hangs because nobody called, an idle pin ages out, and the log that nothing needs goes.</summary>
    public async Task WorkAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stop))
        {
            _orchestrator.Expire(_orchestrator.Now);
            _store.EnforceCaps();
            await Task.Run(() => KeepUp(stop), stop);
        }
    }

    // The log since the checkpoint before is kept, so that a replica has time to come back before it needs a base.
    private void KeepUp(CancellationToken stop)
    {
        if (!_store.ReadHistory().TryGet(out var reading, out _) || !_rhythm.IsDue(reading.History.Checkpoint, reading.History.Committed)) return;

        // One that fails stays due, and is tried again at the next tick.
        if (_store.RecycleLog().TryGet(out _, out _)) _ = _store.TakeCheckpoint(stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _orchestrator.DisposeAsync();
        await EndAsync(_toLogger);
        await EndAsync(_toJournal);
        _journal.Dispose();
        await _port.DisposeAsync();
        _store.Dispose();
    }

    // A sink that failed ended its follower alone; a journal that failed has said so to who asked it for an ID or an epoch.
    private static async Task EndAsync(LogFollower? follower)
    {
        if (follower is not null) await follower.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
