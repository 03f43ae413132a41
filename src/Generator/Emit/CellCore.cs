using System.Globalization;
using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints what both doors of a cell end in: body, store, publish.</summary>
internal static class CellCore
{
    public static void Print(CodeWriter code, MachineModel machine, CellModel cell)
    {
        var state = machine.States[cell.State];
        var trigger = machine.Triggers[cell.Trigger];
        code.Write($"// {state.Name}, {trigger.Name} -> {string.Join(" | ", cell.Targets.Select(target => machine.States[target].Name))}");
        code.Open($"private bool {machine.Core(cell)}(in {trigger.Type} trigger, out {machine.Rejection()} why)");
        switch (cell.Body)
        {
            case null:
                code.Write("// The next state has no data: there is nothing to decide and nothing to store.");
                Accept(code, machine.States[cell.Targets[0]], null);
                break;
            case { Answer: BodyAnswer.State } body:
                code.Write("// The body cannot refuse. It runs before anything is stored: should it throw, the machine is where it was.");
                code.Write($"var next = {Call(machine, cell, body)};");
                Accept(code, machine.States[cell.Targets[0]], "next");
                break;
            case { Answer: BodyAnswer.StateOrRejection } body:
                Ask(code, machine, cell, body);
                code.Open("if (!answer.Accepted)");
                Refuse(code, state, trigger);
                code.Close();
                code.Space();
                Accept(code, machine.States[cell.Targets[0]], "answer.State");
                break;
            case { } body:
                Branch(code, machine, cell, body);
                break;
        }

        code.Close();
        code.Space();
    }

    private static void Branch(CodeWriter code, MachineModel machine, CellModel cell, BodyModel body)
    {
        Ask(code, machine, cell, body);
        code.Open("switch (answer.Branch)");
        for (var i = 0; i < cell.Targets.Count; i++)
        {
            var number = (i + 1).ToString(CultureInfo.InvariantCulture);
            code.Open($"case {number}:");
            Accept(code, machine.States[cell.Targets[i]], "answer.State" + number);
            code.Close();
        }

        code.Open("default:");
        Refuse(code, machine.States[cell.State], machine.Triggers[cell.Trigger]);
        code.Close();
        code.Close();
    }

    private static void Ask(CodeWriter code, MachineModel machine, CellModel cell, BodyModel body)
    {
        code.Write("// The body is pure and runs before anything is stored: a refusal, or a throw, leaves the machine where it was.");
        code.Write($"var answer = {Call(machine, cell, body)};");
    }

    private static void Accept(CodeWriter code, StateModel next, string? value)
    {
        // A state without data has no slot: that it was reached is all there is to it.
        if (next.Slot is not null && value is not null) code.Write($"{next.Slot} = {value};");
        code.Write($"Publish({next.Number()});\nwhy = default;\nreturn true;");
    }

    private static void Refuse(CodeWriter code, StateModel state, TriggerModel trigger) =>
        code.Write($"why = answer.Rejection.In(Definition, {state.Number()}, {trigger.Number()});\nreturn false;");

    private static string Call(MachineModel machine, CellModel cell, BodyModel body)
    {
        var state = machine.States[cell.State];
        var arguments = new List<string>
        {
            state.Slot is { } slot ? Pass(body.Parameters[0], slot) : $"default({state.Type})",
            Pass(body.Parameters[1], "trigger"),
        };
        if (body.TakesContext) arguments.Add(Pass(body.Parameters[2], "_context"));
        return $"On({string.Join(", ", arguments)})";
    }

    private static string Pass(string modifier, string argument) => modifier.Length == 0 ? argument : modifier + " " + argument;
}
