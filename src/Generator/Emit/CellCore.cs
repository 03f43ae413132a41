using System.Globalization;
using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints what both doors of a cell end in: body, store, publish.</summary>
/// <remarks>
/// A core is handed the stamp it acts under, by reference, and leaves in it the one it published. In a mode where other threads may move the machine
/// meanwhile, it asks at each step whether the stamp still holds; in the others that was settled before.
/// </remarks>
internal static class CellCore
{
    private const string Before = "// The body is pure and runs before anything is stored: a refusal, or a throw, leaves the machine where it was.";

    public static void Print(CodeWriter code, MachineModel machine, CellModel cell)
    {
        var state = machine.States[cell.State];
        var trigger = machine.Triggers[cell.Trigger];
        code.Write($"// {state.Name}, {trigger.Name} -> {string.Join(" | ", cell.Targets.Select(target => machine.States[target].Name))}");
        List<string> parameters = ["ref ulong stamp", $"in {trigger.Type} trigger", $"out {machine.Rejection()} why"];
        code.Write(Vocabulary.Inlined);
        code.Open($"private bool {machine.Core(cell)}(\n    {Vocabulary.Lines(parameters)})");
        switch (cell.Body)
        {
            case var _ when cell.IsGuarded:
                Choose(code, machine, cell);
                break;
            case null:
                code.Write("// The next state has no data: there is nothing to decide and nothing to store.");
                if (IsShownOnExit(state) && cell.Targets[0] != cell.State) Arrive(code, machine, cell);
                Move(code, machine, cell, cell.Targets[0]);
                break;
            case { Answer: BodyAnswer.BranchOrRejection } body:
                Arrive(code, machine, cell);
                code.Write($"{Before}\nvar answer = {Call(machine, cell, body)};");
                Refuse(code, machine, cell, "answer.Branch == 0", "answer.Rejection");
                Branch(code, machine, cell);
                break;
            case { } body:
                Arrive(code, machine, cell);
                Decide(code, machine, cell, body, cell.Targets[0]);
                break;
        }

        code.Write("why = default;\nreturn true;");
        code.Close();
        code.Space();
    }

    private static void Choose(CodeWriter code, MachineModel machine, CellModel cell)
    {
        Arrive(code, machine, cell);
        code.Write("// The first row whose guard holds is taken.");
        for (var i = 0; i < cell.Choices.Count; i++)
        {
            var choice = cell.Choices[i];
            var test = choice.Guard is null ? "" : $"if ({Guard(machine, cell, choice)})";
            code.Open(i == 0 ? test : $"else {test}".TrimEnd());
            if (cell.Body is { } body && (cell.Targets.Count == 1 || (choice.Target != cell.State && machine.States[choice.Target].Slot is not null)))
            {
                Decide(code, machine, cell, body, choice.Target);
            }
            else
            {
                Move(code, machine, cell, choice.Target);
            }

            code.Close();
        }

        if (cell.Choices[cell.Choices.Count - 1].Guard is not null)
        {
            code.Open("else");
            if (FenceMode.Of(machine).IsShared) Check(code, machine, cell, "HoldsStamp(stamp)");
            var guards = string.Join(" or ", cell.Choices.Select(choice => choice.Guard));
            code.Write($"return RefuseAsGuarded(stamp, {machine.Triggers[cell.Trigger].Number()}, \"{guards}\", out why);");
            code.Close();
        }

        code.Space();
    }

    // The next state has no data.
    private static void Move(CodeWriter code, MachineModel machine, CellModel cell, int target)
    {
        Take(code, machine, cell);
        Store(code, machine, cell, target, null);
    }

    // The body makes the one next state, or refuses.
    private static void Decide(CodeWriter code, MachineModel machine, CellModel cell, BodyModel body, int target)
    {
        if (body.Answer != BodyAnswer.State)
        {
            code.Write(Before);
            Refuse(code, machine, cell, $"!{Call(machine, cell, body)}.Accepts(out var next, out var refusal)", "refusal");
            Store(code, machine, cell, target, "next");
            return;
        }

        code.Write("// The body cannot refuse. It runs before anything is stored: should it throw, the machine is where it was.");
        code.Write($"var next = {Call(machine, cell, body)};");
        Take(code, machine, cell);
        Store(code, machine, cell, target, "next");
    }

    private static void Refuse(CodeWriter code, MachineModel machine, CellModel cell, string refused, string refusal)
    {
        code.Open($"if ({refused})");
        if (FenceMode.Of(machine).IsShared)
        {
            code.Write("// A stale holder hears that, and not what the body had against a state that no longer stands.");
            Check(code, machine, cell, "HoldsStamp(stamp)");
        }

        var (state, trigger) = (machine.States[cell.State].Number(), machine.Triggers[cell.Trigger].Number());
        code.Write($"why = {refusal}.In({machine.Members.Definition}, {state}, {trigger});\nreturn false;");
        code.Close();
        code.Space();
        Take(code, machine, cell);
    }

    private static void Branch(CodeWriter code, MachineModel machine, CellModel cell)
    {
        code.Open("switch (answer.Branch)");
        for (var i = 0; i < cell.Targets.Count; i++)
        {
            // The last one needs no test: a body answers one of its branches or refuses.
            var number = (i + 1).ToString(CultureInfo.InvariantCulture);
            code.Write(i < cell.Targets.Count - 1 ? $"case {number}:" : "default:");
            foreach (var line in Stored(machine, cell, cell.Targets[i], "answer.State" + number)) code.Write("    " + line);
            code.Write("    break;");
        }

        code.Close();
        code.Space();
    }

    /// <summary>Makes sure of the state that the body, or the hook of its exit, will be shown.</summary>
    private static void Arrive(CodeWriter code, MachineModel machine, CellModel cell)
    {
        var state = machine.States[cell.State];
        if (FenceMode.Of(machine).IsShared)
        {
            Check(code, machine, cell, state.Slot is null ? "HoldsStamp(stamp)" : $"TryCopy(stamp, out {state.Type} state)");
        }
        else if (state.Slot is not null)
        {
            // A copy, and not the slot itself: what the machine stores cannot change it meanwhile, so the runtime's compiler keeps it in registers.
            code.Write($"var state = {state.Slot};");
        }

        code.Space();
    }

    // Without a body or a guard nobody but the hook asks for the data that is left behind.
    private static bool IsShownOnExit(StateModel state) => state.IsExitHeard && state.Slot is not null;

    /// <summary>Makes the machine the caller's for the stores that follow.</summary>
    private static void Take(CodeWriter code, MachineModel machine, CellModel cell)
    {
        if (FenceMode.Of(machine).IsShared) Check(code, machine, cell, "TakeStamp(stamp)");
    }

    private static void Check(CodeWriter code, MachineModel machine, CellModel cell, string holds)
    {
        code.Open($"if (!{holds})");
        code.Write($"why = AnswerFenced(stamp, {machine.Triggers[cell.Trigger].Number()});\nreturn false;");
        code.Close();
        code.Space();
    }

    private static void Store(CodeWriter code, MachineModel machine, CellModel cell, int target, string? value)
    {
        foreach (var line in Stored(machine, cell, target, value)) code.Write(line);
    }

    private static IEnumerable<string> Stored(MachineModel machine, CellModel cell, int target, string? value)
    {
        // A state without data has no slot: that it was reached is all there is to it.
        var (state, next) = (machine.States[cell.State], machine.States[target]);
        if (next.Slot is not null && value is not null) yield return $"{next.Slot} = {value};";
        yield return $"stamp = PublishState(stamp, {state.Number()}, {next.Number()});";

        // Hooks hear of it when it has happened. Who stays in a state neither leaves nor enters it. Where other threads may have moved the machine on
        // meanwhile, what they hear is what this transition saw and made, not what stands by now.
        if (target == cell.State) yield break;
        if (state.IsExitHeard) yield return $"Exited({Stands(machine, cell)});";
        if (next.IsEntryHeard) yield return $"Entered({(next.Slot is null || value is null ? Default(next) : value)});";
    }

    private static string Default(StateModel state) => $"default({state.Type})";

    private static string Guard(MachineModel machine, CellModel cell, ChoiceModel choice)
    {
        List<string> arguments = [Stands(machine, cell), "trigger"];
        if (choice.TakesContext) arguments.Add("_context");
        return $"{choice.Method}({string.Join(", ", arguments)})";
    }

    // The state that stands, as an expression. Passed without a modifier, it still goes by reference where that is how it is asked for.
    private static string Stands(MachineModel machine, CellModel cell) =>
        machine.States[cell.State].Slot is null ? Default(machine.States[cell.State]) : "state";

    private static string Call(MachineModel machine, CellModel cell, BodyModel body)
    {
        var arguments = new List<string>
        {
            machine.States[cell.State].Slot is null ? Stands(machine, cell) : Pass(body.Parameters[0], Stands(machine, cell)),
            Pass(body.Parameters[1], "trigger"),
        };
        if (body.TakesContext) arguments.Add(Pass(body.Parameters[2], "_context"));
        return $"On({string.Join(", ", arguments)})";
    }

    private static string Pass(string modifier, string argument) => modifier.Length == 0 ? argument : modifier + " " + argument;
}
