using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Replication.Analyzers.Usage;

/// <summary>Which variable an expression is.</summary>
internal static class Variables
{
    /// <summary>The local variable or parameter that an expression is or declares; <see langword="null"/> for any other.</summary>
    public static ISymbol? Variable(this IOperation operation) => operation.Bare() switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IParameterReferenceOperation { Parameter: var parameter } => parameter,
        IDeclarationExpressionOperation { Expression: var declared } => declared.Variable(),
        _ => null,
    };

    /// <summary>The type of a variable.</summary>
    public static ITypeSymbol? TypeOf(ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    /// <summary>Whether a variable holds its value itself.</summary>
    public static bool IsByValue(ISymbol variable) => variable is ILocalSymbol { IsRef: false } or IParameterSymbol { RefKind: RefKind.None };

    /// <summary>An expression without its conversions, whatever they do.</summary>
    public static IOperation Unconverted(this IOperation operation) => operation switch
    {
        IConversionOperation { Operand: var inner } => inner.Unconverted(),
        IParenthesizedOperation { Operand: var inner } => inner.Unconverted(),
        _ => operation,
    };

    /// <summary>An expression without what changes nothing about it.</summary>
    public static IOperation Bare(this IOperation operation) => operation switch
    {
        IConversionOperation { Conversion: { IsIdentity: true }, Operand: var inner } => inner.Bare(),
        IParenthesizedOperation { Operand: var inner } => inner.Bare(),
        _ => operation,
    };
}
