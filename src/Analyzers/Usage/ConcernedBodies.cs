using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Replication.Analyzers.Usage;

/// <summary>Finds the bodies that a rule has to follow: those in which something matters to it. All others cost one look at each operation.</summary>
internal static class ConcernedBodies
{
    /// <summary>Has each such body analyzed.</summary>
    /// <remarks>
    /// A body is asked for whole: where an editor asks about a part of a method, it shows an action for single operations that part alone, and what a value
    /// went through before would not be seen.
    /// </remarks>
    /// <param name="start">Where the rule registers.</param>
    /// <param name="matters">Whether an operation matters to the rule.</param>
    /// <param name="analyze">Given a body, and where to report.</param>
    public static void Register(CompilationStartAnalysisContext start, Func<IOperation, bool> matters, Action<OperationBlockAnalysisContext, IOperation> analyze) =>
        start.RegisterOperationBlockAction(context =>
        {
            foreach (var body in context.OperationBlocks)
            {
                if (body.DescendantsAndSelf().Any(matters)) analyze(context, body);
            }
        });
}
