using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Replication.Analyzers.Rules;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Tables;

/// <summary>Checks that an exhaustive machine declares every cell.</summary>
internal static class ExhaustiveCheck
{
    /// <summary>The property of a report that has the <see cref="Number"/> of its state.</summary>
    public const string State = "State";

    public static void Run(MachineReading reading, Table table, Action<Diagnostic> report)
    {
        foreach (var (state, triggers) in Silent(reading, table))
        {
            report(Diagnostic.Create(
                TableRules.Undeclared,
                reading.PlaceOf(state),
                ImmutableDictionary<string, string?>.Empty.Add(State, Number(table, state)),
                state.Name(),
                reading.Machine.Name(),
                Text.All(triggers)));
        }
    }

    /// <summary>What a report says of a state: names may be equal, and several reports stand at one row.</summary>
    public static string Number(Table table, INamedTypeSymbol state) => table.StateOf(state).ToString(CultureInfo.InvariantCulture);

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
