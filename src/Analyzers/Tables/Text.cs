using Microsoft.CodeAnalysis;

namespace Replication.Analyzers.Tables;

/// <summary>How messages spell what they name.</summary>
internal static class Text
{
    // A message that lists more than these is not read.
    private const int Most = 6;

    public static string Name(this ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>The states that a method of a cell is for, as its row names them: a generic one is for those of a group.</summary>
    public static string Source(this IMethodSymbol method) => method.Parameters[0].Type is ITypeParameterSymbol { ConstraintTypes: { Length: > 0 } groups }
        ? string.Join(" and ", groups.Select(group => group.Name()))
        : method.Parameters[0].Type.Name();

    public static string List(IEnumerable<ISymbol> symbols)
    {
        var names = symbols.ToList();
        if (names.Count == 0) return "none";
        return names.Count <= Most ? All(names) : All(names.Take(Most)) + ", …";
    }

    /// <summary>Every name, for a list to be worked off.</summary>
    public static string All(IEnumerable<ISymbol> symbols) => string.Join(", ", symbols.Select(symbol => $"'{symbol.Name()}'"));

    public static Location Location(this SyntaxReference place) => Microsoft.CodeAnalysis.Location.Create(place.SyntaxTree, place.Span);

    public static bool Same(this ISymbol? left, ISymbol? right) => SymbolEqualityComparer.Default.Equals(left, right);
}
