using Replication.Embedding.Storage;
using Replication.Recovery;

namespace Replication.Embedding;

/// <summary>A primary and three replicas with three pasts. They outlive the process that embeds the engine, as machines and disks do.</summary>
internal sealed class Cluster
{
    private const int UpToDate = 100;
    private const int Behind = 80;
    private const int FarBehind = 10;

    /// <summary>Makes them: 100 entries, of which the primary's log still has those above 50, and a checkpoint at 90.</summary>
    public Cluster()
    {
        Primary.Write(Entries(1, 90));
        Primary.TakeCheckpoint();
        Primary.Write(Entries(91, UpToDate));
        Primary.RecycleLog(new Lsn(50));
        Replicas = new() { [R1] = Replica(R1, UpToDate), [R2] = Replica(R2, Behind), [R3] = Replica(R3, FarBehind) };
    }

    /// <summary>The volume.</summary>
    public static VolumeId Volume { get; } = new("vol-1");

    /// <summary>Up to date.</summary>
    public static ReplicaId R1 { get; } = new("r1");

    /// <summary>Behind, and the log still has what it lacks.</summary>
    public static ReplicaId R2 { get; } = new("r2");

    /// <summary>So far behind that the log is gone.</summary>
    public static ReplicaId R3 { get; } = new("r3");

    /// <summary>The primary's store.</summary>
    public MemoryPrimary Primary { get; } = new();

    /// <summary>The replicas' stores.</summary>
    public SortedDictionary<ReplicaId, MemoryReplica> Replicas { get; }

    /// <summary>The port to all of it, for one process.</summary>
    public MemoryPort Port() => new(Primary, Replicas.ToDictionary(r => EndpointOf(r.Key).Data, r => r.Value));

    /// <summary>Where a replica is reached.</summary>
    public static Endpoint EndpointOf(ReplicaId replica) => new($"memory://{replica}", $"memory://{replica}/control", Version: 1);

    /// <summary>What the control plane wants: all three followed, some of them recovered.</summary>
    public static AssignmentIntent Intent(ulong epoch, ulong revision, params ReadOnlySpan<RecoveryTarget> targets) =>
        new(new Epoch(epoch), revision, [Assigned(R1), Assigned(R2), Assigned(R3)], [.. targets]);

    /// <summary>Entries that clients write.</summary>
    public static IEnumerable<string> Entries(int first, int last) => Enumerable.Range(first, last - first + 1).Select(i => $"entry {i}");

    private static AssignedReplica Assigned(ReplicaId replica) => new(replica, EndpointOf(replica));

    private static MemoryReplica Replica(ReplicaId replica, int entries) => new(Volume, new StoreId($"store-{replica}"), Entries(1, entries));
}
