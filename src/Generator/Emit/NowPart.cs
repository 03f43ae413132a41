using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints the typed view of the current state.</summary>
internal static class NowPart
{
    public static void Print(CodeWriter code, MachineModel machine)
    {
        code.Write($$"""
            /// <summary>The typed view of the state the machine is in.</summary>
            /// <param name="step">A step of the machine's owner.</param>
            /// <exception cref="{{Vocabulary.InvalidOperation}}">The step is of another owner.</exception>
            {{machine.Surface}} Current Now(in {{Vocabulary.Step}} step)
            {
                step.Demand(Owner);
                return new Current(this);
            }

            """);
        UnionType.Print(code, machine, "Current", "The state the machine is in, as a capability of that state.", machine.States);
    }
}
