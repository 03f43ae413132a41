using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints the extension methods of one cell: the <c>Try</c> form, and the plain form where the body cannot refuse.</summary>
internal static class TransitionMethods
{
    public static void Print(CodeWriter code, MachineModel machine, CellModel cell)
    {
        Try(code, machine, cell);
        if (!cell.CanRefuse) Plain(code, machine, cell);
    }

    private static void Try(CodeWriter code, MachineModel machine, CellModel cell)
    {
        var trigger = machine.Triggers[cell.Trigger];
        List<string> parameters = [.. Inputs(machine, cell, Vocabulary.Consumes + "(true)")];
        List<string> arguments = [cell.Loops ? "ref at" : "at", .. FenceMode.Of(machine).Argument, Value(trigger)];
        Header(code, machine, cell);
        if (cell.Outcome is { } outcome)
        {
            parameters.Add($"out {machine.Type}.{outcome} outcome");
            arguments.Add("out outcome");
            code.Write("/// <param name=\"outcome\">Which state it led to; a default value on <see langword=\"false\"/>.</param>");
        }
        else if (!cell.Loops)
        {
            parameters.Add(machine.Out(machine.States[cell.Targets[0]], "next"));
            arguments.Add("out next");
            code.Write("/// <param name=\"next\">The next capability; a default value on <see langword=\"false\"/>.</param>");
        }

        parameters.Add($"out {machine.Rejection()} why");
        arguments.Add("out why");
        code.Write($"""
            /// <param name="why">Why not: {Refusals(cell)}fenced, because the value is used up or superseded.</param>
            /// <returns>Whether the transition was made; on <see langword="false"/> nothing was changed or used up.</returns>
            {Vocabulary.Inlined}
            public static bool Try{trigger.Name}{machine.TypeParameters}(
                {Vocabulary.Lines(parameters)}){machine.Where()} =>
                {machine.Type}.Try{trigger.Name}({string.Join(", ", arguments)});

            """);
    }

    private static void Plain(CodeWriter code, MachineModel machine, CellModel cell)
    {
        var trigger = machine.Triggers[cell.Trigger];
        var result = cell.Outcome is { } outcome ? $"{machine.Type}.{outcome}" : cell.Loops ? "void" : machine.States[cell.Targets[0]].At();
        List<string> arguments = [cell.Loops ? "ref at" : "at", .. FenceMode.Of(machine).Argument, Value(trigger)];
        if (!cell.Loops) arguments.Add("out var next");
        Header(code, machine, cell);
        if (!cell.Loops) code.Write($"/// <returns>{(cell.Outcome is null ? $"The capability at {Doc.See(machine.States[cell.Targets[0]])}" : "Which state it led to")}.</returns>");
        code.Write($"""
            /// <exception cref="{Vocabulary.Stale}">The value is used up or superseded.</exception>
            {Vocabulary.Inlined}
            """);
        var owed = cell.Outcome is not null ? Vocabulary.MustUse : cell.Loops ? "" : machine.Owed(machine.States[cell.Targets[0]]);
        if (owed.Length > 0) code.Write($"[return: {owed}]");
        code.Write($$"""
            public static {{result}} {{trigger.Member}}{{machine.TypeParameters}}(
                {{Vocabulary.Lines(Inputs(machine, cell, Vocabulary.Consumes))}}){{machine.Where()}}
            {
                if (!{{machine.Type}}.Try{{trigger.Name}}({{string.Join(", ", arguments)}}, out _))
                {
                    {{machine.Type}}.ThrowFenced(at.Machine, at.Stamp);
                }
            """);
        if (!cell.Loops) code.Write("\n    return next;");
        code.Write("}\n");
    }

    private static void Header(CodeWriter code, MachineModel machine, CellModel cell)
    {
        var state = machine.States[cell.State];
        var trigger = machine.Triggers[cell.Trigger];
        var targets = Doc.Alternatives(cell.Targets.Select(target => machine.States[target]));
        code.Write($"""
            /// <summary>{Doc.Summary(trigger.Type)}{Doc.See(trigger)} in {Doc.See(state)}: leads to {targets}.</summary>
            """);
        if (cell.Body is { } body) code.Write($"/// <remarks>Decided by {Doc.See(machine, cell, body)}.</remarks>");
        code.Write($"""
            /// <param name="at">The capability; {(cell.Loops ? "advanced in place" : "used up")} when the transition is made, else untouched.</param>
            """);
        code.WriteAll(FenceMode.Of(machine).ParameterDoc);
        if (!trigger.IsFlat) code.Write("/// <param name=\"trigger\">What happens.</param>");
        foreach (var parameter in trigger.Parameters)
        {
            code.Write($"/// <param name=\"{Doc.Name(parameter.Name)}\">{Doc.Parameter(trigger.Type, parameter.Property)}{Doc.See(trigger.Type, parameter.Property)} of the trigger.</param>");
        }
    }

    private static IEnumerable<string> Inputs(MachineModel machine, CellModel cell, string consumes)
    {
        var trigger = machine.Triggers[cell.Trigger];
        yield return $"{(cell.Loops ? "this ref " : $"[{consumes}] this ")}{machine.States[cell.State].At()} at";
        foreach (var parameter in FenceMode.Of(machine).Parameter) yield return parameter;
        if (!trigger.IsFlat) yield return $"in {trigger.Type} trigger";
        foreach (var parameter in trigger.Parameters) yield return $"{parameter.Type} {parameter.Name}";
    }

    private static string Refusals(CellModel cell) =>
        (cell.Body is { Answer: not BodyAnswer.State } ? "refused by the body, or " : "")
        + (cell.IsGuarded && cell.Choices[cell.Choices.Count - 1].Guard is not null ? "guarded, or " : "");

    private static string Value(TriggerModel trigger) =>
        trigger.IsFlat ? $"new {trigger.Type}({string.Join(", ", trigger.Parameters.Select(parameter => parameter.Name))})" : "in trigger";
}
