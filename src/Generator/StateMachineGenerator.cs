using Microsoft.CodeAnalysis;
using Replication.Generator.Emit;
using Replication.Generator.Find;
using Replication.Generator.Model;
using Replication.Generator.Parse;

namespace Replication.Generator;

/// <summary>Compiles the transition table of every <c>[StateMachine]</c> class into typed states.</summary>
/// <remarks>It adds source and reports nothing: what is wrong with a table is an analyzer's to say, so that editorconfig and pragmas reach it.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class StateMachineGenerator : IIncrementalGenerator
{
    // Names of the tracked steps, for the tests of incrementality.
    internal const string ParseStep = "Parse";
    internal const string NameStep = "Name";
    internal const string GraphStep = "Graph";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Not ForAttributeWithMetadataName: after any edit it binds all attributes of all machines, because the compilation is new.
        var finder = new MachineFinder(MachineParser.Parse);
        var parsed = context.CompilationProvider
            .SelectMany(finder.Find)
            .WithTrackingName(ParseStep);

        var named = parsed
            .Collect()
            .SelectMany(static (machines, _) => UniqueNames.Assign(machines))
            .WithTrackingName(NameStep);

        // The drawings hang on less than the machine does: what changes neither a name nor an edge draws nothing anew.
        var graphs = named.Select(static (machine, _) => GraphModel.Of(machine)).WithTrackingName(GraphStep);

        context.RegisterSourceOutput(named, static (output, machine) => output.AddSource(machine.Hint + ".g.cs", MachineFile.Print(machine)));
        context.RegisterSourceOutput(graphs, static (output, graph) => output.AddSource(graph.Hint + ".Graph.g.cs", GraphFile.Print(graph)));
    }
}
