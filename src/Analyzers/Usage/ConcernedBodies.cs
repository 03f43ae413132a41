using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Replication.Analyzers.Usage;

/// <summary>Finds the bodies that a rule has to follow: those in which something matters to it. All others cost one question for each call.</summary>
internal static class ConcernedBodies
{
    /// <summary>Has each such body analyzed once.</summary>
    /// <param name="start">Where the rule registers.</param>
    /// <param name="matters">Whether an operation matters to the rule. Asked often, and of the same operation more than once.</param>
    /// <param name="analyze">Given the body, and where to report.</param>
    /// <param name="kinds">The kinds of operations that may matter.</param>
    public static void Register(
        CompilationStartAnalysisContext start, Func<IOperation, bool> matters, Action<OperationAnalysisContext, IOperation> analyze, ImmutableArray<OperationKind> kinds) =>
        start.RegisterOperationAction(
            context =>
            {
                if (!matters(context.Operation)) return;
                var body = context.Operation;
                while (body.Parent is { } outer) body = outer;

                // The first that matters speaks for all: nothing has to be remembered of a body.
                if (body.DescendantsAndSelf().First(matters) == context.Operation) analyze(context, body);
            },
            kinds);
}
