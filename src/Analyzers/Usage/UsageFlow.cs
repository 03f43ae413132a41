using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Flow;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.Usage;

/// <summary>Follows the values of one method that calls use up.</summary>
/// <remarks>
/// Watched are local variables and parameters by value that the method itself uses up somewhere. One that a nested function sees is not: nobody knows when
/// that runs. A value that is stored, boxed, returned or passed on without a contract is no longer watched from there on. A flag that only constants are
/// set to says which way was taken, as far as that is the same on every way.
/// </remarks>
internal sealed class UsageFlow : ForwardFlow<Holdings>
{
    private readonly ImmutableHashSet<ISymbol> _watched;
    private readonly ImmutableHashSet<ISymbol> _flags;
    private readonly Dictionary<CaptureId, ISymbol> _captures = [];
    private readonly Dictionary<CaptureId, SyntaxNode> _handed = [];
    private readonly Duties _duties = new();
    private Action<ISymbol, IOperation, Fact>? _report;

    public UsageFlow(ControlFlowGraph graph, ImmutableHashSet<ISymbol> watched, ImmutableHashSet<ISymbol> flags)
        : base(graph)
    {
        _watched = watched;
        _flags = flags;

        foreach (var kept in KeptOnce(graph))
        {
            if (Variable(kept.Value) is { } variable) _captures.Add(kept.Id, variable);
            else if (Handed(kept.Value) is { } handed) _handed.Add(kept.Id, handed);
        }
    }

    /// <summary>Reports each use of a value that may have been used up before, or was never there, and each value that is left behind.</summary>
    /// <param name="report">Told the variable, the use and what it holds there.</param>
    /// <param name="abandoned">Told what is not seen through.</param>
    public void Report(Action<ISymbol, IOperation, Fact> report, Action<Abandoned> abandoned)
    {
        var before = Run(Holdings.None);
        _report = report;
        Revisit(before);

        foreach (var one in _duties.Abandoned()) abandoned(one);
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
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var flag }, Value: var value } when _flags.Contains(flag):
                return Keep(flag, value, state).Setting(flag, value.ConstantValue is { HasValue: true, Value: bool set } ? set : null);
            case ISimpleAssignmentOperation assignment when Variable(assignment.Target) is { } target && IsGivenOn(assignment):
                return Use(target, assignment.Target, Assign(assignment, state), isKept: false);
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
            case IMethodReferenceOperation { Instance: { } held }:
                // A delegate holds the value that it is called on, and anyone may call it.
                return After(held, state);
            case IMemberReferenceOperation { Instance: { } instance, Member: var member }:
                return IsWatched(instance) && Contract.IsAlways(member) ? state : Look(instance, state);
            case IIsNullOperation { Operand: var asked }:
                return Look(asked, state);
            case IIsPatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: not null } or IRecursivePatternOperation { DeclaredSymbol: not null } } matched:
                // Another name for the value: it is seen through under that one.
                return After(matched.Pattern, After(matched.Value, state));
            case IIsPatternOperation matched:
                return After(matched.Pattern, Look(matched.Value, state));
            case IInvalidOperation:
                // A call that does not compile takes nothing; what it is given is passed on.
                return operation.ChildOperations.Aggregate(state, (known, child) =>
                    child.Syntax.Parent is ArgumentSyntax && Variable(child) is { } given ? Settle(given, Look(child, known)) : Look(child, known));
            case IBinaryOperation compared:
                return Look(Compared(compared.RightOperand), Look(Compared(compared.LeftOperand), state));
            default:
                return Children(operation, state);
        }
    }

    protected override Holdings Join(Holdings left, Holdings right) => left.Or(right);

    protected override Holdings? When(IOperation condition, bool outcome, Holdings state)
    {
        if (NullTest.Of(condition) is var (value, isNull) && Variable(value) is { } tested)
        {
            state = Use(tested, value, state, isKept: true);
            return outcome == isNull ? state.With(tested, state[tested] with { Owed = null }) : state;
        }

        var (asked, isSame) = Asked(condition);
        if (asked is ILocalReferenceOperation { Local: var flag } && state.FlagOf(flag) is { } known && outcome != (known == isSame)) return null;
        var verdicts = ImmutableArray<Verdict>.Empty;
        if (asked is IInvocationOperation call) (state, verdicts) = Call(call, state);
        else if (asked is ILocalReferenceOperation { Local: var local }) verdicts = state.VerdictsOf(local);
        else if (asked is IFlowCaptureReferenceOperation { Id: var id }) verdicts = state.VerdictsOf(id);
        else
        {
            state = After(condition, state);
            return asked is IIsPatternOperation { Pattern: var pattern } && outcome == isSame ? HandedByPattern(pattern, state) : state;
        }

        return verdicts.Aggregate(state, (after, verdict) => after.With(verdict.Variable, outcome == (verdict.When == isSame) ? verdict.Then : verdict.Else));
    }

    protected override void Leaving(BasicBlock block, ControlFlowBranch branch, Holdings state) => _duties.Leave(block, branch, state);

    // A case of a union that was matched hands out its value.
    private Holdings HandedByPattern(IPatternOperation pattern, Holdings state) => pattern.DescendantsAndSelf().OfType<IPropertySubpatternOperation>()
        .Where(part => part.Member is IMemberReferenceOperation { Member: var member } && Contract.HandsOut(member))
        .Select(part => part.Pattern switch
        {
            IRecursivePatternOperation { DeclaredSymbol: { } declared } => declared,
            IDeclarationPatternOperation { DeclaredSymbol: { } declared } => declared,
            _ => null,
        })
        .OfType<ISymbol>()
        .Where(_watched.Contains)
        .Aggregate(state, (known, declared) => known.With(declared, Fact.Live with { Owed = pattern.Syntax }));

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

    // To be compared with another reference a value is made an object, and nobody keeps that.
    private static IOperation Compared(IOperation operand) =>
        operand is IConversionOperation { IsImplicit: true, Conversion.IsReference: true, Operand: var inner } ? inner : operand;

    // An answer that is kept still tells, when it is asked for, what became of the value.
    private Holdings Keep(object answer, IOperation value, Holdings state)
    {
        if (value.Bare() is not IInvocationOperation call) return After(value, state).Keeping(answer, ImmutableArray<Verdict>.Empty);
        var (after, verdicts) = Call(call, state);
        return after.Keeping(answer, verdicts);
    }

    private Holdings Children(IOperation operation, Holdings state) => operation.ChildOperations.Aggregate(state, (known, child) => After(child, known));

    // Arguments come first, all of them; then the call happens.
    private (Holdings State, ImmutableArray<Verdict> Verdicts) Call(IInvocationOperation call, Holdings state)
    {
        var used = Contract.UsedUp(call).Select(one => (Variable: Variable(one.Value), one.Value, one.When)).Where(one => one.Variable is not null).ToList();
        if (call.Instance is { } instance && !(IsWatched(instance) && Contract.IsAlways(call.TargetMethod)))
        {
            state = Look(instance, state);
            if (Contract.IsDisposal(call.TargetMethod) && Variable(instance) is { } disposed) state = Settle(disposed, state);
        }

        foreach (var argument in call.Arguments)
        {
            state = Variable(argument.Value) is { } passed && used.Exists(one => one.Value == argument.Value)
                ? Use(passed, argument.Value, state, isKept: true)
                : Contract.Asserts(argument.Parameter) is { } asserted ? When(argument.Value, asserted, state) ?? state
                : After(argument, state);
        }

        var verdicts = ImmutableArray<Verdict>.Empty;
        foreach (var (variable, _, when) in used)
        {
            var before = state[variable!];
            if ((before.Holding & Holding.Escaped) != 0)
            {
                // Whoever it was passed to has left it here after all.
                state = Settle(variable!, state);
                continue;
            }

            var after = Fact.Used(call.TargetMethod.Name, call.Syntax) with { Owed = before.Owed };
            _duties.Settle(before.Owed);
            if (when is { } answer) verdicts = verdicts.Add(new Verdict(variable!, answer, after, before));
            state = state.With(variable!, when is null ? after : before.Or(after));
        }

        foreach (var given in call.Arguments.Where(argument => argument.Parameter?.RefKind == RefKind.Out))
        {
            if (Variable(given.Value) is not { } variable) continue;
            verdicts = verdicts.RemoveAll(decided => decided.Variable.Same(variable));
            var handed = Fact.Live with { Owed = Contract.HandsOut(given.Parameter) ? given.Syntax : null };
            if (call.TargetMethod.ReturnType.SpecialType == SpecialType.System_Boolean && (handed.Owed is not null || Variables.TypeOf(variable).IsAt()))
            {
                // Who answers that it did not happen hands out a default value.
                var refused = Fact.Never(call.TargetMethod.Name, call.Syntax);
                verdicts = verdicts.Add(new Verdict(variable, true, handed, refused));
                state = state.With(variable, handed.Or(refused));
            }
            else
            {
                state = state.With(variable, handed);
            }
        }

        return (state, verdicts);
    }

    private Holdings Pass(IArgumentOperation argument, Holdings state)
    {
        if (Variable(argument.Value) is not { } variable) return After(argument.Value, state);
        if (argument.Parameter?.RefKind == RefKind.Out || Contract.IsAlways(argument.Parameter)) return state;
        if (!Contract.IsBorrowed(argument.Parameter)) _duties.Pass(state[variable].Owed, argument.Syntax);
        state = Use(variable, argument.Value, state, Contract.IsBorrowed(argument.Parameter));

        // What is passed by reference may be seen through, or be another value, afterwards. A transition that moves its value on in place is not such a call.
        return argument.Parameter is { RefKind: RefKind.Ref } taken && !(taken.Type.IsAt() && taken is { Ordinal: 0, ContainingSymbol: IMethodSymbol { IsExtensionMethod: true } })
            ? Settle(variable, state)
            : state;
    }

    private Holdings Assign(ISimpleAssignmentOperation assignment, Holdings state)
    {
        var target = Variable(assignment.Target);
        var fact = Fact.Live;
        if (Variable(assignment.Value) is { } source)
        {
            // The value moves: two variables with the same value would be two uses of it.
            if (target is null) _duties.Pass(state[source].Owed, assignment.Syntax);
            state = Use(source, assignment.Value, state, isKept: target is not null);
            if (target is not null && !source.Same(target))
            {
                fact = state[source] is { Holding: Holding.Live } moved ? moved : fact;

                // Of an ordinary type two variables may share a value: what becomes of it is watched in the new one.
                state = state.With(source, Variables.TypeOf(source).IsAt() ? Fact.Used(target.Name, assignment.Syntax) : Fact.Escaped);
            }
            else if (target is not null)
            {
                fact = state[target];
            }
        }
        else
        {
            var kept = assignment.Target is ILocalReferenceOperation { Local: var local } ? local : null;
            state = kept is null ? After(assignment.Value, state) : Keep(kept, assignment.Value, state);
            if (assignment.Value is IDefaultValueOperation or IConversionOperation { Operand: IDefaultValueOperation } && target is not null && Variables.TypeOf(target).IsAt()) fact = Fact.Never("default", assignment.Syntax);
            else fact = fact with { Owed = Handed(assignment.Value) };
        }

        if (target is null) return assignment.Target is ILocalReferenceOperation ? state : After(assignment.Target, state);
        if (_report is not null && state[target] is { Holding: Holding.Live, IsOpen: true } lost && lost != fact) _duties.Lose(target, lost.Owed!, assignment.Syntax);
        return state.With(target, fact);
    }

    // Whether what a variable is set to goes elsewhere as well, as in `_kept = pin = Take()`.
    private static bool IsGivenOn(IOperation assigned) => assigned.Parent switch
    {
        IConversionOperation or IParenthesizedOperation => IsGivenOn(assigned.Parent),
        IArgumentOperation { Parameter: var parameter } => !Contract.IsBorrowed(parameter),
        ISimpleAssignmentOperation { Target: not IDiscardOperation } or IArrayInitializerOperation or ITupleOperation or IFlowCaptureOperation => true,
        null => assigned.Syntax is AssignmentExpressionSyntax, // returned; a declaration is another syntax
        _ => false,
    };

    // Where a value was handed out that has to be seen through, if that is what an expression is.
    private SyntaxNode? Handed(IOperation value) => value switch
    {
        IConversionOperation { Operand: var inner } conversion when conversion.Conversion.IsIdentity || conversion.Conversion.IsReference => Handed(inner),
        IParenthesizedOperation { Operand: var inner } => Handed(inner),
        IAwaitOperation { Operation: var inner } => Handed(inner),
        IInvocationOperation call when Contract.Configured(call) is { } inner => Handed(inner),
        IInvocationOperation call => Contract.HandsOut(call.TargetMethod) ? call.Syntax : null,
        IObjectCreationOperation { Constructor: { } constructor } made => Contract.HandsOut(constructor) ? made.Syntax : null,
        IFlowCaptureReferenceOperation { Id: var id } => _handed.TryGetValue(id, out var handed) ? handed : null,
        _ => null,
    };

    private Holdings Settle(ISymbol variable, Holdings state)
    {
        _duties.Settle(state[variable].Owed);
        return state.With(variable, state[variable] with { Owed = null });
    }

    private Holdings Use(ISymbol variable, IOperation use, Holdings state, bool isKept)
    {
        var fact = state[variable];
        var isUsed = (fact.Holding & (Holding.Used | Holding.Escaped)) == Holding.Used;
        if ((isUsed || (isKept && fact.Holding == Holding.Never)) && !use.IsImplicit) _report?.Invoke(variable, use, fact);
        if (isKept) return state;
        _duties.Settle(fact.Owed);
        return state.With(variable, Fact.Escaped with { Owed = fact.Owed });
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
