using Microsoft.CodeAnalysis;

namespace Replication.Generator.Parse;

/// <summary>How widely what is generated can be seen: no wider than the narrowest type in its signatures.</summary>
internal static class Surface
{
    /// <summary><c>public</c>, <c>internal</c>, or <see langword="null"/> where a top-level class could not name one of the types.</summary>
    public static string? Of(IEnumerable<ITypeSymbol> types)
    {
        var isPublic = true;
        foreach (var type in types)
        {
            if (Narrowest(type) is not { } accessibility) return null;
            isPublic &= accessibility == Accessibility.Public;
        }

        return isPublic ? "public" : "internal";
    }

    private static Accessibility? Narrowest(ITypeSymbol type)
    {
        var narrowest = Accessibility.Public;
        if (type is IArrayTypeSymbol array) return Narrowest(array.ElementType);
        if (type is not INamedTypeSymbol named) return narrowest;
        foreach (var argument in named.TypeArguments)
        {
            if (Narrowest(argument) is not { } accessibility) return null;
            if (accessibility != Accessibility.Public) narrowest = accessibility;
        }

        for (var current = named; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal) return null;
            switch (current.DeclaredAccessibility)
            {
                case Accessibility.Public:
                    break;
                case Accessibility.Internal or Accessibility.ProtectedOrInternal:
                    narrowest = Accessibility.Internal;
                    break;
                default:
                    return null;
            }
        }

        return narrowest;
    }
}
