using Microsoft.CodeAnalysis;

namespace Replication.Generator.Parse;

/// <summary>Where a machine stands: what has to be reopened around it, and what names follow from that.</summary>
internal static class Placement
{
    /// <summary>The types around a machine, the outermost first.</summary>
    public static List<INamedTypeSymbol> Containers(INamedTypeSymbol machine)
    {
        var containers = new List<INamedTypeSymbol>();
        for (var type = machine.ContainingType; type is not null; type = type.ContainingType) containers.Insert(0, type);
        return containers;
    }

    /// <summary>What reopens a type. Modifiers other than <c>partial</c> are the author's and need not be repeated.</summary>
    public static string Header(INamedTypeSymbol type)
    {
        var kind = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
            { TypeKind: TypeKind.Struct } => "struct",
            { IsRecord: true } => "record",
            _ => "class",
        };
        return $"partial {kind} {SymbolText.TypeIdentifier(type.Name)}{TypeParameters(type.TypeParameters)}";
    }

    /// <summary>Type parameters as C# writes them; empty where there are none.</summary>
    public static string TypeParameters(IReadOnlyCollection<ITypeParameterSymbol> parameters) =>
        parameters.Count == 0 ? "" : $"<{string.Join(", ", parameters.Select(parameter => SymbolText.TypeIdentifier(parameter.Name)))}>";

    /// <summary>What type parameters are held to: <c>where TKey : notnull</c>, one each that is held to something.</summary>
    public static IEnumerable<string> Constraints(IEnumerable<ITypeParameterSymbol> parameters) =>
        from parameter in parameters
        let held = Held(parameter).ToList()
        where held.Count > 0
        select $"where {SymbolText.TypeIdentifier(parameter.Name)} : {string.Join(", ", held)}";

    // In the order that C# asks for.
    private static IEnumerable<string> Held(ITypeParameterSymbol parameter)
    {
        if (parameter.HasUnmanagedTypeConstraint) yield return "unmanaged";
        else if (parameter.HasValueTypeConstraint) yield return "struct";
        else if (parameter.HasReferenceTypeConstraint) yield return parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class";
        else if (parameter.HasNotNullConstraint) yield return "notnull";
        foreach (var type in parameter.ConstraintTypes) yield return type.Qualified();
        if (parameter.HasConstructorConstraint) yield return "new()";
    }

    /// <summary>The hint name, without its extension.</summary>
    public static string Hint(INamedTypeSymbol machine, List<INamedTypeSymbol> containers)
    {
        var parts = containers.Select(container => container.Name).Concat([machine.Name]);
        var space = machine.ContainingNamespace;
        return string.Join(".", space.IsGlobalNamespace ? parts : parts.Prepend(space.ToDisplayString().Replace("@", "")));
    }

    /// <summary>
    /// The name of the class with the extension methods. It is top-level, so a nested machine names its containers too: the name depends on nothing
    /// but the machine itself, and adding another machine never renames it.
    /// </summary>
    public static string Transitions(INamedTypeSymbol machine, List<INamedTypeSymbol> containers) =>
        string.Join("_", containers.Select(container => container.Name).Concat([machine.Name])) + "Transitions";
}
