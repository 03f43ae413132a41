using Microsoft.CodeAnalysis;
using Replication.Generator.Parse;

namespace Replication.Analyzers.CodeFixes.Switches;

/// <summary>Names variables that a fix declares.</summary>
internal static class VariableName
{
    /// <summary>A property's name as that of a variable, and of none that a place can see.</summary>
    public static string Of(string property, SemanticModel model, int place)
    {
        var wish = SymbolText.Camel(property);
        var taken = new HashSet<string>(model.LookupSymbols(place).Where(IsVariable).Select(symbol => symbol.Name));
        var name = taken.Contains(wish)
            ? Enumerable.Range(2, int.MaxValue - 2).Select(number => FormattableString.Invariant($"{wish}{number}")).First(name => !taken.Contains(name))
            : wish;
        return SymbolText.Identifier(name);
    }

    // What a variable of the same name would collide with; a member it only hides.
    private static bool IsVariable(ISymbol symbol) => symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol;
}
