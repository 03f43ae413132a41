using Microsoft.CodeAnalysis;

namespace Replication.Analyzers.Tables;

/// <summary>How messages spell what they name.</summary>
internal static class Text
{
    // A message that lists more than these is not read.
    private const int Most = 6;

    public static string Name(this ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    public static string List(IEnumerable<ISymbol> symbols)
    {
        var names = symbols.Select(symbol => $"'{symbol.Name()}'").ToList();
        if (names.Count == 0) return "none";
        return names.Count <= Most ? string.Join(", ", names) : string.Join(", ", names.Take(Most)) + ", …";
    }

    public static Location Location(this SyntaxReference place) => Microsoft.CodeAnalysis.Location.Create(place.SyntaxTree, place.Span);

    public static bool Same(this ISymbol? left, ISymbol? right) => SymbolEqualityComparer.Default.Equals(left, right);
}
