using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Flow;
using Replication.Analyzers.Usage;

namespace Replication.Analyzers.Sessions;

/// <summary>Follows the session IDs of one method past the calls that end their sessions.</summary>
/// <remarks>Only what holds on every way is known: a call that answers whether it ended the session has ended it where it answered so in a condition.</remarks>
internal sealed class EndedFlow : ForwardFlow<Endings>
{
    private readonly ImmutableHashSet<ISymbol> _watched;
    private readonly Dictionary<CaptureId, IOperation> _captures;
    private Action<ISymbol, IArgumentOperation, Ending>? _report;

    public EndedFlow(ControlFlowGraph graph, ImmutableHashSet<ISymbol> watched)
        : base(graph)
    {
        _watched = watched;
        _captures = KeptOnce(graph).ToDictionary(kept => kept.Id, kept => kept.Value);
    }

    /// <summary>Reports each ID that is presented although its session is over.</summary>
    public void Report(Action<ISymbol, IArgumentOperation, Ending> report)
    {
        var before = Run(Endings.None);
        _report = report;
        Revisit(before);
    }

    protected override Endings After(IOperation operation, Endings state)
    {
        switch (operation)
        {
            case INameOfOperation:
            case IFlowAnonymousFunctionOperation:
                return state;
            case IInvocationOperation or IObjectCreationOperation:
                return Call(operation, state, answer: null);
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                return Children(operation, state).Without(declared);
            case IRecursivePatternOperation { DeclaredSymbol: { } declared }:
                return Children(operation, state).Without(declared);
            case IAssignmentOperation { Target: var target }:
                return Targets(target).Aggregate(Children(operation, state), (known, assigned) => known.Without(assigned));
            case IIncrementOrDecrementOperation { Target: var target }:
                return Targets(target).Aggregate(Children(operation, state), (known, assigned) => known.Without(assigned));
            default:
                return Children(operation, state);
        }
    }

    protected override Endings Join(Endings left, Endings right) => left.And(right);

    protected override Endings When(IOperation condition, bool outcome, Endings state) => condition switch
    {
        IParenthesizedOperation { Operand: var inner } => When(inner, outcome, state),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var inner } => When(inner, !outcome, state),
        IAwaitOperation { Operation: var inner } => When(inner, outcome, state),
        IInvocationOperation => Call(condition, state, outcome),
        _ => After(condition, state),
    };

    private Endings Children(IOperation operation, Endings state) => operation.ChildOperations.Aggregate(state, (known, child) => After(child, known));

    // Arguments come first, all of them; then the call happens.
    private Endings Call(IOperation call, Endings state, bool? answer)
    {
        state = Children(call, state);
        if (call.Called() is not { } method) return state;
        var on = call is IInvocationOperation invocation && Access.Instance(invocation) is { } instance ? AccessOf(instance) : null;
        var ended = new List<(ISymbol Variable, Ending Ending)>();
        foreach (var argument in SessionContract.Marked(call, SessionContract.RequiresSessionId))
        {
            if (Variable(argument.Value) is not { } variable) continue;
            if (state[variable] is { } over && (over.On is null || on is not null && over.On.IsSameAs(on))) _report?.Invoke(variable, argument, over);
            if (SessionContract.Ends(argument) && (answer == true || !IsLookedAt(call, method))) ended.Add((variable, new Ending(null, method.Name, call.Syntax)));
        }

        // An ID that is handed to what ends the others may be the one that stands then.
        if (on is { Root: not null, Calls: false } && SessionContract.EndsAny(method))
        {
            var given = call.Descendants().Select(Variable).OfType<ISymbol>().ToImmutableHashSet(SymbolEqualityComparer.Default);
            ended.AddRange(_watched.Except(given).Select(variable => (variable, new Ending(on, method.Name, call.Syntax))));
        }

        if (answer == true || !IsAnswered(method.ReturnType)) state = ended.Aggregate(state, (known, one) => known.With(one.Variable, one.Ending));
        return call.ChildOperations.OfType<IArgumentOperation>().Where(argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out)
            .SelectMany(argument => Targets(argument.Value)).Aggregate(state, (known, assigned) => known.Without(assigned));
    }

    // An error that is looked at may say that nothing was ended; one that is dropped says nothing to anybody.
    private static bool IsLookedAt(IOperation call, IMethodSymbol method) =>
        !method.ReturnsVoid && call.Parent is not (IExpressionStatementOperation
            or IAwaitOperation { Parent: IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } }
            or ISimpleAssignmentOperation { Target: IDiscardOperation });

    // Whether it is the answer that says whether the session ended.
    private static bool IsAnswered(ITypeSymbol type) => type.SpecialType == SpecialType.System_Boolean
        || (type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } answers } && IsAnswered(answers[0]));

    private Access AccessOf(IOperation operation) => operation.Bare() is IFlowCaptureReferenceOperation { Id: var id }
        ? _captures.TryGetValue(id, out var value) ? AccessOf(value) : new Access(null, [], false)
        : Access.Of(operation);

    // The variable that an expression is, if it is watched.
    private ISymbol? Variable(IOperation operation) =>
        operation.Bare() is IFlowCaptureReferenceOperation { Id: var id } ? _captures.TryGetValue(id, out var value) ? Variable(value) : null
        : operation.Variable() is { } variable && _watched.Contains(variable) ? variable
        : null;

    // What an assignment changes: variables, and members that a chain may go through.
    private IEnumerable<ISymbol> Targets(IOperation target) => target.Bare() switch
    {
        ITupleOperation tuple => tuple.Elements.SelectMany(Targets),
        IFlowCaptureReferenceOperation { Id: var id } => _captures.TryGetValue(id, out var value) ? Targets(value) : [],
        IDeclarationExpressionOperation { Expression: var declared } => Targets(declared),
        IMemberReferenceOperation { Member: var member } => [member],
        var one when one.Variable() is { } variable => [variable],
        _ => [],
    };
}
