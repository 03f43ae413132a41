using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Usage;

/// <summary>Finds the attributes of the runtime's contract by their names, whatever they stand on.</summary>
internal static class Marking
{
    public static bool IsMarked(this ISymbol symbol, string name) => symbol.Mark(name) is not null;

    // Of a constructed generic method the attributes are those of its definition.
    public static AttributeData? Mark(this ISymbol symbol, string name) => symbol.OriginalDefinition.GetAttributes().Mark(name);

    public static AttributeData? Mark(this ImmutableArray<AttributeData> attributes, string name) => attributes.FirstOrDefault(attribute =>
        attribute.AttributeClass?.IsOurs(name) == true);
}
