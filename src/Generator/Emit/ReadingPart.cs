using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints the machine's side of reading: whether a value stands, and the slot of its state.</summary>
internal static class ReadingPart
{
    public static void Print(CodeWriter code, MachineModel machine)
    {
        code.Write($$"""
            // Whether a value may still act. Any state: the stamp alone decides.
            private bool Stands(in {{Vocabulary.Step}} step, ulong stamp)
            {
                step.Demand(Owner);
                return Holds(stamp);
            }
            """);
        foreach (var state in machine.States)
        {
            code.Write($"""

                {Vocabulary.Hidden}
                internal static bool IsCurrent({state.At()} at, in {Vocabulary.Step} step) =>
                    (({machine.Type})at.Machine).Stands(in step, at.Stamp);
                """);
            if (state.Slot is not null) Slot(code, machine, state);
        }
    }

    private static void Slot(CodeWriter code, MachineModel machine, StateModel state) => code.Write($$"""

        {{Vocabulary.Hidden}}
        internal static ref readonly {{state.Type}} Read({{state.At()}} at, in {{Vocabulary.Step}} step)
        {
            var machine = ({{machine.Type}})at.Machine;
            if (machine.Stands(in step, at.Stamp)) return ref machine.{{state.Slot}};
            throw new {{Vocabulary.Stale}}(
                $"fenced: the value presented was minted in state {{state.Name}} and is used up or superseded; the machine is in {Definition.States[machine.StateIndex]}.");
        }

        {{Vocabulary.Hidden}}
        internal static bool TryRead({{state.At()}} at, in {{Vocabulary.Step}} step, out {{state.Type}} state)
        {
            var machine = ({{machine.Type}})at.Machine;
            var stands = machine.Stands(in step, at.Stamp);
            state = stands ? machine.{{state.Slot}} : default;
            return stands;
        }
        """);
}
