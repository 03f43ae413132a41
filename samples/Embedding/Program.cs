using Replication.Embedding;
using Replication.Embedding.Engine;
using Replication.Recovery;
using static Replication.Embedding.Cluster;

// What embedding the engine takes: Engine/Life.cs puts it together, Engine/Worker.cs works with it, Storage/MemoryPort.cs is what it works on. This is what happens.
var folder = Directory.CreateTempSubdirectory("replication-embedding-");
try
{
    var journal = Path.Combine(folder.FullName, "recovery.journal");
    var cluster = new Cluster();

    Console.WriteLine("The process starts");
    var error = await Life.LiveAsync(journal, Volume, cluster.Port(), new FirstLife(cluster).LiveAsync);
    if (!error.IsNone) return Failed(error);

    Console.WriteLine("The process starts again");
    error = await Life.LiveAsync(journal, Volume, cluster.Port(), new SecondLife(cluster).LiveAsync);
    if (!error.IsNone) return Failed(error);

    Console.WriteLine($"The process is over, and {cluster.Primary.Pins} pins are held");
    return 0;
}
finally
{
    folder.Delete(recursive: true);
}

static int Failed(RecoveryError error)
{
    Console.Error.WriteLine(error);
    return 1;
}
