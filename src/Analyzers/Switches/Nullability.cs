using Microsoft.CodeAnalysis;

namespace Replication.Analyzers.Switches;

/// <summary>Whether values can be <see langword="null"/>, by their types.</summary>
internal static class Nullability
{
    public static bool IsNullable(this ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    public static ITypeSymbol OrUnderlying(this ITypeSymbol type) => type.IsNullable() ? ((INamedTypeSymbol)type).TypeArguments[0] : type;

    /// <summary>Whether a value of a type is <see langword="null"/>: known of those that cannot be.</summary>
    public static bool? IsNull(ITypeSymbol type, NullableAnnotation annotation) =>
        (type.IsValueType && !type.IsNullable()) || (type.IsReferenceType && annotation == NullableAnnotation.NotAnnotated) ? false : null;
}
