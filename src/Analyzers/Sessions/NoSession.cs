using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Tables;
using Replication.Analyzers.Usage;

namespace Replication.Analyzers.Sessions;

/// <summary>Which expressions are no session ID that anybody was given.</summary>
internal static class NoSession
{
    /// <summary>Whether what is presented is none, or is none on one way.</summary>
    public static bool Is(IOperation presented) => IsFresh(presented.Unconverted()) || IsNone(presented) || MayBeNone(presented);

    /// <summary>Whether a variable holds none from its declaration on.</summary>
    public static bool Is(ILocalSymbol local, IOperation place) => SingleValue.Of(local, place) is { } value && IsNone(value);

    // None on every way, whatever is asked about it.
    private static bool IsNone(IOperation value)
    {
        if (value.ConstantValue.HasValue) return true;
        return value switch
        {
            IConversionOperation { Operand: var inner } => IsNone(inner),
            IParenthesizedOperation { Operand: var inner } => IsNone(inner),
            IDefaultValueOperation => true,
            IObjectCreationOperation { Initializer: null } made => made.Arguments.All(argument => IsNone(argument.Value)),
            IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field } => IsOfItsOwnType(field, field.Type),
            IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod: null } property } => IsOfItsOwnType(property, property.Type),
            ILocalReferenceOperation { Local: var local } => Is(local, value),
            _ => false,
        };
    }

    // None on one way, and nobody has asked on which.
    private static bool MayBeNone(IOperation value) => value switch
    {
        IConversionOperation { Conversion: var kind, Operand: { } inner } conversion =>
            MayBeNone(inner) || (kind is { IsImplicit: false, IsUserDefined: false } && IsNullable(inner.Type) && !IsNullable(conversion.Type) && IsUnasked(inner)),
        IParenthesizedOperation { Operand: var inner } => MayBeNone(inner),
        ICoalesceOperation { WhenNull: var otherwise } => IsNone(otherwise) || MayBeNone(otherwise),
        IConditionalOperation { WhenTrue: var one, WhenFalse: { } other } => IsNone(one) || IsNone(other) || MayBeNone(one) || MayBeNone(other),
        ISwitchExpressionOperation chosen => chosen.Arms.Any(arm => IsNone(arm.Value) || MayBeNone(arm.Value)),
        IPropertyReferenceOperation { Property: { Name: "Value", ContainingType: var type }, Instance: { } instance } when IsNullable(type) => IsUnasked(instance),
        IInvocationOperation { TargetMethod: { Name: "GetValueOrDefault", ContainingType: var type }, Instance: { } instance } when IsNullable(type) => IsUnasked(instance),
        ILocalReferenceOperation { Local: var local } => SingleValue.Of(local, value) is { } held && MayBeNone(held) && IsOnlyHandedOn(local, value),
        _ => false,
    };

    // An ID that is made up on the spot.
    private static bool IsFresh(IOperation value) =>
        value is IInvocationOperation { TargetMethod: { Name: "NewGuid", IsStatic: true, ContainingType: { Name: "Guid", ContainingNamespace.Name: "System" } } };

    private static bool IsOfItsOwnType(ISymbol member, ITypeSymbol type) => type.Same(member.ContainingType) && !SessionContract.IsCurrent(member);

    private static bool IsNullable(ITypeSymbol? type) => type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    // The compiler knows more about null than can be asked here; where it is not asked to, any earlier look at the same value counts.
    private static bool IsUnasked(IOperation nullable)
    {
        var access = Access.Of(nullable);
        if (access.Root is null || access.Calls || nullable.SemanticModel is not { } model) return false;
        if (!IsSuppressed(nullable.Syntax) && model.GetTypeInfo(nullable.Syntax).Nullability.FlowState == NullableFlowState.NotNull) return false;
        return !nullable.Whole().DescendantsAndSelf().Any(operation =>
            operation.Syntax.SpanStart < nullable.Syntax.SpanStart && Asked(operation) is { } asked && Access.Of(asked).IsSameAs(access));
    }

    private static IOperation? Asked(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "HasValue", ContainingType: var type }, Instance: { } instance } when IsNullable(type) => instance,
        IIsPatternOperation { Value: var value } => value,
        ISwitchOperation { Value: var value } => value,
        ISwitchExpressionOperation { Value: var value } => value,
        ICoalesceAssignmentOperation { Target: var value } => value,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, LeftOperand: var left, RightOperand: var right } =>
            right.Unconverted() is ILiteralOperation or IDefaultValueOperation ? left : right,
        IArgumentOperation { Value: var value } when IsNullable(value.Type) => value,
        _ => null,
    };

    // A variable that anything else is done with has been looked at, or may have been.
    private static bool IsOnlyHandedOn(ISymbol variable, IOperation place) =>
        SingleValue.Uses(variable, place).All(use => Outer(use) is IArgumentOperation { Parent: var call } && call is not null && !IsComparison(call));

    private static bool IsComparison(IOperation call) => call.Called()?.ReturnType.SpecialType == SpecialType.System_Boolean
        && !SessionContract.Marked(call, SessionContract.RequiresSessionId).Any();

    private static IOperation? Outer(IOperation use)
    {
        var outer = use.Parent;
        while (outer is IConversionOperation or IParenthesizedOperation) outer = outer.Parent;
        return outer;
    }

    // Of a value with a ! the compiler says what it was told to.
    private static bool IsSuppressed(SyntaxNode syntax) => syntax.IsKind(SyntaxKind.SuppressNullableWarningExpression)
        || syntax.Parent.IsKind(SyntaxKind.SuppressNullableWarningExpression)
        || (syntax.Parent is ParenthesizedExpressionSyntax outer && IsSuppressed(outer));
}
