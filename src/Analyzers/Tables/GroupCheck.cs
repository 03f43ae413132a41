using Microsoft.CodeAnalysis;
using Replication.Analyzers.Rules;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Tables;

/// <summary>Checks that rows that name a group, and declarations that name a state, name one of this machine.</summary>
internal static class GroupCheck
{
    public static void Run(MachineReading reading, Table table, Action<Diagnostic> report)
    {
        foreach (var row in reading.Rows.Select(declared => declared.Row).OfType<Row>())
        {
            if (!row.IsGroup || table.States.Exists(state => Table.Implements(state, row.Source))) continue;
            report(Diagnostic.Create(
                TableRules.EmptyGroup, row.Place.Location(), reading.Machine.Name(), row.Source.Name(), Text.List(table.States)));
        }

        if (!reading.IsWhole) return;
        Named(reading, table, WellKnown.Terminal, "a terminal state", report);
        Named(reading, table, WellKnown.Resting, "a resting state", report);
    }

    private static void Named(MachineReading reading, Table table, string attribute, string role, Action<Diagnostic> report)
    {
        foreach (var declared in AttributeReader.ReadAll(reading.Machine, attribute))
        {
            if (declared.Types.Count != 1 || declared.Types[0] is not { IsValueType: true } state || table.StateOf(state) >= 0) continue;
            report(Diagnostic.Create(
                TableRules.NotAState, declared.Place.Location(), state.Name(), role, $"not a state of '{reading.Machine.Name()}'",
                $"States: {Text.List(table.States)}"));
        }
    }
}
