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
    }
}
