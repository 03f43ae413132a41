using Microsoft.CodeAnalysis;
using Replication.Analyzers.Rules;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Tables;

/// <summary>Checks the rows with guards: that each guard is there, that each row can be taken, and that a body knows what to make.</summary>
internal static class GuardCheck
{
    public static void Run(MachineReading reading, Declaration declaration, GuardReader guards, Action<Diagnostic> report)
    {
        var table = declaration.Table;
        var told = new HashSet<Row>();
        foreach (var cell in table.Cells.Where(cell => cell.IsGuarded))
        {
            var (state, trigger) = (table.States[cell.State], table.Triggers[cell.Trigger]);
            foreach (var row in cell.Rows.Where(row => row.When is { } name && guards.Find(name, state, trigger) is null))
            {
                if (told.Add(row)) report(At(row, Missing(reading.Machine, declaration, row, state)));
            }

            var open = cell.Rows.FindIndex(row => row.When is null);
            foreach (var row in open < 0 ? [] : cell.Rows.Skip(open + 1))
            {
                if (told.Add(row)) report(At(row, $"it is never asked, because the open row to '{cell.Rows[open].Next.Name()}' stands before it."));
            }

            var made = CellReader.Made(table, cell);
            if (made.Count > 1 && told.Add(cell.Rows[0]))
            {
                report(At(
                    cell.Rows[0],
                    $"guards choose among {Text.List(made.Select(target => table.States[target]))}, which all have data, and a body makes one of them. "
                    + "Legal: rows without guards and a body that chooses."));
            }
        }
    }

    private static string Missing(INamedTypeSymbol machine, Declaration declaration, Row row, ITypeSymbol state)
    {
        var legal = (row.IsGroup
                ? $"static bool {row.When}<TState>(in TState s, in {row.Trigger.Name()} t) where TState : struct, {row.Source.Name()}"
                : $"static bool {row.When}(in {state.Name()} s, in {row.Trigger.Name()} t)")
            + (declaration.Context is { } context ? $", with or without in {context.Name()}" : "");
        var namesakes = machine.GetMembers(row.When!).OfType<IMethodSymbol>().ToList();
        return namesakes.Count == 0
            ? $"'{machine.Name()}' has no method '{row.When}'. Legal: {legal}."
            : $"'{row.When}' cannot be asked about state '{state.Name()}' and trigger '{row.Trigger.Name()}'. Legal: {legal}.";
    }

    private static Diagnostic At(Row row, string why) =>
        Diagnostic.Create(TableRules.Guard, row.Place.Location(), row.Source.Name(), row.Trigger.Name(), row.Next.Name(), why);
}
