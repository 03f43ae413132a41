using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints the machine's side of reading: whether a value stands, and the slot of its state.</summary>
internal static class ReadingPart
{
    public static void Print(CodeWriter code, MachineModel machine)
    {
        var mode = FenceMode.Of(machine);
        if (mode.Demand.Count > 0)
        {
            code.Write("// Whether a value may still act. Any state: the stamp alone decides.");
            code.Open($"private bool Stands({string.Join(", ", [.. mode.Parameter, "ulong stamp"])})");
            code.WriteAll(mode.Demand);
            code.Write("return HoldsStamp(stamp);");
            code.Close();
        }

        foreach (var state in machine.States)
        {
            code.Write($"""

                {Vocabulary.Hidden}
                internal static bool IsStanding(
                    {Vocabulary.Lines([$"{state.At()} at", .. mode.Parameter])}) =>
                    (({machine.Type})at.Machine).{mode.Stands};
                """);
            if (state.Slot is null) continue;
            if (mode.IsShared) Copied(code, machine, state);
            else InPlace(code, machine, state, mode);
        }
    }

    private static void InPlace(CodeWriter code, MachineModel machine, StateModel state, FenceMode mode) => code.Write($$"""

        {{Vocabulary.Hidden}}
        internal static ref readonly {{state.Type}} ReadSlot(
            {{Vocabulary.Lines([$"{state.At()} at", .. mode.Parameter])}})
        {
            var machine = ({{machine.Type}})at.Machine;
            if (machine.{{mode.Stands}}) return ref machine.{{state.Slot}};
            {{Throw(machine, state)}}
        }

        {{Vocabulary.Hidden}}
        internal static bool TryReadSlot(
            {{Vocabulary.Lines([$"{state.At()} at", .. mode.Parameter, $"out {state.Type} state"])}})
        {
            var machine = ({{machine.Type}})at.Machine;
            var stands = machine.{{mode.Stands}};
            state = stands ? machine.{{state.Slot}} : default;
            return stands;
        }
        """);

    private static void Copied(CodeWriter code, MachineModel machine, StateModel state) => code.Write($$"""

        // The slot as it was under a stamp. Another thread may store while this one copies; then the stamp tells, and the copy is thrown away.
        private bool TryCopy(
            ulong stamp,
            out {{state.Type}} state)
        {
            if (HoldsStamp(stamp))
            {
                state = {{state.Slot}};
                if (StillHoldsStamp(stamp)) return true;
            }

            state = default;
            return false;
        }

        {{Vocabulary.Hidden}}
        internal static {{state.Type}} ReadSlot(
            {{state.At()}} at)
        {
            var machine = ({{machine.Type}})at.Machine;
            if (machine.TryCopy(at.Stamp, out {{state.Type}} state)) return state;
            {{Throw(machine, state)}}
        }

        {{Vocabulary.Hidden}}
        internal static bool TryReadSlot(
            {{state.At()}} at,
            out {{state.Type}} state) =>
            (({{machine.Type}})at.Machine).TryCopy(at.Stamp, out state);
        """);

    private static string Throw(MachineModel machine, StateModel state) => $"""
        throw new {Vocabulary.Stale}(
                "fenced: the value presented was minted in state {state.Name} and is used up or superseded; the machine has moved on and is in "
                + {machine.Members.Definition}.States[StateIndexOf(machine.CurrentStamp)] + ".");
        """;
}
