using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Rules;

namespace Replication.Analyzers.Usage;

/// <summary>Reports the use of a value that a call has used up or never handed out, and what is handed out and not seen through.</summary>
internal static class UsedValues
{
    public static void Follow(OperationBlockAnalysisContext context, IOperation body)
    {
        var operations = body.DescendantsAndSelf().ToList();
        var shared = Functions.Shared(operations, context.OwningSymbol).ToImmutableHashSet(SymbolEqualityComparer.Default);
        var watched = Watched(operations, shared);
        if (watched.IsEmpty) return;
        var flags = Flags.Of(operations).Except(shared);
        foreach (var graph in context.GetControlFlowGraph(body).WithNested()) Follow(graph, watched, flags, context);
    }

    // Variables that are used up somewhere or owe something, and that only the function sees which declares them.
    private static ImmutableHashSet<ISymbol> Watched(List<IOperation> operations, ImmutableHashSet<ISymbol> shared)
    {
        var used = operations.OfType<IInvocationOperation>().SelectMany(Contract.UsedUp).Select(one => one.Value.Variable()).OfType<ISymbol>();
        var types = used.Select(Variables.TypeOf).OfType<ITypeSymbol>().ToImmutableHashSet(SymbolEqualityComparer.Default);

        // A value moves from one variable to another: all of a type that is used up are watched.
        var alike = operations.Select(operation => operation is IVariableDeclaratorOperation { Symbol: var local } ? local : operation.Variable()).OfType<ISymbol>()
            .Where(variable => Variables.TypeOf(variable) is { } type && (types.Contains(type) || type.IsAt() || Contract.IsOwed(type)));
        return alike.Where(Variables.IsByValue).ToImmutableHashSet(SymbolEqualityComparer.Default).Except(shared).Except(operations.SelectMany(Used));
    }

    // What a using statement sees through by itself.
    private static IEnumerable<ISymbol> Used(IOperation operation) => operation switch
    {
        IUsingOperation { Resources: var resources } => resources.DescendantsAndSelf().Select(part => part is IVariableDeclaratorOperation { Symbol: var local } ? local : part.Variable()).OfType<ISymbol>(),
        _ => [],
    };

    private static void Follow(ControlFlowGraph graph, ImmutableHashSet<ISymbol> watched, ImmutableHashSet<ISymbol> flags, OperationBlockAnalysisContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        new UsageFlow(graph, watched, flags).Report(
            (variable, use, fact) => context.ReportDiagnostic(Diagnostic.Create(
                fact.Holding == Holding.Never ? UsageRules.NeverHandedOut : (fact.Holding & Holding.Live) == 0 ? UsageRules.UsedUp : UsageRules.PossiblyUsedUp,
                use.Syntax.GetLocation(),
                ImmutableArray.Create(fact.At!.GetLocation()),
                variable.Name,
                fact.By)),
            one => context.ReportDiagnostic(Diagnostic.Create(
                one.IsCertain ? UsageRules.Abandoned : UsageRules.PossiblyAbandoned,
                one.Handed.GetLocation(),
                one.Left is { } left ? ImmutableArray.Create(left.GetLocation()) : ImmutableArray<Location>.Empty,
                one.Variable.Name,
                Contract.Endings(Variables.TypeOf(one.Variable)!))));
    }
}
