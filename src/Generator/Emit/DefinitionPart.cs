using System.Globalization;
using Replication.Generator.Model;

namespace Replication.Generator.Emit;

/// <summary>Prints the table as data, the numbers of states and triggers, and the fields.</summary>
internal static class DefinitionPart
{
    public static void Print(CodeWriter code, MachineModel machine)
    {
        code.Write($$"""
            /// <summary>The table as data: the names of states and triggers, the rows with their groups expanded, what is legal where.</summary>
            {{machine.Surface}} static readonly {{Vocabulary.Table}} {{machine.Members.Definition}} = new(
                "{{machine.Name}}",
            """);
        List(code, machine.States.Select(state => $"\"{state.Name}\""), ",");
        List(code, machine.Triggers.Select(trigger => $"\"{trigger.Name}\""), ",");
        List(code, machine.Rows.Select(row => Row(machine, row)), ",");
        code.Write("    " + string.Join(",\n    ", Named(machine)) + ");");
        code.Space();
        Fields(code, machine);
        code.Write($"""
            /// <inheritdoc/>
            public override {Vocabulary.Table} Table => {machine.Members.Definition};

            """);
        Numbers(code, "StateNumber", "The states by their place in the table: the low byte of a stamp.", machine.States.Select(s => s.Member));
        Numbers(code, "TriggerNumber", "The triggers by their place in the table.", machine.Triggers.Select(t => t.Member));
    }

    private static string Row(MachineModel machine, RowModel row) =>
        $"new({machine.States[row.State].Number()}, {machine.Triggers[row.Trigger].Number()}, {machine.States[row.Next].Number()}{(row.Guard is null ? "" : $", \"{row.Guard}\"")})";

    // What a table need not say, and says by name where it does.
    private static IEnumerable<string> Named(MachineModel machine)
    {
        yield return $"initial: {machine.States[machine.Initial].Number()}";
        if (machine.Terminal.Any()) yield return $"terminal: [{Numbers(machine, machine.Terminal)}]";
        var groups = machine.Groups.Select(group => $"        new(\"{group.Name}\", [{Numbers(machine, group.States)}]),");
        if (machine.Groups.Count > 0) yield return $"groups:\n    [\n{string.Join("\n", groups)}\n    ]";
        var illegal = machine.Illegal.Select(cell => $"        new({machine.States[cell.State].Number()}, {machine.Triggers[cell.Trigger].Number()}),");
        if (machine.Illegal.Count > 0) yield return $"illegal:\n    [\n{string.Join("\n", illegal)}\n    ]";
    }

    private static string Numbers(MachineModel machine, IEnumerable<int> states) => string.Join(", ", states.Select(state => machine.States[state].Number()));

    private static void List(CodeWriter code, IEnumerable<string> items, string tail)
    {
        code.Write("    [");
        foreach (var item in items) code.Write($"        {item},");
        code.Write("    ]" + tail);
    }

    private static void Fields(CodeWriter code, MachineModel machine)
    {
        var slots = machine.States.Select((state, index) => (State: state, Index: index)).Where(slot => slot.State.Slot is not null).ToList();
        if (machine.Context is not null)
        {
            code.Write($"// What is constant for this machine{(machine.IsReusable ? ", in each of its lives" : "")}.\nprivate {(machine.IsReusable ? "" : "readonly ")}{machine.Context} _context;\n");
        }

        if (slots.Count == 0) return;
        code.Write("// One slot for each state that has data. Only the slot of the current state counts; the others hold what was.");
        foreach (var (state, index) in slots) code.Write($"private {state.Type} {state.Slot}{(IsStored(machine, index) ? "" : " = default")};");
        code.Space();
    }

    // Where nothing is ever stored to a field the compiler objects, in a file that the author cannot mend; that a state is unreachable is the analyzer's
    // to say. A guarded row back to the own state, one of several, leaves the slot as it is.
    private static bool IsStored(MachineModel machine, int state) => state == machine.Initial || machine.Cells.Any(cell =>
        cell.Targets.Contains(state) && !(cell.IsGuarded && cell.Targets.Count > 1 && cell.State == state));

    private static void Numbers(CodeWriter code, string name, string comment, IEnumerable<string> members)
    {
        code.Write("// " + comment);
        code.Open($"private static class {name}");
        var number = 0;
        foreach (var member in members) code.Write($"internal const byte {member} = {(number++).ToString(CultureInfo.InvariantCulture)};");
        code.Close();
        code.Space();
    }
}
