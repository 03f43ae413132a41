using Microsoft.CodeAnalysis;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Tables;

/// <summary>The methods that answer for a machine: its bodies, and the guards that its rows name.</summary>
internal static class Answers
{
    /// <summary>Each method, with what a message calls it; a guard of several cells as often.</summary>
    /// <param name="machine">The class.</param>
    /// <param name="declaration">What it declares.</param>
    public static IEnumerable<(string Role, IMethodSymbol Method)> Of(INamedTypeSymbol machine, Declaration declaration)
    {
        foreach (var body in new BodyReader(machine, declaration.Why, declaration.Context).Bodies) yield return ("body", body.Method);
        var (table, guards) = (declaration.Table, new GuardReader(machine, declaration.Context));
        foreach (var cell in table.Cells)
        {
            foreach (var row in cell.Rows)
            {
                if (row.When is null) continue;
                if (guards.Find(row.When, table.States[cell.State], table.Triggers[cell.Trigger]) is { } guard) yield return ("guard", guard);
            }
        }
    }
}
