using System.Diagnostics;
using System.Reflection;
using Replication;
using Replication.Benchmarks.Analysis;
using Replication.Benchmarks.Cases;
using Replication.Benchmarks.Generation;
using Replication.Benchmarks.Measuring;
using Replication.Benchmarks.Recovery;

if (args is [GenerationBars.FreshProcess])
{
    GenerationBars.Answer();
    return 0;
}

if (typeof(StateMachine).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
{
    Console.Error.WriteLine("Only an optimized build is worth measuring: dotnet run -c Release --project benchmarks");
    return 2;
}

if (args is [Processes.Answering])
{
    foreach (var result in Comparisons.All()) Processes.Answer(result);
    return 0;
}

if (args is ["--write-project", var folder])
{
    LargeProject.Write(folder);
    return 0;
}

if (args is ["--recovery"]) return RecoveryBars.Run() ? 0 : 1;

if (args is ["--analysis"]) return AnalysisBars.Run() ? 0 : 1;

var summaries = args is ["--generation"] ? [] : Processes.Run();
if (summaries.Count > 0) Console.WriteLine(Summary.Header);
foreach (var summary in summaries) Console.WriteLine(summary);

Console.WriteLine();
var isLight = WeightBars.Run();
Console.WriteLine();
var isGenerated = GenerationBars.Run();
return summaries.All(summary => summary.IsMet) && isLight && isGenerated ? 0 : 1;
