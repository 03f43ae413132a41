using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Rules;
using Replication.Analyzers.Usage;

namespace Replication.Analyzers.Sessions;

/// <summary>Reports a session ID that is presented after a call that ended its session.</summary>
internal static class EndedSessions
{
    public static void Follow(OperationBlockAnalysisContext context, IOperation body)
    {
        var watched = Watched(body, context.OwningSymbol);
        if (watched.IsEmpty) return;
        foreach (var graph in context.GetControlFlowGraph(body).WithNested()) Follow(graph, watched, context);
    }

    // Variables that are presented somewhere, and that only the function sees which declares them.
    private static ImmutableHashSet<ISymbol> Watched(IOperation block, ISymbol method)
    {
        var presented = block.DescendantsAndSelf().SelectMany(call => SessionContract.Marked(call, SessionContract.RequiresSessionId))
            .Select(argument => argument.Value.Variable()).OfType<ISymbol>().Where(Variables.IsByValue).ToImmutableHashSet(SymbolEqualityComparer.Default);
        return presented.IsEmpty ? presented : presented.Except(Functions.Shared(block.DescendantsAndSelf(), method));
    }

    private static void Follow(ControlFlowGraph graph, ImmutableHashSet<ISymbol> watched, OperationBlockAnalysisContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        new EndedFlow(graph, watched).Report((variable, argument, ending) =>
        {
            if (IsCleanUp(argument.Value.Syntax, ending.At)) return;
            context.ReportDiagnostic(Diagnostic.Create(
                SessionRules.Over, Spelled.Code(argument).GetLocation(), ImmutableArray.Create(ending.At.GetLocation()), variable.Name, ending.By));
        });
    }

    // A finally also runs when the call that ends the session was never reached.
    private static bool IsCleanUp(SyntaxNode use, SyntaxNode end) =>
        use.Ancestors().OfType<FinallyClauseSyntax>().Any(clause => clause.Parent!.Span.Contains(end.Span) && !clause.Span.Contains(end.Span));
}
