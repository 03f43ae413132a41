using Microsoft.CodeAnalysis;

namespace Replication.Generator.Parse;

/// <summary>Reads the attributes of one kind from all declarations of a machine, whether they name their types as type arguments or open.</summary>
internal static class AttributeReader
{
    /// <summary>
    /// The attributes. Those of the declaration that says <c>[StateMachine]</c> come first, the others by file and place: the compiler's own order
    /// depends on how the files were listed, and the same program must give the same output.
    /// </summary>
    public static List<DeclaredTypes> Read(INamedTypeSymbol machine, SyntaxNode declaration, string name) =>
        [.. ReadAll(machine, name)
            .OrderBy(p => p.Place.SyntaxTree != declaration.SyntaxTree || !declaration.Span.Contains(p.Place.Span))
            .ThenBy(p => p.Place.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(p => p.Place.Span.Start)];

    /// <summary>The attributes, in the compiler's order.</summary>
    public static IEnumerable<DeclaredTypes> ReadAll(INamedTypeSymbol machine, string name)
    {
        foreach (var attribute in machine.GetAttributes())
        {
            if (attribute is not { AttributeClass: { } type, ApplicationSyntaxReference: { } place }) continue;
            if (!Is(type, name)) continue;
            yield return new DeclaredTypes(attribute, [.. Types(attribute, type, machine)], !type.IsGenericType, place);
        }
    }

    /// <summary>The types that the attributes of one kind name, for each of them; also of a machine of another assembly.</summary>
    public static IEnumerable<IReadOnlyList<ITypeSymbol>> TypesOf(INamedTypeSymbol machine, string name) =>
        from attribute in machine.GetAttributes()
        where attribute.AttributeClass is { } type && Is(type, name)
        select (IReadOnlyList<ITypeSymbol>)[.. Types(attribute, attribute.AttributeClass!, machine)];

    /// <summary>What makes a class a machine; also of a class of another assembly.</summary>
    public static IEnumerable<AttributeData> StateMachines(INamedTypeSymbol type) => type.GetAttributes().Where(attribute =>
        attribute.AttributeClass?.IsOurs(WellKnown.StateMachine) == true);

    private static bool Is(INamedTypeSymbol attribute, string name) => attribute.Name == name && attribute.IsIn(WellKnown.Namespace);

    private static IEnumerable<ITypeSymbol> Types(AttributeData attribute, INamedTypeSymbol type, INamedTypeSymbol machine) => type.IsGenericType
        ? type.TypeArguments
        : attribute.ConstructorArguments.Select(argument => OpenType.Bind(argument.Value as ITypeSymbol, machine)).OfType<ITypeSymbol>();
}

/// <summary>An attribute that names types.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Types">The types, bound to the machine's type parameters; fewer than the attribute takes where the compiler does not know one.</param>
/// <param name="IsOpen">Whether they were named open, so that the compiler does not hold them to be structs.</param>
/// <param name="Place">Where it was declared.</param>
internal sealed record DeclaredTypes(AttributeData Attribute, IReadOnlyList<ITypeSymbol> Types, bool IsOpen, SyntaxReference Place);
