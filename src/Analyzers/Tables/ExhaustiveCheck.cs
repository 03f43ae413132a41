using Microsoft.CodeAnalysis;
using Replication.Analyzers.Rules;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Tables;

/// <summary>Checks that an exhaustive machine declares every cell.</summary>
internal static class ExhaustiveCheck
{
    public static void Run(MachineReading reading, Table table, Action<Diagnostic> report)
    {
        foreach (var (state, triggers) in Silent(reading, table))
        {
            report(Diagnostic.Create(
                TableRules.Undeclared, reading.PlaceOf(state), state.Name(), reading.Machine.Name(), Text.All(triggers)));
        }
    }

    /// <summary>The states with cells that have to be declared and are not, each with the triggers of these cells.</summary>
    public static IEnumerable<(INamedTypeSymbol State, List<INamedTypeSymbol> Triggers)> Silent(MachineReading reading, Table table)
    {
        if (!reading.IsExhaustive) yield break;
        var terminal = StateReader.Terminal(reading.Machine);
        var illegal = new HashSet<(int State, int Trigger)>(table.Illegal);
        for (var state = 0; state < table.States.Count; state++)
        {
            if (terminal.Contains(table.States[state])) continue;
            var silent = Enumerable.Range(0, table.Triggers.Count)
                .Where(trigger => !table.HasRow(state, trigger) && !illegal.Contains((state, trigger)))
                .Select(trigger => table.Triggers[trigger])
                .ToList();
            if (silent.Count > 0) yield return (table.States[state], silent);
        }
    }
}
