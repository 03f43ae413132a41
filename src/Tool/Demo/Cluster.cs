using System.Collections.Concurrent;
using System.Globalization;
using Grpc.Net.Client;
using Replication.Recovery;
using Replication.Tool.Wire;

namespace Replication.Tool.Demo;

/// <summary>The processes of the demo: a primary and its replicas, each on a free port of loopback.</summary>
internal sealed class Cluster(DemoFolder folder, VolumeId volume, IReadOnlyList<string> replicas) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ServerProcess> _servers = new();
    private readonly ConcurrentDictionary<string, ulong> _versions = new();
    private GrpcChannel? _primary;

    /// <summary>The primary's control port.</summary>
    public Control.ControlClient Primary { get; private set; } = null!;

    public IReadOnlyList<string> Replicas => replicas;

    public async Task StartAsync(Epoch epoch, CancellationToken cancellationToken)
    {
        var primary = ServerProcess.StartAsync(
            "the primary",
            ["primary", "--volume", volume.Value, "--folder", folder.Of("primary"), "--epoch", epoch.Value.ToString(CultureInfo.InvariantCulture)],
            cancellationToken);
        var others = replicas.Select(r => StartReplicaAsync(r, cancellationToken)).ToArray();
        try
        {
            await Task.WhenAll([primary, .. others]);
        }
        finally
        {
            // Also when one of them failed: whoever is up must be found by disposal.
            if (primary.IsCompletedSuccessfully) _servers["primary"] = await primary;
        }

        _primary = GrpcChannel.ForAddress("http://" + _servers["primary"].Address);
        Primary = new Control.ControlClient(_primary);
    }

    /// <summary>Where a replica is reached; a process that was started again is a new version.</summary>
    public Wire.AssignedReplica Endpoint(string replica) =>
        new() { Replica = replica, Data = _servers[replica].Address, Control = _servers[replica].Address, Version = _versions[replica] };

    public bool HasExited(string replica) => _servers[replica].HasExited;

    public bool PrimaryHasExited => _servers["primary"].HasExited;

    public Task KillAsync(string replica) => _servers[replica].KillAsync();

    /// <summary>Stops a replica's process in good order, and starts it again.</summary>
    public async Task RestartAsync(string replica, CancellationToken cancellationToken, Action? between = null)
    {
        await _servers[replica].DisposeAsync();
        between?.Invoke();
        await StartReplicaAsync(replica, cancellationToken);
    }

    public async Task<ChecksumReply> ChecksumAsync(string replica, CancellationToken cancellationToken)
    {
        using var channel = GrpcChannel.ForAddress("http://" + _servers[replica].Address);
        return await new Inspect.InspectClient(channel).ChecksumAsync(new ChecksumRequest(), cancellationToken: cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _primary?.Dispose();
        await Task.WhenAll(_servers.Values.Select(s => s.DisposeAsync().AsTask()));
    }

    private async Task StartReplicaAsync(string replica, CancellationToken cancellationToken)
    {
        _servers[replica] = await ServerProcess.StartAsync(
            $"replica {replica}", ["replica", "--id", replica, "--volume", volume.Value, "--folder", folder.Of(replica)], cancellationToken);
        _versions.AddOrUpdate(replica, 1, static (_, version) => version + 1);
    }
}
