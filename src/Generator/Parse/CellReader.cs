using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>Joins each cell with its guards and its body; a cell that does not fit together is left out.</summary>
internal static class CellReader
{
    public static List<CellModel> Read(
        Table table, BodyReader bodies, GuardReader guards, EquatableArray<StateModel> states, EquatableArray<TriggerModel> triggers)
    {
        var cells = new List<CellModel>();
        var outcomes = new NamePool();
        foreach (var cell in table.Cells)
        {
            var body = bodies.Find(table.States[cell.State], table.Triggers[cell.Trigger]);
            if (Judge(table, cell, body, guards) != CellFault.None) continue;
            var choices = guards.Choices(table, cell);

            // The order in which they are told apart: that of the body's answer, or of the rows.
            var targets = cell.IsGuarded ? [.. choices.Select(choice => choice.Target).Distinct()]
                : body is null ? cell.Targets
                : body.Targets.ConvertAll(table.StateOf);
            var outcome = targets.Count == 1 ? null : outcomes.Take(states[cell.State].Name + triggers[cell.Trigger].Name + "Outcome");
            cells.Add(new CellModel(cell.State, cell.Trigger, new EquatableArray<int>(targets), choices, body?.ToModel(), outcome));
        }

        return cells;
    }

    /// <summary>What keeps a cell from being generated.</summary>
    public static CellFault Judge(Table table, TableCell cell, Body? body, GuardReader guards)
    {
        var made = Made(table, cell);
        if (cell.IsGuarded)
        {
            if (cell.Rows.Exists(row => row.When is { } name && guards.Find(name, table.States[cell.State], table.Triggers[cell.Trigger]) is null))
            {
                return CellFault.NoGuard;
            }

            if (cell.Rows.FindIndex(row => row.When is null) is >= 0 and var open && open < cell.Rows.Count - 1) return CellFault.NeverTaken;
            if (made.Count > 1) return CellFault.GuardedData;
        }

        if (body is null) return made.Count > 1 || made.Exists(target => StateReader.HasData(table.States[target])) ? CellFault.NoBody : CellFault.None;
        var targets = body.Targets.ConvertAll(table.StateOf);
        return targets.Count != made.Count || targets.Distinct().Count() != targets.Count || targets.Except(made).Any()
            ? CellFault.OtherTargets
            : CellFault.None;
    }

    /// <summary>
    /// The next states that a body of the cell makes: all of them, or where guards choose among several those with data. A guarded row back to its own
    /// state then leaves the data as it is.
    /// </summary>
    public static List<int> Made(Table table, TableCell cell) => cell.IsGuarded && cell.Targets.Count > 1
        ? cell.Targets.FindAll(target => target != cell.State && StateReader.HasData(table.States[target]))
        : cell.Targets;
}
