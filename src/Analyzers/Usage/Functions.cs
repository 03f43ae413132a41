using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.Usage;

/// <summary>The functions within a method, each with a control flow of its own.</summary>
internal static class Functions
{
    /// <summary>A control flow, and those of the local functions and lambdas in it, however deep.</summary>
    public static IEnumerable<ControlFlowGraph> WithNested(this ControlFlowGraph graph)
    {
        yield return graph;
        var nested = graph.LocalFunctions.Select(local => graph.GetLocalFunctionControlFlowGraph(local))
            .Concat(graph.Blocks.SelectMany(Lambdas).Select(lambda => graph.GetAnonymousFunctionControlFlowGraph(lambda)));
        foreach (var inner in nested.SelectMany(WithNested)) yield return inner;
    }

    /// <summary>The variables that another function names than the one that declares them: nobody knows when that runs.</summary>
    /// <param name="operations">What the method does.</param>
    /// <param name="method">The method.</param>
    public static IEnumerable<ISymbol> Shared(IEnumerable<IOperation> operations, ISymbol method) => operations
        .Select(operation => operation.Variable() is { } variable && !Owner(operation, method).Same(variable.ContainingSymbol) ? variable : null)
        .OfType<ISymbol>();

    // The function whose graph an operation is in.
    private static ISymbol Owner(IOperation operation, ISymbol method)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation lambda) return lambda.Symbol;
            if (outer is ILocalFunctionOperation local) return local.Symbol;
        }

        return method;
    }

    private static IEnumerable<IFlowAnonymousFunctionOperation> Lambdas(BasicBlock block)
    {
        var operations = block.Operations.SelectMany(operation => operation.DescendantsAndSelf());
        return (block.BranchValue is { } value ? operations.Concat(value.DescendantsAndSelf()) : operations).OfType<IFlowAnonymousFunctionOperation>();
    }
}
