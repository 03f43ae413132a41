using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>
/// Prints where the typed door enters a cell: fence, core, next capability. Static, and handed the capability itself, so that a value of one
/// machine can never be spent on another.
/// </summary>
internal static class CellEntry
{
    public static void Print(CodeWriter code, MachineModel machine, CellModel cell)
    {
        var state = machine.States[cell.State];
        var trigger = machine.Triggers[cell.Trigger];
        var (spent, result, made, missed) = Shape(machine, cell);
        var mode = FenceMode.Of(machine);
        List<string> parameters = [$"{spent}{state.At()} at", .. mode.Parameter, $"in {trigger.Type} trigger"];
        if (result.Length > 0) parameters.Add(result);
        parameters.Add($"out {machine.Rejection()} why");
        code.Write(Vocabulary.Hidden);
        code.Write(Vocabulary.Inlined);
        code.Open($"internal static bool Try{trigger.Name}(\n    {Vocabulary.Lines(parameters)})");
        code.Write($"var machine = ({machine.Type})at.Machine;");
        code.Write("var stamp = at.Stamp;");

        var core = $"machine.{machine.Core(cell)}(ref stamp, in trigger, out why)";
        if (mode.IsShared)
        {
            // The core itself asks whether the stamp holds, and not only once.
            code.Open($"if ({core})");
        }
        else
        {
            code.WriteAll(mode.DemandOfOther);
            code.Open("if (!machine.HoldsStamp(stamp))");
            code.Write("// Before any body could give another reason.");
            code.Write($"why = machine.AnswerFenced(stamp, {trigger.Number()});");
            code.Close();
            code.Open($"else if ({core})");
        }

        code.Write(made);
        code.Write("return true;");
        code.Close();
        code.Space();
        if (missed.Length > 0) code.Write(missed);
        code.Write("return false;");
        code.Close();
        code.Space();
        if (cell.Outcome is { } outcome)
        {
            var summary = $"Where {Doc.See(trigger)} led from {Doc.See(state)}.";
            UnionType.Print(code, machine, outcome, summary, cell.Targets.Select(target => machine.States[target]), isHandedOut: true);
        }
    }

    private static (string Spent, string Result, string Made, string Missed) Shape(MachineModel machine, CellModel cell)
    {
        if (cell.Outcome is { } outcome) return ("", $"out {outcome} outcome", $"outcome = new {outcome}(machine, stamp);", "outcome = default;");
        var next = machine.States[cell.Targets[0]];
        var mint = $"machine.MintAt<{next.Type}>(stamp);";

        // A loop advances the value in place: one variable lives as long as the state does.
        return cell.Loops ? ("ref ", "", "machine.MoveAt(ref at, stamp);", "") : ("", $"out {next.At()} next", "next = " + mint, "next = default;");
    }
}
