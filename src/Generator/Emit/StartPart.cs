using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints the constructor and the one way to make a machine.</summary>
internal static class StartPart
{
    public static void Print(CodeWriter code, MachineModel machine)
    {
        var initial = machine.States[machine.Initial];
        var parameters = new List<string>();
        var arguments = new List<string> { "owner" };
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
            private {machine.Identifier}({string.Join(", ", parameters.Prepend($"{Vocabulary.Owner} owner"))})
                : base(owner, {initial.Number()})
            """);
        code.Write("{");
        if (machine.Context is not null) code.Write("    _context = context;");
        if (initial.Slot is not null) code.Write($"    {initial.Slot} = state;");
        code.Write("}\n");

        code.Write($"""
            /// <summary>Makes a machine in state {Doc.See(initial)}.</summary>
            /// <param name="step">A step of the owner that the machine will belong to.</param>
            """);
        if (machine.Context is not null) code.Write("/// <param name=\"context\">What is constant for the machine.</param>");
        if (initial.Slot is not null) code.Write("/// <param name=\"state\">The data it starts with.</param>");
        code.Write($$"""
            /// <param name="at">The capability to act on it.</param>
            /// <exception cref="global::System.ArgumentException">The step is a default value: it has no owner.</exception>
            {{machine.Surface}} static {{machine.Type}} Start({{string.Join(", ", parameters.Prepend($"in {Vocabulary.Step} step").Append($"out {initial.At()} at"))}})
            {
                var owner = step.Owner ?? throw new global::System.ArgumentException(
                    "The step presented is a default value and has no owner; enter one with FenceOwner.Enter().", nameof(step));
                var machine = new {{machine.Type}}({{string.Join(", ", arguments)}});
                at = machine.Mint<{{initial.Type}}>();
                return machine;
            }

            """);
    }
}
