using Microsoft.CodeAnalysis;
using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>Finds the guards that rows name.</summary>
internal sealed class GuardReader
{
    // Most tables have no guard; then no method is looked at.
    private readonly Lazy<ILookup<string, IMethodSymbol>> _methods;

    public GuardReader(INamedTypeSymbol machine, ITypeSymbol? context) =>
        _methods = new(() => machine.GetMembers().OfType<IMethodSymbol>()
            .Where(method => CellMethod.Judge(method, context) == BodyFlaw.None && method.ReturnType.SpecialType == SpecialType.System_Boolean)
            // As with bodies: what is written for one state goes before what is written for a group, and after that the shorter one.
            .OrderBy(method => method.IsGenericMethod)
            .ThenBy(method => method.Parameters.Length)
            .ToLookup(method => method.Name, StringComparer.Ordinal));

    /// <summary>The guard of that name for a (state, trigger) cell, or <see langword="null"/>.</summary>
    public IMethodSymbol? Find(string name, ITypeSymbol state, ITypeSymbol trigger) => _methods.Value[name].FirstOrDefault(method =>
        SymbolEqualityComparer.Default.Equals(method.Parameters[1].Type, trigger) && CellMethod.Serves(method, state));

    /// <summary>The rows of a cell as guards choose among them; empty where none has a guard.</summary>
    public EquatableArray<ChoiceModel> Choices(Table table, TableCell cell)
    {
        if (!cell.IsGuarded) return default;
        var choices = new List<ChoiceModel>();
        foreach (var row in cell.Rows)
        {
            var guard = row.When is null ? null : Find(row.When, table.States[cell.State], table.Triggers[cell.Trigger]);
            var method = guard is null ? null : SymbolText.Identifier(guard.Name);
            choices.Add(new ChoiceModel(guard?.Name, method, guard is { Parameters.Length: 3 }, table.StateOf(row.Next)));
        }

        return new EquatableArray<ChoiceModel>(choices);
    }
}
