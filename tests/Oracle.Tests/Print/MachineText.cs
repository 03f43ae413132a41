using System.Text;
using Replication.Oracle.Tests.Tables;

namespace Replication.Oracle.Tests.Print;

/// <summary>Prints a table as its author would write it: rows, plain data, bodies.</summary>
internal static class MachineText
{
    /// <summary>What all bodies share.</summary>
    public const string Prelude = """
        namespace Replication.Oracle;

        public static class Bits
        {
            public static uint Mix(uint seed, long state, long trigger, long context)
            {
                unchecked
                {
                    var h = (seed ^ (uint)state) * 16777619u;
                    h = (h ^ (h >> 13) ^ (uint)trigger) * 16777619u;
                    h = (h ^ (h >> 13) ^ (uint)context) * 16777619u;
                    return h ^ (h >> 15);
                }
            }
        }
        """;

    public static string Print(TableSpec spec)
    {
        var meaning = new Meaning(spec);
        var text = new StringBuilder();
        text.Append("public enum Why { R0, R1, R2 }\n");
        if (spec.HasContext) text.Append("public readonly record struct Context(int K) { public int Id => K + 1; }\n");
        text.Append($"[StateMachine<Why>(Fence.{spec.Fence}{(spec.HasContext ? ", Context = typeof(Context)" : "")}");
        if (spec.HasSession) text.Append(", SessionId = nameof(Context.Id)");
        if (spec.IsMovable) text.Append(", Version = 1");
        text.Append(spec.Initial >= 0 ? $", Initial = typeof({Spelling.State(spec.Initial)}))]\n" : ")]\n");
        foreach (var row in spec.Rows)
        {
            var source = row.IsGroup ? Spelling.Group(row.Source) : Spelling.State(row.Source);
            var cell = row.IsGroup ? null : meaning.Cell(row.Source, row.Trigger);
            var guard = cell?.Choices.FirstOrDefault(choice => choice.Next == row.Next)?.Guard;
            var when = guard is null ? "" : $"(When = nameof(Machine.{guard}))";
            text.Append($"[On<{source}, {Spelling.Trigger(row.Trigger)}, {Spelling.State(row.Next)}>{when}]\n");
        }

        foreach (var (isGroup, source, trigger) in spec.Illegal)
        {
            text.Append($"[Illegal<{(isGroup ? Spelling.Group(source) : Spelling.State(source))}, {Spelling.Trigger(trigger)}>]\n");
        }

        text.Append("public sealed partial class Machine\n{\n");
        for (var group = 0; group < spec.Groups.Length; group++)
        {
            text.Append($"    public interface {Spelling.Group(group)} {{ long Value {{ get; }} }}\n");
        }

        for (var state = 0; state < spec.States.Length; state++) text.Append(State(spec, state));
        for (var trigger = 0; trigger < spec.Triggers.Length; trigger++) text.Append(Trigger(spec, trigger));
        foreach (var cell in meaning.Cells) text.Append(Guards(cell));
        foreach (var cell in meaning.Cells.Where(cell => cell.Body.Group < 0))
        {
            text.Append(Body(spec, cell.Body, cell.Trigger, Spelling.State(cell.State), ""));
        }

        foreach (var ((group, trigger), body) in meaning.GroupBodies)
        {
            text.Append(Body(spec, body, trigger, "TState", $" where TState : struct, {Spelling.Group(group)}"));
        }

        text.Append("    public readonly System.Collections.Generic.List<string> Heard = [];\n");
        text.Append(Hooks(spec, entry: true)).Append(Hooks(spec, entry: false));
        return text.Append("}\n").ToString();
    }

    private static string State(TableSpec spec, int state)
    {
        var groups = string.Join(", ", Enumerable.Range(0, spec.Groups.Length).Where(group => spec.IsMember(group, state)).Select(Spelling.Group));
        var (data, value) = spec.States[state] switch
        {
            DataKind.None => ("", "0"),
            DataKind.Number => ("(int D)", "D"),
            DataKind.Pair => ("(int D, long E)", "D + E"),
            _ => ("(int D, string N)", "D + N.Length"),
        };
        if (groups.Length > 0) groups = " : " + groups;
        return $"    public readonly record struct {Spelling.State(state)}{data}{groups} {{ public long Value => {value}; }}\n";
    }

    private static string Trigger(TableSpec spec, int trigger)
    {
        var (data, value) = spec.Triggers[trigger] switch
        {
            DataKind.None => ("", "public long Value => 0;"),
            DataKind.Number => ("(int P)", "public long Value => P;"),
            DataKind.Pair => ("(int P, string Q)", "public long Value => P + Q.Length;"),
            _ => ("", "public required int P { get; init; } public long Value => P + 3;"),
        };
        return $"    public readonly record struct {Spelling.Trigger(trigger)}{data} {{ {value} }}\n";
    }

    private static string Guards(CellSpec cell) => string.Concat(cell.Choices.Where(choice => choice.Guard is not null).Select(choice =>
        $"    public static bool {choice.Guard}(in {Spelling.State(cell.State)} s, in {Spelling.Trigger(cell.Trigger)} t"
        + (choice.TakesContext ? ", in Context c" : "")
        + $") => Bits.Mix({choice.Seed}u, s.Value, t.Value, {(choice.TakesContext ? "c.K" : "0")}) % 3 != 0;\n"));

    // What a hook hears: of which state, with what data, after how many transitions.
    private static string Hooks(TableSpec spec, bool entry)
    {
        var (name, sign) = entry ? ("Entered", '+') : ("Exited", '-');
        var text = new StringBuilder();
        foreach (var state in spec.Used.Where(state => spec.HasHook(entry, state)))
        {
            var type = Spelling.State(state);
            var modifier = spec.Dice(30, state, 0) % 2 == 0 ? "in " : "";
            text.Append($"    void {name}({modifier}{type} s) => Heard.Add($\"{sign}{type} {{s.Value}} @{{Transitions}}\");\n");
        }

        if (spec.HeardGroup(entry) is var group and >= 0)
        {
            text.Append($"    void {name}<TState>(in TState s) where TState : struct, {Spelling.Group(group)} =>\n");
            text.Append($"        Heard.Add($\"{sign}{{typeof(TState).Name}} {{s.Value}} @{{Transitions}}\");\n");
        }

        return text.ToString();
    }

    private static string Body(TableSpec spec, BodySpec body, int trigger, string state, string constraint)
    {
        if (body.Kind == BodyKind.None) return "";
        string[] targets = [.. body.Targets.Select(Spelling.State)];
        var answer = body.Kind == BodyKind.State ? targets[0] : $"Next<{string.Join(", ", targets)}, Why>";
        var modifier = body.ByValue ? "" : "in ";
        var context = body.TakesContext ? $", {modifier}Context c" : "";
        var generic = body.Group >= 0 ? "<TState>" : "";
        var text = new StringBuilder();
        text.Append($"    static {answer} On{generic}({modifier}{state} s, {modifier}{Spelling.Trigger(trigger)} t{context}){constraint}\n    {{\n");
        text.Append($"        var h = Bits.Mix({body.Seed}u, s.Value, t.Value, {(body.TakesContext ? "c.K" : "0")});\n");
        if (body.Refuses > 0) text.Append($"        if (h % 100 < {body.Refuses}) return {Refusal(body)};\n");
        if (body.Throws > 0) text.Append($"        if (h % 100 >= {100 - body.Throws}) throw new BodyException(h);\n");
        for (var branch = 0; branch < targets.Length; branch++)
        {
            var test = branch < targets.Length - 1 ? $"if ((h >> 8) % {targets.Length} == {branch}) " : "";
            text.Append($"        {test}return {Value(spec, body.Targets[branch])};\n");
        }

        return text.Append("    }\n").ToString();
    }

    private static string Refusal(BodySpec body) => (body.Seed % 3) switch
    {
        0 => "((Why)(h % 3)).Because(t.Value, s.Value)",
        1 => "((Why)(h % 3)).Because(\"too late\")",
        _ => "((Why)(h % 3)).Because(\"asked\", \"given\")",
    };

    private static string Value(TableSpec spec, int state) => $"new {Spelling.State(state)}" + spec.States[state] switch
    {
        DataKind.None => "()",
        DataKind.Number => "((int)(h >> 12 & 7))",
        DataKind.Pair => "((int)(h >> 12 & 7), s.Value + (h & 15))",
        _ => "((int)(h >> 12 & 7), h % 2 == 0 ? \"a\" : \"bcd\")",
    };
}
