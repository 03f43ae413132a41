using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Replication.Analyzers.Usage;

namespace Replication.Analyzers.Switches;

/// <summary>A type marked <c>[OneOf]</c> and its cases.</summary>
/// <param name="Type">The type.</param>
/// <param name="Cases">The properties of which exactly one has a value, in the order they are declared.</param>
internal sealed record Union(INamedTypeSymbol Type, ImmutableArray<IPropertySymbol> Cases)
{
    /// <summary>The union that a value of a type is, if it is one; a nullable one is what it is without <see langword="null"/>.</summary>
    public static Union? Of(ITypeSymbol? type)
    {
        if (type?.OrUnderlying() is not INamedTypeSymbol named) return null;
        if (!named.IsMarked("OneOfAttribute")) return null;
        var cases = named.GetMembers().OfType<IPropertySymbol>().Where(IsCase).ToImmutableArray();
        return cases.IsEmpty ? null : new Union(named, cases);
    }

    /// <summary>The type as messages spell it: its machine says more than its own name does.</summary>
    public string Spelled => Type.ContainingType is { } outer ? $"{Spell(outer)}.{Spell(Type)}" : Spell(Type);

    private static string Spell(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static bool IsCase(IPropertySymbol property) =>
        property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false, GetMethod: not null }
        && property.Type switch
        {
            { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => true,
            { IsValueType: true } => false,
            _ when property.NullableAnnotation == NullableAnnotation.Annotated => true,

            // Where nothing is annotated, a text is taken for a name, as a state's is.
            { IsReferenceType: true, SpecialType: not SpecialType.System_String } => property.NullableAnnotation == NullableAnnotation.None,
            _ => false,
        };
}
