using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Flow;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.Usage;

/// <summary>Follows the values of one method that calls use up.</summary>
/// <remarks>
/// Watched are local variables and parameters by value that the method itself uses up somewhere. One that a nested function sees is not: nobody knows when
/// that runs. A value that is stored, boxed, returned or passed on without a contract is no longer watched from there on.
/// </remarks>
internal sealed class UsageFlow : ForwardFlow<Holdings>
{
    private readonly ImmutableHashSet<ISymbol> _watched;
    private readonly Dictionary<CaptureId, ISymbol> _captures = [];
    private Action<ISymbol, IOperation, Fact>? _report;

    public UsageFlow(ControlFlowGraph graph, ImmutableHashSet<ISymbol> watched)
        : base(graph)
    {
        _watched = watched;

        // What the compiler keeps for later from one place only is that. From several, as after a conditional expression, it is no one's.
        var captures = graph.Blocks.SelectMany(block => block.Operations).SelectMany(operation => operation.DescendantsAndSelf()).OfType<IFlowCaptureOperation>();
        foreach (var same in captures.ToLookup(capture => capture.Id))
        {
            if (same.Count() == 1 && Variable(same.Single().Value) is { } variable) _captures.Add(same.Key, variable);
        }
    }

    /// <summary>Reports each use of a value that may have been used up before.</summary>
    public void Report(Action<ISymbol, IOperation, Fact> report)
    {
        var before = Run(Holdings.None);
        _report = report;
        foreach (var block in Graph.Blocks)
        {
            if (!before.TryGetValue(block.Ordinal, out var state)) continue;
            foreach (var operation in block.Operations) state = After(operation, state);
            if (block.BranchValue is { } value) After(value, state);
        }
    }

    protected override Holdings After(IOperation operation, Holdings state)
    {
        switch (operation)
        {
            case INameOfOperation:
            case IFlowAnonymousFunctionOperation:
                return state;
            case IFlowCaptureOperation capture:
                // What is only kept for later is used where it is asked for.
                return _captures.ContainsKey(capture.Id) ? state : Keep(capture.Id, capture.Value, state);
            case IFlowCaptureReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation:
                return Variable(operation) is { } variable ? Use(variable, operation, state, isKept: false) : state;
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment, state);
            case IInvocationOperation call:
                return Call(call, state).State;
            case IArgumentOperation argument:
                return Pass(argument, state);
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                return Children(operation, state).With(declared, Fact.Live);
            case IRecursivePatternOperation { DeclaredSymbol: { } declared }:
                return Children(operation, state).With(declared, Fact.Live);
            case IDeconstructionAssignmentOperation { Target: var target } deconstruction:
                return Targets(target).Aggregate(After(deconstruction.Value, state), (known, variable) => known.With(variable, Fact.Live));
            case IMemberReferenceOperation { Instance: { } instance, Member: var member }:
                return IsWatched(instance) && Contract.IsAlways(member) ? state : Look(instance, state);
            case IIsNullOperation { Operand: var asked }:
                return Look(asked, state);
            case IIsPatternOperation matched:
                return After(matched.Pattern, Look(matched.Value, state));
            case IInvalidOperation:
                // A call that does not compile takes nothing.
                return operation.ChildOperations.Aggregate(state, (known, child) => Look(child, known));
            case IBinaryOperation compared:
                return Look(compared.RightOperand, Look(compared.LeftOperand, state));
            default:
                return Children(operation, state);
        }
    }

    protected override Holdings Join(Holdings left, Holdings right) => left.Or(right);

    protected override Holdings When(IOperation condition, bool outcome, Holdings state)
    {
        var (asked, isSame) = Asked(condition);
        var verdict = default(Verdict?);
        if (asked is IInvocationOperation call) (state, verdict) = Call(call, state);
        else if (asked is ILocalReferenceOperation { Local: var local }) verdict = state.VerdictOf(local);
        else if (asked is IFlowCaptureReferenceOperation { Id: var id }) verdict = state.VerdictOf(id);
        else return After(condition, state);
        if (verdict is not { } decided) return state;
        return state.With(decided.Variable, outcome == (decided.When == isSame) ? decided.Used : decided.Before);
    }

    // What a condition asks for, and whether it is what the condition says or the opposite.
    private static (IOperation Asked, bool IsSame) Asked(IOperation condition) => condition switch
    {
        IParenthesizedOperation { Operand: var inner } => Asked(inner),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var inner } => Opposite(Asked(inner)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, LeftOperand: var left, RightOperand.ConstantValue: { HasValue: true, Value: bool value } } =>
            value ? Asked(left) : Opposite(Asked(left)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals, LeftOperand: var left, RightOperand.ConstantValue: { HasValue: true, Value: bool value } } =>
            value ? Opposite(Asked(left)) : Asked(left),
        IIsPatternOperation { Value: var left, Pattern: var pattern } => Matched(left, pattern, condition),
        _ => (condition, true),
    };

    private static (IOperation Asked, bool IsSame) Matched(IOperation value, IPatternOperation pattern, IOperation condition) => pattern switch
    {
        INegatedPatternOperation { Pattern: var inner } when Matched(value, inner, condition) is var (asked, isSame) && asked != condition => (asked, !isSame),
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool answer } } => answer ? Asked(value) : Opposite(Asked(value)),
        _ => (condition, true),
    };

    private static (IOperation Asked, bool IsSame) Opposite((IOperation Asked, bool IsSame) asked) => (asked.Asked, !asked.IsSame);

    // What only sees a value leaves it where it is.
    private Holdings Look(IOperation operation, Holdings state) =>
        Variable(operation) is { } variable ? Use(variable, operation, state, isKept: true) : After(operation, state);

    // An answer that is kept still tells, when it is asked for, what became of the value.
    private Holdings Keep(object answer, IOperation value, Holdings state)
    {
        if (value.Bare() is not IInvocationOperation call) return After(value, state).Keeping(answer, null);
        var (after, verdict) = Call(call, state);
        return after.Keeping(answer, verdict);
    }

    private Holdings Children(IOperation operation, Holdings state) => operation.ChildOperations.Aggregate(state, (known, child) => After(child, known));

    // Arguments come first, all of them; then the call happens.
    private (Holdings State, Verdict? Verdict) Call(IInvocationOperation call, Holdings state)
    {
        var used = Contract.UsedUp(call).Select(one => (Variable: Variable(one.Value), one.Value, one.When)).Where(one => one.Variable is not null).ToList();
        if (call.Instance is { } instance && !(IsWatched(instance) && Contract.IsAlways(call.TargetMethod))) state = Look(instance, state);

        foreach (var argument in call.Arguments)
        {
            state = Variable(argument.Value) is { } passed && used.Exists(one => one.Value == argument.Value)
                ? Use(passed, argument.Value, state, isKept: true)
                : Contract.Asserts(argument.Parameter) is { } asserted ? When(argument.Value, asserted, state)
                : After(argument, state);
        }

        Verdict? verdict = null;
        foreach (var (variable, _, when) in used)
        {
            var (before, after) = (state[variable!], Fact.Used(call.TargetMethod.Name, call.Syntax));
            if ((before.Holding & Holding.Escaped) != 0) continue;
            if (when is { } answer) verdict = new Verdict(variable!, answer, after, before);
            state = state.With(variable!, when is null ? after : before.Or(after));
        }

        foreach (var given in call.Arguments.Where(argument => argument.Parameter?.RefKind == RefKind.Out))
        {
            if (Variable(given.Value) is not { } variable) continue;
            state = state.With(variable, Fact.Live);
            if (verdict is { } decided && decided.Variable.Same(variable)) verdict = null;
        }

        return (state, verdict);
    }

    private Holdings Pass(IArgumentOperation argument, Holdings state)
    {
        if (Variable(argument.Value) is not { } variable) return After(argument.Value, state);
        return argument.Parameter?.RefKind == RefKind.Out || Contract.IsAlways(argument.Parameter) ? state : Use(variable, argument.Value, state, Contract.IsBorrowed(argument.Parameter));
    }

    private Holdings Assign(ISimpleAssignmentOperation assignment, Holdings state)
    {
        var target = Variable(assignment.Target);
        if (Variable(assignment.Value) is { } source)
        {
            // The value moves: two variables with the same value would be two uses of it.
            state = Use(source, assignment.Value, state, isKept: target is not null);
            if (target is not null && !source.Same(target)) state = state.With(source, Fact.Used(target.Name, assignment.Syntax));
        }
        else
        {
            var kept = assignment.Target is ILocalReferenceOperation { Local: var local } ? local : null;
            state = kept is null ? After(assignment.Value, state) : Keep(kept, assignment.Value, state);
        }

        if (target is not null) return state.With(target, Fact.Live);
        return assignment.Target is ILocalReferenceOperation ? state : After(assignment.Target, state);
    }

    private Holdings Use(ISymbol variable, IOperation use, Holdings state, bool isKept)
    {
        var fact = state[variable];
        if ((fact.Holding & (Holding.Used | Holding.Escaped)) == Holding.Used && !use.IsImplicit) _report?.Invoke(variable, use, fact);
        return isKept ? state : state.With(variable, Fact.Escaped);
    }

    private bool IsWatched(IOperation operation) => Variable(operation) is not null;

    // The variable that an expression is, if it is watched.
    private ISymbol? Variable(IOperation operation) =>
        operation.Bare() is IFlowCaptureReferenceOperation { Id: var id } ? _captures.TryGetValue(id, out var captured) ? captured : null
        : operation.Variable() is { } variable && _watched.Contains(variable) ? variable
        : null;

    private IEnumerable<ISymbol> Targets(IOperation target) => target switch
    {
        ITupleOperation tuple => tuple.Elements.SelectMany(Targets),
        IDeclarationExpressionOperation { Expression: var declared } => Targets(declared),
        _ when Variable(target) is { } variable => [variable],
        _ => [],
    };
}
