using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>
/// Prints where the typed door enters a cell: fence, core, next capability. Static, and handed the capability itself, so that a value of one machine can
/// never be spent on another.
/// </summary>
internal static class CellEntry
{
    public static void Print(CodeWriter code, MachineModel machine, CellModel cell)
    {
        var state = machine.States[cell.State];
        var trigger = machine.Triggers[cell.Trigger];
        var (spent, result, made, missed) = Shape(machine, cell);
        code.Write(Vocabulary.Hidden);
        code.Open($"internal static bool Try{trigger.Name}({spent}{state.At()} at, in {Vocabulary.Step} step, in {trigger.Type} trigger, {result}out {machine.Rejection()} why)");
        code.Write($"var machine = ({machine.Type})at.Machine;");
        code.Open($"if (!machine.Admits(in step, at.Stamp, {trigger.Number()}, out why) || !machine.{machine.Core(cell)}(in trigger, out why))");
        if (missed.Length > 0) code.Write(missed);
        code.Write("return false;");
        code.Close();
        code.Space();
        code.Write(made);
        code.Write("return true;");
        code.Close();
        code.Space();
        if (cell.Outcome is { } outcome)
        {
            var summary = $"Where {Doc.See(trigger)} led from {Doc.See(state)}.";
            UnionType.Print(code, machine, outcome, summary, cell.Targets.Select(target => machine.States[target]));
        }
    }

    private static (string Spent, string Result, string Made, string Missed) Shape(MachineModel machine, CellModel cell)
    {
        if (cell.Outcome is { } outcome) return ("", $"out {outcome} outcome, ", $"outcome = new {outcome}(machine);", "outcome = default;");
        var next = machine.States[cell.Targets[0]];
        var mint = $"machine.Mint<{next.Type}>();";

        // A loop advances the value in place: one variable lives as long as the state does.
        return cell.Loops ? ("ref ", "", "at = " + mint, "") : ("", $"out {next.At()} next, ", "next = " + mint, "next = default;");
    }
}
