using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Replication.Analyzers.Usage;

/// <summary>A condition that asks whether a value is <see langword="null"/>.</summary>
/// <param name="Value">The value.</param>
/// <param name="IsNull">How the condition comes out where it is.</param>
internal readonly record struct NullTest(IOperation Value, bool IsNull)
{
    /// <summary>The test that a condition is, or <see langword="null"/>.</summary>
    public static NullTest? Of(IOperation condition) => condition switch
    {
        IParenthesizedOperation { Operand: var inner } => Of(inner),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var inner } => Of(inner) is var (value, isNull) ? new NullTest(value, !isNull) : null,
        IIsNullOperation { Operand: var value } => new NullTest(value, true),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, LeftOperand: var left, RightOperand: var right } when IsNullLiteral(right) => new NullTest(Inner(left), true),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals, LeftOperand: var left, RightOperand: var right } when IsNullLiteral(right) => new NullTest(Inner(left), false),
        IIsPatternOperation { Value: var value, Pattern: var pattern } => Of(value, pattern),
        _ => null,
    };

    private static NullTest? Of(IOperation value, IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation { Pattern: var inner } => Of(value, inner) is var (_, isNull) ? new NullTest(value, !isNull) : null,
        IConstantPatternOperation { Value: var constant } when IsNullLiteral(constant) => new NullTest(value, true),
        IRecursivePatternOperation { DeclaredSymbol: null, PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } => new NullTest(value, false),
        _ => null,
    };

    private static bool IsNullLiteral(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };

    private static IOperation Inner(IOperation operation) => operation is IConversionOperation { IsImplicit: true, Operand: var inner } ? inner : operation;
}
