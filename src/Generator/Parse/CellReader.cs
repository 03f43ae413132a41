using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>Joins each cell with its body; a cell whose body is missing or answers something else than its rows is left out.</summary>
internal static class CellReader
{
    public static List<CellModel> Read(Table table, BodyReader bodies, EquatableArray<StateModel> states, EquatableArray<TriggerModel> triggers)
    {
        var cells = new List<CellModel>();
        var outcomes = new NamePool();
        foreach (var cell in table.Cells)
        {
            var body = bodies.Find(table.States[cell.State], table.Triggers[cell.Trigger]);
            if (Judge(table, cell, body) != CellFault.None) continue;
            if (body is null)
            {
                cells.Add(new CellModel(cell.State, cell.Trigger, new EquatableArray<int>(cell.Targets), null, null));
                continue;
            }

            var targets = body.Targets.ConvertAll(table.StateOf);
            var outcome = targets.Count == 1 ? null : outcomes.Take(states[cell.State].Name + triggers[cell.Trigger].Name + "Outcome");
            cells.Add(new CellModel(cell.State, cell.Trigger, new EquatableArray<int>(targets), body.ToModel(), outcome));
        }

        return cells;
    }

    /// <summary>What keeps a cell from being generated.</summary>
    public static CellFault Judge(Table table, TableCell cell, Body? body)
    {
        if (body is null)
        {
            return cell.Targets.Count > 1 || StateReader.HasData(table.States[cell.Targets[0]]) ? CellFault.NoBody : CellFault.None;
        }

        var targets = body.Targets.ConvertAll(table.StateOf);
        return targets.Count != cell.Targets.Count || targets.Distinct().Count() != targets.Count || targets.Except(cell.Targets).Any()
            ? CellFault.OtherTargets
            : CellFault.None;
    }
}
