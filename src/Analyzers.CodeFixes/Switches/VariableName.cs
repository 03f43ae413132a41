using Microsoft.CodeAnalysis;
using Replication.Analyzers.CodeFixes.Editing;
using Replication.Generator.Parse;

namespace Replication.Analyzers.CodeFixes.Switches;

/// <summary>Names variables that a fix declares.</summary>
internal static class VariableName
{
    /// <summary>A property's name as that of a variable, and of none that a place can see.</summary>
    public static string Of(string property, SemanticModel model, int place)
    {
        var taken = new HashSet<string>(model.LookupSymbols(place).Where(IsVariable).Select(symbol => symbol.Name));
        return FreeName.Of(SymbolText.Camel(property), taken);
    }

    // What a variable of the same name would collide with; a member it only hides.
    private static bool IsVariable(ISymbol symbol) => symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol;
}
