using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints the dynamic door for triggers without data: an enum of them, so that they can stand in an array or on a wire, and what fires one.</summary>
internal static class BareDoor
{
    // Above this the switch is a function of its own: a caller's loop should not carry a whole large table.
    private const int InlinedCells = 32;

    public static void Print(CodeWriter code, MachineModel machine)
    {
        var triggers = machine.Triggers.Where(trigger => trigger.IsBare).ToList();
        if (triggers.Count == 0) return;
        Names(code, machine, triggers);
        Quick(code, machine);
        Explained(code, machine, triggers);
    }

    private static void Names(CodeWriter code, MachineModel machine, List<TriggerModel> triggers)
    {
        code.Write($"""
            /// <summary>The triggers without data.</summary>
            {Vocabulary.Generated}
            """);
        code.Open($"{machine.Surface} enum {machine.Members.Trigger} : byte");
        foreach (var trigger in triggers)
        {
            code.Write($"""
                /// <summary>Stands for {Doc.See(trigger)}.</summary>
                {trigger.Member} = {trigger.Number()},

                """);
        }

        code.Close();
        code.Space();
    }

    private static void Quick(CodeWriter code, MachineModel machine)
    {
        var mode = FenceMode.Of(machine);
        code.Write("""
            /// <summary>Fires a trigger without data in whatever state the machine is: the quickest way in, for who needs no reason.</summary>
            /// <remarks>Who needs one calls the overload that gives it in the first place: asked a second time, the machine may have moved on.</remarks>
            """);
        code.WriteAll(mode.ParameterDoc);
        code.Write("""
            /// <param name="trigger">What happens.</param>
            /// <returns>Whether the transition was made; <see langword="false"/> also for a number that is no trigger.</returns>
            """);
        code.WriteAll(mode.DemandDoc);
        var cells = machine.Cells.Where(cell => machine.Triggers[cell.Trigger].IsBare).ToList();
        if (!mode.IsShared && cells.Count <= InlinedCells && cells.TrueForAll(cell => cell.Body is null && !cell.IsGuarded)) code.Write(Vocabulary.Inlined);
        code.Open($"{machine.Surface} bool TryFire(\n    {Vocabulary.Lines([.. mode.Parameter, $"{machine.Members.Trigger} trigger"])})");
        code.WriteAll(mode.Demand);
        if (cells.Count == 0)
        {
            // Every cell of theirs is unsound and left out.
            code.Write("return false;");
            code.Close();
            code.Space();
            return;
        }

        if (mode.IsShared) code.Open("while (true)");
        code.Write("var stamp = CurrentStamp;");
        if (mode.IsShared) code.Write("var made = false;");
        code.Space();
        code.Write("// One switch in the other, as one would write it by hand: quicker than a table, because a processor can foresee jumps.");
        code.Open("switch (StateIndexOf(stamp))");
        foreach (var state in cells.GroupBy(cell => cell.State).OrderBy(group => group.Key))
        {
            code.Write($"case {machine.States[state.Key].Number()}:");
            code.Indent();
            code.Open("switch (trigger)");
            foreach (var cell in state)
            {
                var trigger = machine.Triggers[cell.Trigger];
                var call = $"{machine.Core(cell)}(ref stamp, default({trigger.Type}), out _);";
                code.Write($"case {machine.Members.Trigger}.{trigger.Member}:");
                code.Write(mode.IsShared ? $"    made = {call}\n    break;" : $"    return {call}");
            }

            code.Close();
            code.Space();
            code.Write("break;");
            code.Unindent();
        }

        code.Close();
        code.Space();
        if (mode.IsShared)
        {
            code.Write("// Another thread was faster: start again from what it made of the machine.");
            code.Write("if (made || HoldsStamp(stamp)) return made;");
            code.Close();
        }
        else
        {
            code.Write("return false;");
        }

        code.Close();
        code.Space();
    }

    private static void Explained(CodeWriter code, MachineModel machine, List<TriggerModel> triggers)
    {
        var mode = FenceMode.Of(machine);
        code.Write("/// <summary>Fires a trigger without data in whatever state the machine is, and says why where it is refused.</summary>");
        code.WriteAll(mode.ParameterDoc);
        code.Write("""
            /// <param name="trigger">What happens.</param>
            /// <param name="why">Why not: refused by the body, or illegal in this state.</param>
            /// <returns>Whether the transition was made; on <see langword="false"/> nothing was changed or used up.</returns>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The number is no trigger without data.</exception>
            """);
        code.WriteAll(mode.DemandDoc);
        List<string> parameters = [.. mode.Parameter, $"{machine.Members.Trigger} trigger", $"out {machine.Rejection()} why"];
        code.Open($"{machine.Surface} bool TryFire(\n    {Vocabulary.Lines(parameters)}) => trigger switch");
        foreach (var trigger in triggers)
        {
            code.Write($"{machine.Members.Trigger}.{trigger.Member} => TryFire({string.Join(", ", [.. mode.Argument, $"default({trigger.Type})", "out _", "out why"])}),");
        }

        code.Write("_ => throw new global::System.ArgumentOutOfRangeException(nameof(trigger)),");
        code.Close(";");
        code.Space();
    }
}
