using System.CommandLine;
using Replication.Tool.Replay;

var root = new RootCommand("Brings lagging replicas of real stores back, and shows how.")
{
    ReplayCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
