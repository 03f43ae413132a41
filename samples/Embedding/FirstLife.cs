using Replication.Embedding.Engine;
using Replication.Recovery;
using static Replication.Embedding.Cluster;

namespace Replication.Embedding;

/// <summary>What happens until the process stops.</summary>
/// <param name="cluster">The stores.</param>
internal sealed class FirstLife(Cluster cluster)
{
    /// <summary>Lets it happen.</summary>
    public async Task LiveAsync(Worker worker)
    {
        Console.WriteLine("Three replicas: nothing to do, a catch-up, and one for which the log is gone");
        await worker.WorkOffAsync(Intent(1, 1, new(R1, SessionKind.Bootstrap), new(R2, SessionKind.CatchUp), new(R3, SessionKind.CatchUp)));

        Console.WriteLine("A rebuild, and a disk that hangs: the timer ends it");
        cluster.Replicas[R3].Hangs = true;
        await worker.WorkOffAsync(Intent(1, 2, new RecoveryTarget(R3, SessionKind.Rebuild)));
        await worker.PrintAsync($"r3 holds {cluster.Replicas[R3].Holds}");

        Console.WriteLine("The disk is well again");
        cluster.Replicas[R3].Hangs = false;
        var rebuild = Intent(1, 3, new RecoveryTarget(R3, SessionKind.Rebuild));
        await worker.WorkOffAsync(rebuild);

        Console.WriteLine("Clients write, and live streams ship");
        cluster.Primary.Write(Entries(101, 120));
        await worker.AcknowledgedAsync(cluster.Primary.Head);

        Console.WriteLine("The same intent is delivered again");
        await worker.WorkOffAsync(rebuild);

        Console.WriteLine("A session takes the place of another, whose ID is stale from then on");
        var late = (await worker.AssignAsync(Intent(1, 4, new RecoveryTarget(R2, SessionKind.CatchUp)))).Created.Single();
        var next = (await worker.AssignAsync(Intent(1, 5, new RecoveryTarget(R2, SessionKind.Reassign)))).Superseded.Single();
        await worker.RunAsync(late);
        await worker.RunAsync(next);

        Console.WriteLine("The process stops with a session that nobody has run");
        _ = await worker.AssignAsync(Intent(1, 6, new RecoveryTarget(R1, SessionKind.CatchUp)));
    }
}
