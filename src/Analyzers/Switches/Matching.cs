using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Replication.Analyzers.Tables;

namespace Replication.Analyzers.Switches;

/// <summary>Whether a pattern matches a union that is one case; <see langword="null"/> where that depends on more than which case it is.</summary>
/// <param name="Union">The union.</param>
/// <param name="Case">The case that has a value: no other has.</param>
internal readonly record struct Matching(Union Union, IPropertySymbol Case)
{
    /// <summary>Whether a pattern matches the union itself.</summary>
    public bool? Of(IPatternOperation pattern) => Of(pattern, isNull: false);

    /// <summary>Whether a pattern matches where there is no union but <see langword="null"/>.</summary>
    public bool? OfNull(IPatternOperation pattern) => Of(pattern, isNull: true);

    private bool? Of(IPatternOperation pattern, bool? isNull) => pattern switch
    {
        IDiscardPatternOperation => true,
        IDeclarationPatternOperation { MatchesNull: true } => true,
        IDeclarationPatternOperation { MatchedType: var type } => !isNull & IsAlways(pattern, type),
        ITypePatternOperation { MatchedType: var type } => !isNull & IsAlways(pattern, type),
        IRecursivePatternOperation recursive => !isNull & IsAlways(pattern, recursive.MatchedType) & Positions(recursive) & Properties(recursive),
        INegatedPatternOperation { Pattern: var inner } => !Of(inner, isNull),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either => Of(either.LeftPattern, isNull) | Of(either.RightPattern, isNull),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both => Of(both.LeftPattern, isNull) & Of(both.RightPattern, isNull),
        IConstantPatternOperation { Value: var value } when IsNullConstant(value) => isNull,

        // Any other looks at what the value is, and finds nothing in null.
        _ => isNull == true ? false : null,
    };

    // A type that every value has which is not null.
    private static bool? IsAlways(IPatternOperation pattern, ITypeSymbol? type) =>
        type is null || type.OrUnderlying().Same(pattern.InputType.OrUnderlying()) ? true : null;

    private bool? Positions(IRecursivePatternOperation recursive)
    {
        if (recursive.DeconstructionSubpatterns.IsEmpty) return true;

        // What is not deconstructed by a method may be a tuple of any length.
        if (recursive.DeconstructSymbol is not IMethodSymbol && !recursive.MatchedType.IsTupleType) return null;
        bool? all = true;
        foreach (var position in recursive.DeconstructionSubpatterns) all &= Of(position, Nullability.IsNull(position.InputType, NullableAnnotation.None));
        return all;
    }

    private bool? Properties(IRecursivePatternOperation recursive)
    {
        bool? all = true;
        foreach (var property in recursive.PropertySubpatterns) all &= Of(property.Pattern, IsNull(property.Member));
        return all;
    }

    private bool? IsNull(IOperation member) => member switch
    {
        IPropertyReferenceOperation { Property: var property } when Union.Cases.Any(property.Same) => !property.Same(Case),
        IPropertyReferenceOperation { Property: var property } => Nullability.IsNull(property.Type, property.NullableAnnotation),
        IFieldReferenceOperation { Field: var field } => Nullability.IsNull(field.Type, field.NullableAnnotation),
        _ => null,
    };

    private static bool IsNullConstant(IOperation value) =>
        value.ConstantValue is { HasValue: true, Value: null } || (value is IConversionOperation { Operand: var inner } && IsNullConstant(inner));
}
