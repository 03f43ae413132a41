using System.CommandLine;
using Replication.Tool.Demo;
using Replication.Tool.Graph;
using Replication.Tool.Replay;
using Replication.Tool.Serve;

var root = new RootCommand("Brings lagging replicas of real stores back, and shows how.")
{
    DemoCommand.Create(),
    GraphCommand.Create(),
    ReplayCommand.Create(),
    ServeCommand.Create(),
};

// An interrupted demo stops its processes and deletes its folder; that may take a moment.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
