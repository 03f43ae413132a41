using System.Text;
using Replication.Oracle.Tests.Tables;

namespace Replication.Oracle.Tests.Print;

/// <summary>Prints the driver of a machine: the calls that its user could write.</summary>
internal static class DriverText
{
    public static string Print(TableSpec spec)
    {
        var meaning = new Meaning(spec);
        var text = new StringBuilder();
        text.Append($$"""
            public sealed class Driver : IDriver
            {
                {{(spec.Fence == FenceChoice.Owner ? "private readonly FenceOwner _owner = new();" : "")}}
                private readonly object?[] _held = new object?[4];
                private Machine _first = null!;
                private Machine _second = null!;

                public MachineTable Table => Machine.Definition;

                public ulong Transitions(bool second) => (second ? _second : _first).Transitions;

                public void Keep(int slot) => _held[slot] = _held[0];

            """);
        Start(text, spec);
        Where(text, spec);
        Refresh(text, spec);
        Fire(text, spec);
        Typed(text, spec, meaning);
        Held(text, spec);
        return text.Append("}\n").ToString();
    }

    private static void Start(StringBuilder text, TableSpec spec)
    {
        List<string> arguments = [];
        if (spec.Fence == FenceChoice.Owner) arguments.Add("in step");
        if (spec.HasContext) arguments.Add("new Context(context)");
        if (spec.States[spec.InitialState] != DataKind.None)
        {
            arguments.Add($"new Machine.{Spelling.State(spec.InitialState)}" + spec.States[spec.InitialState] switch
            {
                DataKind.Number => "(data)",
                DataKind.Pair => "(data, 1)",
                _ => "(data, \"a\")",
            });
        }

        text.Append($$"""
                public void Start(int context, int data)
                {
                    {{spec.Enter()}}
                    _second = Machine.Start({{string.Join(", ", [.. arguments, "out _"])}});
                    _first = Machine.Start({{string.Join(", ", [.. arguments, "out var at"])}});
                    System.Array.Clear(_held);
                    _held[0] = at;
                }


            """);
    }

    private static void Where(StringBuilder text, TableSpec spec)
    {
        text.Append($"    public string Where(bool second)\n    {{\n        {spec.Enter()}\n        var now = (second ? _second : _first).Now({spec.OnlyStep()});\n        var cases = 0; var where = \"\";\n");
        foreach (var state in spec.Used)
        {
            text.Append($"        if (now.{Spelling.State(state)} is {{ }} at{state}) {{ cases++; where = {Show(spec, state, $"at{state}", Read(spec, state, $"at{state}"))}; }}\n");
        }

        text.Append("        return cases == 1 && where.StartsWith(now.State, System.StringComparison.Ordinal) ? where : throw new DriverException($\"{cases} cases: {where}\");\n    }\n\n");

        // The step goes in as the argument: lambdas are static.
        var (argument, type) = spec.Fence == FenceChoice.Owner ? ("step", "OwnerStep") : ("0", "int");
        text.Append($"    public string WhereByMatch(bool second)\n    {{\n        {spec.Enter()}\n        return (second ? _second : _first).Now({spec.OnlyStep()}).Match<{type}, string>({argument}");
        foreach (var state in spec.Used) text.Append($",\n            s{state}: static (at, step) => {Show(spec, state, "at", Read(spec, state, "at"))}");
        text.Append(");\n    }\n\n");
    }

    private static string Read(TableSpec spec, int state, string at) => spec.States[state] == DataKind.None ? "" : $"{at}.Read({spec.OnlyStep()})";

    private static string Show(TableSpec spec, int state, string at, string read) => spec.States[state] switch
    {
        DataKind.None => $"\"{Spelling.State(state)}\"",
        DataKind.Number => $"\"{Spelling.State(state)} \" + {read}.D",
        DataKind.Pair => $"\"{Spelling.State(state)} \" + {read}.D + \" \" + {read}.E",
        _ => $"\"{Spelling.State(state)} \" + {read}.D + \" \" + {read}.N",
    };

    private static void Refresh(StringBuilder text, TableSpec spec)
    {
        text.Append($"    public void Refresh(bool match)\n    {{\n        {spec.Enter()}\n        var now = _first.Now({spec.OnlyStep()});\n        _held[0] = match ? ");
        text.Append(Match(spec.Used, "now")).Append(" : ").Append(Properties(spec.Used, "now")).Append(";\n    }\n\n");
    }

    private static string Match(IEnumerable<int> states, string union) =>
        $"{union}.Match<int, object>(0, {string.Join(", ", states.Select(state => $"s{state}: static (at, _) => at"))})";

    private static string Properties(IEnumerable<int> states, string union) =>
        $"(object?)({string.Join(" ?? ", states.Select(state => $"(object?){union}.{Spelling.State(state)}"))}) ?? throw new DriverException(\"an empty union\")";

    private static string Trigger(TableSpec spec, int trigger) => $"new Machine.{Spelling.Trigger(trigger)}" + spec.Triggers[trigger] switch
    {
        DataKind.None => "()",
        DataKind.Number => "(payload)",
        DataKind.Pair => "(payload, payload % 2 == 0 ? \"x\" : \"yz\")",
        _ => " { P = payload }",
    };

    // As a caller of the typed door spells it.
    private static string Arguments(TableSpec spec, int trigger) => spec.Step() + spec.Triggers[trigger] switch
    {
        DataKind.None => "",
        DataKind.Number => "payload, ",
        DataKind.Pair => "payload, payload % 2 == 0 ? \"x\" : \"yz\", ",
        _ => Trigger(spec, trigger) + ", ",
    };

    private static void Fire(StringBuilder text, TableSpec spec)
    {
        text.Append($"    public Answer Fire(bool second, int trigger, int payload, int form)\n    {{\n        {spec.Enter()}\n        var machine = second ? _second : _first;\n        Rejection<Why> why;\n        switch (trigger)\n        {{\n");
        foreach (var trigger in spec.Rows.Select(row => row.Trigger).Distinct())
        {
            if (spec.Triggers[trigger] == DataKind.None)
            {
                var bare = $"{spec.Step()}Machine.Trigger.{Spelling.Trigger(trigger)}";
                text.Append($"            case {trigger} when form == 1: return machine.TryFire({bare}, out why) ? Answer.Made(machine.Now({spec.OnlyStep()}).State, in why) : Answer.Not(in why, true);\n");
                text.Append($"            case {trigger} when form == 2: return new Answer(machine.TryFire({bare}) ? AnswerKind.Made : AnswerKind.NotMade, \"quick\");\n");
            }

            text.Append($"            case {trigger}: return machine.TryFire({spec.Step()}{Trigger(spec, trigger)}, out var now{trigger}, out why) ? Answer.Made(now{trigger}.State, in why) : Answer.Not(in why, now{trigger}.State.Length == 0);\n");
        }

        text.Append("            default: return new Answer(AnswerKind.NoCall, \"\");\n        }\n    }\n\n");
    }

    private static void Typed(StringBuilder text, TableSpec spec, Meaning meaning)
    {
        // A method a cell and plain tests: one switch over all of them is what a compiler is slow at.
        text.Append("    public Answer Typed(int slot, int trigger, int payload, bool plain, bool match)\n    {\n        switch (trigger)\n        {\n");
        foreach (var cells in meaning.Cells.GroupBy(cell => cell.Trigger))
        {
            text.Append($"            case {cells.Key}:\n");
            foreach (var cell in cells)
            {
                text.Append($"                if (_held[slot] is At<Machine.{Spelling.State(cell.State)}> at{cell.State}On{cell.Trigger}) return Call{cell.State}On{cell.Trigger}(at{cell.State}On{cell.Trigger}, slot, payload, plain, match);\n");
            }

            text.Append("                break;\n");
        }

        text.Append("        }\n\n        return new Answer(AnswerKind.NoCall, \"\");\n    }\n\n");
        foreach (var cell in meaning.Cells) text.Append(Call(spec, cell));
    }

    private static string Call(TableSpec spec, CellSpec cell)
    {
        var (name, arguments, next) = (Spelling.Trigger(cell.Trigger), Arguments(spec, cell.Trigger), Spelling.State(cell.Targets[0]));
        var bare = arguments.TrimEnd(' ', ',');
        var text = new StringBuilder();
        text.Append($"    private Answer Call{cell.State}On{cell.Trigger}(At<Machine.{Spelling.State(cell.State)}> at, int slot, int payload, bool plain, bool match)\n    {{\n");
        text.Append($"        {spec.Enter()}\n        Rejection<Why> why;\n");
        var plain = !cell.CanRefuse;
        if (cell.Loops)
        {
            if (plain) text.Append($"        if (plain) {{ at.{name}({bare}); _held[slot] = at; return new Answer(AnswerKind.Made, \"{next}\"); }}\n");
            text.Append("        var before = at.Stamp;\n");
            text.Append($"        if (!at.Try{name}({arguments}out why)) return Answer.Not(in why, at.Stamp == before);\n");
            text.Append($"        _held[slot] = at;\n        return Answer.Made(\"{next}\", in why);\n");
        }
        else if (cell.Targets.Length == 1)
        {
            if (plain) text.Append($"        if (plain) {{ At<Machine.{next}> then = at.{name}({bare}); _held[slot] = then; return new Answer(AnswerKind.Made, \"{next}\"); }}\n");
            text.Append($"        if (!at.Try{name}({arguments}out var next, out why)) return Answer.Not(in why, next.ToString().Contains(\"never minted\", System.StringComparison.Ordinal));\n");
            text.Append($"        _held[slot] = next;\n        return Answer.Made(\"{next}\", in why);\n");
        }
        else
        {
            text.Append($"        if (!at.Try{name}({arguments}out var outcome, out why)) return Answer.Not(in why, outcome.State.Length == 0);\n");
            text.Append($"        _held[slot] = match ? {Match(cell.Targets, "outcome")} : {Properties(cell.Targets, "outcome")};\n");
            text.Append("        return Answer.Made(outcome.State, in why);\n");
        }

        return text.Append("    }\n\n").ToString();
    }

    private static void Held(StringBuilder text, TableSpec spec)
    {
        text.Append($"    public bool IsCurrent(int slot)\n    {{\n        {spec.Enter()}\n        return _held[slot] switch\n        {{\n");
        foreach (var state in spec.Used) text.Append($"            At<Machine.{Spelling.State(state)}> at => at.IsCurrent({spec.OnlyStep()}),\n");
        text.Append("            _ => throw new DriverException(\"an empty slot\"),\n        };\n    }\n\n");

        text.Append($"    public string? TryRead(int slot)\n    {{\n        {spec.Enter()}\n        switch (_held[slot])\n        {{\n");
        foreach (var state in spec.Used)
        {
            var read = spec.States[state] == DataKind.None
                ? $"at.IsCurrent({spec.OnlyStep()}) ? {Show(spec, state, "at", "")} : null"
                : $"at.TryRead({spec.Step()}out var s{state}) ? {Show(spec, state, "at", $"s{state}")} : s{state}.Equals(default) ? null : throw new DriverException(\"not read, and data\")";
            text.Append($"            case At<Machine.{Spelling.State(state)}> at: return {read};\n");
        }

        text.Append($"            default: throw new DriverException(\"an empty slot\");\n        }}\n    }}\n\n    public string Read(int slot)\n    {{\n        {spec.Enter()}\n        return _held[slot] switch\n        {{\n");
        foreach (var state in spec.Used)
        {
            var read = spec.States[state] == DataKind.None
                ? $"at.IsCurrent({spec.OnlyStep()}) ? {Show(spec, state, "at", "")} : throw new StaleStateException()"
                : Show(spec, state, "at", Read(spec, state, "at"));
            text.Append($"            At<Machine.{Spelling.State(state)}> at => {read},\n");
        }

        text.Append("            _ => throw new DriverException(\"an empty slot\"),\n        };\n    }\n");
    }
}
