using Microsoft.CodeAnalysis;
using Replication.Analyzers.Rules;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Tables;

/// <summary>Checks that each declaration of illegal cells makes one illegal that was not so before it.</summary>
internal static class IllegalCheck
{
    public static void Run(MachineReading reading, Table table, Action<Diagnostic> report)
    {
        var before = new HashSet<(int State, int Trigger)>();
        foreach (var declared in reading.Illegal)
        {
            var cells = table.CellsOf(declared).ToList();
            var adds = false;
            foreach (var cell in cells.Where(cell => !table.HasRow(cell.State, cell.Trigger))) adds |= before.Add(cell);

            // What does not exist, or breaks a constraint of the attribute, the compiler names where it stands.
            if (adds || declared.State.TypeKind == TypeKind.Error || declared.Trigger.TypeKind == TypeKind.Error) continue;
            if (!declared.Trigger.IsValueType && !declared.IsOpen) continue;
            report(Diagnostic.Create(
                TableRules.IdleIllegal, declared.Place.Location(), declared.State.Name(), declared.Trigger.Name(), Why(declared, cells, reading, table)));
        }
    }

    private static string Why(DeclaredIllegal declared, List<(int State, int Trigger)> cells, MachineReading reading, Table table)
    {
        if (table.TriggerOf(declared.Trigger) < 0)
        {
            return $"no row names the trigger '{declared.Trigger.Name()}', so it is illegal everywhere. Triggers of the table: {Text.List(table.Triggers)}.";
        }

        if (cells.Count == 0)
        {
            return declared.IsGroup
                ? $"no state of '{reading.Machine.Name()}' implements '{declared.State.Name()}'. States that could: {Text.List(table.States)}."
                : $"'{declared.State.Name()}' is no state of '{reading.Machine.Name()}'. States: {Text.List(table.States)}.";
        }

        if (cells.Exists(cell => !table.HasRow(cell.State, cell.Trigger))) return "another declaration before it says the same. One is enough.";
        return declared.IsGroup
            ? $"each state of the group has a row for '{declared.Trigger.Name()}'. A cell is taken out of a group's row by [Illegal] with the state itself."
            : $"the table has the row {Spelled(declared, cells[0], table)}. Legal: only one of the two.";
    }

    private static string Spelled(DeclaredIllegal declared, (int State, int Trigger) cell, Table table)
    {
        var row = table.Cells.Find(known => (known.State, known.Trigger) == cell).Rows[0];
        return $"({declared.State.Name()}, {declared.Trigger.Name()}) -> {row.Next.Name()}";
    }
}
