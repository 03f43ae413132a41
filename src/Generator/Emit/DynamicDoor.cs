using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints the door for what arrives over a wire or from a journal: one overload a trigger, on the cores of the typed door.</summary>
internal static class DynamicDoor
{
    public static void Print(CodeWriter code, MachineModel machine)
    {
        for (var index = 0; index < machine.Triggers.Count; index++)
        {
            Overload(code, machine, machine.Triggers[index], [.. machine.Cells.Where(cell => cell.Trigger == index).OrderBy(cell => cell.State)]);
        }

        if (machine.Triggers.Count == 0) return;
        code.Write($$"""
            // The table has no such row. Nothing was asked of any body.
            private bool IsIllegal(byte trigger, out {{machine.Rejection()}} why)
            {
                why = {{machine.Rejection()}}.Illegal(Definition, StateIndex, trigger);
                return false;
            }

            // Only inside a step of the owner, and only for the value minted last: a stale holder hears "fenced" before any body could give another reason.
            private bool Admits(in {{Vocabulary.Step}} step, ulong stamp, byte trigger, out {{machine.Rejection()}} why)
            {
                step.Demand(Owner);
                if (Holds(stamp))
                {
                    why = default;
                    return true;
                }

                why = {{machine.Rejection()}}.Fenced(Definition, StateIndexOf(stamp), StateIndex, trigger);
                return false;
            }

            """);
    }

    private static void Overload(CodeWriter code, MachineModel machine, TriggerModel trigger, List<CellModel> cells)
    {
        code.Write($$"""
            /// <summary>Fires {{Doc.See(trigger)}} in whatever state the machine is: the same bodies and the same answers as the typed transitions.</summary>
            /// <param name="step">A step of the machine's owner.</param>
            /// <param name="trigger">What happens.</param>
            /// <param name="now">The state it led to; a default value on <see langword="false"/>.</param>
            /// <param name="why">Why not: refused by the body, or illegal in this state.</param>
            /// <returns>Whether the transition was made; on <see langword="false"/> nothing was changed or used up.</returns>
            /// <exception cref="{{Vocabulary.InvalidOperation}}">The step is of another owner.</exception>
            {{machine.Surface}} bool TryFire(in {{Vocabulary.Step}} step, in {{trigger.Type}} trigger, out Current now, out {{machine.Rejection()}} why)
            {
                step.Demand(Owner);
            """);
        code.Write("    var made = StateIndex switch\n    {");
        foreach (var cell in cells) code.Write($"        {machine.States[cell.State].Number()} => {machine.Core(cell)}(in trigger, out why),");
        code.Write($$"""
                    _ => IsIllegal({{trigger.Number()}}, out why),
                };
                now = made ? new Current(this) : default;
                return made;
            }

            """);
    }
}
