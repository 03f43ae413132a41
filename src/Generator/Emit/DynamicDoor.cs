using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints the door for what arrives over a wire or from a journal: one overload a trigger, on the cores of the typed door.</summary>
internal static class DynamicDoor
{
    public static void Print(CodeWriter code, MachineModel machine)
    {
        for (var index = 0; index < machine.Triggers.Count; index++)
        {
            Overload(code, machine, machine.Triggers[index], [.. machine.Cells.Where(cell => cell.Trigger == index).OrderBy(cell => cell.State)]);
        }
    }

    private static void Overload(CodeWriter code, MachineModel machine, TriggerModel trigger, List<CellModel> cells)
    {
        var mode = FenceMode.Of(machine);
        code.Write($"""
            /// <summary>
            /// {Doc.Summary(trigger.Type)}Fires {Doc.See(trigger)} in whatever state the machine is.
            /// The bodies and the answers are those of the typed transitions.
            /// </summary>
            """);
        code.WriteAll(mode.ParameterDoc);
        code.Write("""
            /// <param name="trigger">What happens.</param>
            /// <param name="now">The state it led to; a default value on <see langword="false"/>.</param>
            /// <param name="why">Why not: refused by the body or its guards, or illegal in this state.</param>
            /// <returns>Whether the transition was made; on <see langword="false"/> nothing was changed or used up.</returns>
            """);
        code.WriteAll(mode.DemandDoc);
        List<string> parameters =
            [.. mode.Parameter, $"in {trigger.Type} trigger", $"out {machine.Members.Current} now", $"out {machine.Rejection()} why"];
        code.Open($"{machine.Surface} bool TryFire(\n    {Vocabulary.Lines(parameters)})");
        code.WriteAll(mode.Demand);
        if (mode.IsShared) code.Open("while (true)");
        code.Write("var stamp = CurrentStamp;");
        code.Open("var made = StateIndexOf(stamp) switch");
        foreach (var cell in cells) code.Write($"{machine.States[cell.State].Number()} => {machine.Core(cell)}(ref stamp, in trigger, out why),");
        code.Write($"_ => RefuseAsIllegal(stamp, {trigger.Number()}, out why),");
        code.Close(";");
        if (mode.IsShared)
        {
            code.Space();
            code.Write("""
                // Another thread was faster: start again from what it made of the machine. Here nobody holds a value that could be stale.
                if (!made && !HoldsStamp(stamp)) continue;
                """);
        }

        code.Write($"now = made ? new {machine.Members.Current}(this, stamp) : default;\nreturn made;");
        if (mode.IsShared) code.Close();
        code.Close();
        code.Space();
    }
}
