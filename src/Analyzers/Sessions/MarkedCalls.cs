using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Replication.Analyzers.Usage;

namespace Replication.Analyzers.Sessions;

/// <summary>Finds the calls with a parameter that has an attribute; any other call costs one look-up.</summary>
internal static class MarkedCalls
{
    public static void Register(AnalysisContext context, string attribute, Action<OperationAnalysisContext> analyze) =>
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(SessionContract.Metadata(attribute)) is null) return;

            // A program calls few methods, and calls them often.
            var known = new ConcurrentDictionary<IMethodSymbol, bool>(SymbolEqualityComparer.Default);
            start.RegisterOperationAction(
                operation =>
                {
                    if (operation.Operation.Called() is { Parameters.IsEmpty: false } method
                        && known.GetOrAdd(method.OriginalDefinition, one => SessionContract.AnyMarked(one, attribute))) analyze(operation);
                },
                OperationKind.Invocation,
                OperationKind.ObjectCreation);
        });
}
