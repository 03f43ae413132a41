using Microsoft.CodeAnalysis;

namespace Replication.Generator.Parse;

/// <summary>Binds types that an attribute names open, as <c>typeof(Store&lt;&gt;.Closed)</c>, to the type parameters of a machine.</summary>
internal static class OpenType
{
    /// <summary>The type as the machine itself would name it; one that is not open stays what it is.</summary>
    public static ITypeSymbol? Bind(ITypeSymbol? type, INamedTypeSymbol machine)
    {
        if (type is not INamedTypeSymbol { IsGenericType: true } open || !IsOpen(open)) return type;

        // What is nested in the machine, or beside it in a type around it, has the machine's own type parameters already.
        var definition = open.OriginalDefinition;
        if (Parameters(definition).All(parameter => Parameters(machine).Contains(parameter, SymbolEqualityComparer.Default))) return definition;

        var parameters = Parameters(machine);
        return definition.ContainingType is not { IsGenericType: true } && definition.Arity == parameters.Count
            ? definition.Construct([.. parameters])
            : open;
    }

    /// <summary>The type parameters of a type and of the types around it, the outermost first.</summary>
    public static List<ITypeParameterSymbol> Parameters(INamedTypeSymbol type)
    {
        var parameters = new List<ITypeParameterSymbol>();
        for (var current = type; current is not null; current = current.ContainingType) parameters.InsertRange(0, current.TypeParameters);
        return parameters;
    }

    /// <summary>Whether a type, once bound, tells all type parameters of a machine.</summary>
    public static bool Carries(INamedTypeSymbol type, INamedTypeSymbol machine)
    {
        var carried = new List<ITypeSymbol>();
        for (var current = type; current is not null; current = current.ContainingType) carried.AddRange(current.TypeArguments);
        return Parameters(machine).All(parameter => carried.Contains(parameter, SymbolEqualityComparer.Default));
    }

    /// <summary>Whether a type still has type parameters that nobody bound.</summary>
    public static bool IsOpen(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsUnboundGenericType) return true;
        }

        return false;
    }
}
