using Replication.Embedding.Engine;
using Replication.Recovery;
using static Replication.Embedding.Cluster;

namespace Replication.Embedding;

/// <summary>What happens after the restart.</summary>
/// <param name="cluster">The stores.</param>
internal sealed class SecondLife(Cluster cluster)
{
    /// <summary>Lets it happen.</summary>
    public async Task LiveAsync(Worker worker)
    {
        Console.WriteLine("All three are assigned under a new epoch; r1 has a tail that nobody else ever got");
        cluster.Replicas[R1].AppendAlone(["written to r1 alone", "and this"]);
        await worker.WorkOffAsync(Intent(2, 1, new(R1, SessionKind.CatchUp), new(R2, SessionKind.CatchUp), new(R3, SessionKind.CatchUp)));

        Console.WriteLine("The intent of the former epoch arrives late, and so does who worked under it");
        await worker.WorkOffAsync(Intent(1, 7, new RecoveryTarget(R1, SessionKind.Rebuild)));
        var deposed = new Authority(Volume, R1, EndpointOf(R1), new Epoch(1), new SessionId(1));
        await worker.PrintAsync($"r1 to {deposed}: {cluster.Replicas[R1].Truncate(deposed, Lsn.Zero).Error}");

        Console.WriteLine("Clients write");
        cluster.Primary.Write(Entries(121, 130));
        await worker.AcknowledgedAsync(cluster.Primary.Head);
        foreach (var (replica, store) in cluster.Replicas)
            await worker.PrintAsync($"{replica} holds {store.Holds}{(store.Content.SequenceEqual(cluster.Primary.Content) ? ", what the primary holds" : "")}");
    }
}
