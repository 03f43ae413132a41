using System.CommandLine;
using Replication.Recovery;

namespace Replication.Tool.Serve;

/// <summary><c>replication serve primary|replica</c>: one store in a process of its own.</summary>
internal static class ServeCommand
{
    private static readonly Option<string> Volume = new("--volume") { Description = "The volume the store holds.", Required = true };

    private static readonly Option<string> Folder = new("--folder") { Description = "The store's folder; an empty one becomes an empty store.", Required = true };

    private static readonly Option<string> Listen = new("--listen")
    {
        Description = "The loopback address to listen on; port 0 = any free one, printed when ready.",
        DefaultValueFactory = _ => "127.0.0.1:0",
    };

    private static readonly Option<bool> StopWithInput = new("--stop-with-input") { Description = "Stop when standard input ends, so that no process outlives the one that started it." };

    private static readonly Option<ulong> CheckpointEvery = new("--checkpoint-every")
    {
        Description = "The distance in LSN after which a checkpoint is taken and log that nothing needs is dropped; 0 = never.",
        DefaultValueFactory = _ => 1_000_000,
    };

    public static Command Create() => new("serve", "Runs one store in a process of its own, until it is interrupted.") { Primary(), Replica() };

    private static CheckpointRhythm Rhythm(ParseResult parse) => new(parse.GetValue(CheckpointEvery));

    private static Command Primary()
    {
        var epoch = new Option<ulong>("--epoch") { Description = "The epoch the primary writes.", Required = true };
        var command = new Command("primary", "Runs a volume's primary: its store, its orchestrator, its control port.") { Volume, Folder, epoch, Listen, CheckpointEvery, StopWithInput };
        command.SetAction((parse, stop) => ServerHost.RunAsync(
            parse.GetRequiredValue(Listen),
            parse.GetValue(StopWithInput),
            () => PrimaryServer.Open(parse.GetRequiredValue(Folder), new VolumeId(parse.GetRequiredValue(Volume)), new Epoch(parse.GetRequiredValue(epoch)), Rhythm(parse)),
            Console.Out,
            Console.Error,
            stop));
        return command;
    }

    private static Command Replica()
    {
        var id = new Option<string>("--id") { Description = "The replica's identity.", Required = true };
        var command = new Command("replica", "Runs a replica: its store, reached by its primary.") { id, Volume, Folder, Listen, CheckpointEvery, StopWithInput };
        command.SetAction((parse, stop) => ServerHost.RunAsync(
            parse.GetRequiredValue(Listen),
            parse.GetValue(StopWithInput),
            () => ReplicaServer.Open(parse.GetRequiredValue(Folder), new VolumeId(parse.GetRequiredValue(Volume)), new ReplicaId(parse.GetRequiredValue(id)), Rhythm(parse)),
            Console.Out,
            Console.Error,
            stop));
        return command;
    }
}
