using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.Purity;

/// <summary>What one method does that matters to purity.</summary>
/// <param name="Impurities">What is not pure, and how a message says it.</param>
/// <param name="Callees">The members of the machine that it calls.</param>
internal sealed record MethodFacts(List<(IOperation Operation, string What)> Impurities, List<ISymbol> Callees)
{
    public static MethodFacts Of(INamedTypeSymbol machine, IEnumerable<IOperation> blocks)
    {
        var facts = new MethodFacts([], []);
        foreach (var block in blocks) facts.Read(machine, block);
        return facts;
    }

    private void Read(INamedTypeSymbol machine, IOperation operation)
    {
        if (operation is INameOfOperation) return; // A name is no use.
        if (Impurity.Of(operation) is { } what) Impurities.Add((operation, what));
        foreach (var used in Used(operation))
        {
            if (used is not null && used.ContainingType.Same(machine)) Callees.Add(used.OriginalDefinition);
        }

        foreach (var child in operation.ChildOperations) Read(machine, child);
    }

    private static IEnumerable<ISymbol?> Used(IOperation operation) => operation switch
    {
        IInvocationOperation call => [call.TargetMethod],
        IMethodReferenceOperation method => [method.Method],
        IObjectCreationOperation creation => [creation.Constructor],
        IPropertyReferenceOperation property => [property.Property.GetMethod, property.Property.SetMethod],
        IBinaryOperation binary => [binary.OperatorMethod],
        IUnaryOperation unary => [unary.OperatorMethod],
        IConversionOperation conversion => [conversion.OperatorMethod],
        _ => [],
    };
}
