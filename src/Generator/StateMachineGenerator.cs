using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Replication.Generator.Emit;
using Replication.Generator.Parse;

namespace Replication.Generator;

/// <summary>Compiles the transition table of every <c>[StateMachine]</c> class into typed states. It adds source and reports nothing: the analyzer does.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class StateMachineGenerator : IIncrementalGenerator
{
    // Names of the tracked steps, for the tests of incrementality.
    internal const string ParseStep = "Parse";
    internal const string NameStep = "Name";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(WellKnown.StateMachine, static (node, _) => node is ClassDeclarationSyntax, MachineParser.Parse)
            .Where(static machine => machine is not null)
            .Select(static (machine, _) => machine!)
            .WithTrackingName(ParseStep);

        var named = parsed
            .Collect()
            .SelectMany(static (machines, _) => UniqueNames.Assign(machines))
            .WithTrackingName(NameStep);

        context.RegisterSourceOutput(named, static (output, machine) => output.AddSource(machine.Hint + ".g.cs", MachineFile.Print(machine)));
    }
}
