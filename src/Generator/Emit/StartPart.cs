using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints the constructor and the one way to make a machine.</summary>
internal static class StartPart
{
    public static void Print(CodeWriter code, MachineModel machine)
    {
        var mode = FenceMode.Of(machine);
        var initial = machine.States[machine.Initial];
        var parameters = new List<string>();
        var arguments = new List<string>();
        if (machine.Context is { } context)
        {
            parameters.Add($"in {context} context");
            arguments.Add("in context");
        }

        if (initial.Slot is not null)
        {
            parameters.Add($"in {initial.Type} state");
            arguments.Add("in state");
        }

        code.Write($"""
            private {machine.Identifier}({string.Join(", ", [.. mode.OwnerParameter, .. parameters])})
                : base({string.Join(", ", [.. mode.OwnerArgument, initial.Number()])})
            """);
        code.Write("{");
        if (machine.Context is not null) code.Write("    _context = context;");
        if (initial.Slot is not null) code.Write($"    {initial.Slot} = state;");
        code.Write("}\n");

        code.Write($"/// <summary>Makes a machine in state {Doc.See(initial)}.</summary>");
        code.WriteAll(mode.StartDoc);
        if (machine.Context is not null) code.Write("/// <param name=\"context\">What is constant for the machine.</param>");
        if (initial.Slot is not null) code.Write("/// <param name=\"state\">The data it starts with.</param>");
        code.Write("/// <param name=\"at\">The capability to act on it.</param>");
        if (machine.Session is not null) code.Write("/// <exception cref=\"global::System.ArgumentException\">The context has no session ID.</exception>");
        code.WriteAll(mode.StartThrows);
        parameters = [.. mode.Parameter, .. parameters, machine.Out(initial, "at")];
        code.Open($"{machine.Surface} static {machine.Type} {machine.Members.Start}(\n    {Vocabulary.Lines(parameters)})");
        code.WriteAll(mode.FindOwner);
        code.WriteAll(SessionDoor.Demand(machine));
        code.Write($"""
            var machine = new {machine.Type}({string.Join(", ", [.. mode.OwnerArgument, .. arguments])});
            at = machine.MintAt<{initial.Type}>(machine.CurrentStamp);
            return machine;
            """);
        code.Close();
        code.Space();
        if (machine.IsReusable) PrintRestart(code, machine, mode, initial);
    }

    private static void PrintRestart(CodeWriter code, MachineModel machine, FenceMode mode, StateModel initial)
    {
        var parameters = new List<string>(mode.Parameter);
        code.Write($"/// <summary>Begins again, in state {Doc.See(initial)}, where the machine has ended. What was minted in its life before stays used up.</summary>");
        code.WriteAll(mode.ParameterDoc);
        if (machine.Context is not null)
        {
            parameters.Add($"in {machine.Context} context");
            code.Write("/// <param name=\"context\">What is constant for the life that begins.</param>");
        }

        if (initial.Slot is not null)
        {
            parameters.Add($"in {initial.Type} state");
            code.Write("/// <param name=\"state\">The data it starts with.</param>");
        }

        parameters.Add(machine.Out(initial, "at"));
        code.Write("/// <param name=\"at\">The capability to act on it.</param>");
        if (machine.Session is not null) code.Write("/// <exception cref=\"global::System.ArgumentException\">The context has no session ID.</exception>");
        code.Write($"/// <exception cref=\"{Vocabulary.InvalidOperation}\">The machine has not ended{(mode.Demand.Count > 0 ? ", or the step is of another owner" : "")}.</exception>");
        code.Open($"{machine.Surface} void {machine.Members.Restart}(\n    {Vocabulary.Lines(parameters)})");
        code.WriteAll(mode.Demand);
        code.WriteAll(SessionDoor.Demand(machine));
        var terminal = machine.Terminal.Select(state => machine.States[state].Number()).ToList();
        code.Write($"""
            var stamp = CurrentStamp;
            if (StateIndexOf(stamp) is not {(terminal.Count == 1 ? terminal[0] : $"({string.Join(" or ", terminal)})")})
            {"{"}
                throw new {Vocabulary.InvalidOperation}(
                    $"A machine begins again where it has ended; this one is in {"{"}{machine.Members.Definition}.States[StateIndexOf(stamp)]{"}"}.");
            {"}"}

            """);
        if (machine.Context is not null) code.Write("_context = context;");
        if (initial.Slot is not null) code.Write($"{initial.Slot} = state;");
        code.Write($"at = MintAt<{initial.Type}>(PublishState(stamp, StateIndexOf(stamp), {initial.Number()}));");
        code.Close();
        code.Space();
    }
}
