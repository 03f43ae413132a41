using Microsoft.Extensions.Time.Testing;

namespace Replication.Transport.Grpc.Tests.Doubles;

/// <summary>A primary and a replica, and a port between them.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private Rig(MemoryPrimary primary, MemoryReplica replica, ReplicaProcess process, FakeTimeProvider time, TransportOptions options)
    {
        Primary = primary;
        Replica = replica;
        Process = process;
        Time = time;
        Port = new GrpcStoragePort(primary, options, time);
    }

    public MemoryPrimary Primary { get; }

    public MemoryReplica Replica { get; }

    public ReplicaProcess Process { get; }

    public FakeTimeProvider Time { get; }

    public GrpcStoragePort Port { get; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<Rig> StartAsync(TransportOptions? options = null, MemoryReplica? replica = null)
    {
        options ??= new TransportOptions();
        replica ??= new MemoryReplica();
        return new Rig(new MemoryPrimary(), replica, await ReplicaProcess.StartAsync(replica, "r1", options), new FakeTimeProvider(), options);
    }

    public Authority Authority(ulong epoch = 1, ulong session = 1, string volume = "vol", string replica = "r1", string? address = null, ulong version = 1) => new(
        new VolumeId(volume), new ReplicaId(replica), new Endpoint(address ?? Process.Address, "control", version), new Epoch(epoch), new SessionId(session));

    public Pin Pin(ulong after = 0) => Pinned(PinKind.Wal, after);

    public Pin PinBase() => Pinned(PinKind.FullBase, 0);

    public static byte[][] Random(int count, int size)
    {
        var random = new Random(count);
        var entries = new byte[count][];
        for (var i = 0; i < count; i++) random.NextBytes(entries[i] = new byte[size]);
        return entries;
    }

    public async ValueTask DisposeAsync()
    {
        await Port.DisposeAsync();
        await Process.DisposeAsync();
    }

    private Pin Pinned(PinKind kind, ulong after) =>
        Primary.Pin(new PinRequest(kind, new Lsn(after), new SessionId(1), default)).TryGet(out var pin, out _) ? pin : throw new InvalidOperationException();
}
