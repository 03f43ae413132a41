using Microsoft.CodeAnalysis;

namespace Replication.Generator.Parse;

/// <summary>Reads the attributes of one kind from all declarations of a machine.</summary>
internal static class AttributeReader
{
    /// <summary>
    /// The attributes. Those of the declaration that says <c>[StateMachine]</c> come first, the others by file and place: the compiler's own order
    /// depends on how the files were listed, and the same program must give the same output.
    /// </summary>
    public static List<(AttributeData Attribute, INamedTypeSymbol Type, SyntaxReference Place)> Read(
        INamedTypeSymbol machine, SyntaxNode declaration, string name)
    {
        var placed = new List<(AttributeData Attribute, INamedTypeSymbol Type, SyntaxReference Place)>();
        foreach (var attribute in machine.GetAttributes())
        {
            if (attribute is not { AttributeClass: { } type, ApplicationSyntaxReference: { } place }) continue;
            if (type.MetadataName == name && type.IsIn(WellKnown.Namespace)) placed.Add((attribute, type, place));
        }

        return [.. placed
            .OrderBy(p => p.Place.SyntaxTree != declaration.SyntaxTree || !declaration.Span.Contains(p.Place.Span))
            .ThenBy(p => p.Place.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(p => p.Place.Span.Start)];
    }
}
