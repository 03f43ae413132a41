using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Tables;
using Replication.Analyzers.Usage;

namespace Replication.Analyzers.Sessions;

/// <summary>Local variables that hold one value for as long as they are there.</summary>
internal static class SingleValue
{
    /// <summary>What a local variable is initialised with, if nothing else is ever assigned to it.</summary>
    /// <param name="local">The variable.</param>
    /// <param name="place">Where it is asked: after the declaration.</param>
    public static IOperation? Of(ILocalSymbol local, IOperation place)
    {
        if (local.IsRef) return null;
        IOperation? value = null;
        foreach (var operation in place.Whole().DescendantsAndSelf())
        {
            if (operation is IVariableDeclaratorOperation declared && declared.Symbol.Same(local)) value = declared.GetVariableInitializer()?.Value;
            else if (Changes(operation, local)) return null;
        }

        // What does not compile may name a variable before it is there, or within what it is initialised with.
        return value is not null && value.Syntax.Span.End <= place.Syntax.SpanStart ? value : null;
    }

    /// <summary>Every place in the method where a variable is named.</summary>
    public static IEnumerable<IOperation> Uses(ISymbol variable, IOperation place) =>
        place.Whole().DescendantsAndSelf().Where(operation =>
            operation is ILocalReferenceOperation or IParameterReferenceOperation && operation.Variable().Same(variable));

    /// <summary>The whole that an operation is a part of: the body of its method, or the initializer of its field.</summary>
    public static IOperation Whole(this IOperation operation)
    {
        while (operation.Parent is { } outer) operation = outer;
        return operation;
    }

    private static bool Changes(IOperation operation, ISymbol local) => operation switch
    {
        IAssignmentOperation assignment => Targets(assignment.Target).Any(target => target.Same(local)),
        IIncrementOrDecrementOperation { Target: var target } => target.Variable().Same(local),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: var given } => given.Variable().Same(local),
        IAddressOfOperation { Reference: var shown } => shown.Variable().Same(local),
        IVariableInitializerOperation { Value: var shown, Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => shown.Variable().Same(local),
        _ => false,
    };

    private static IEnumerable<ISymbol?> Targets(IOperation target) => target is ITupleOperation tuple ? tuple.Elements.SelectMany(Targets) : [target.Variable()];
}
