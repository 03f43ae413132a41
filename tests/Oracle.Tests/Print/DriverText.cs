using System.Text;
using Replication.Oracle.Tests.Tables;

namespace Replication.Oracle.Tests.Print;

/// <summary>Prints the driver of a machine: the calls that its user could write.</summary>
internal sealed class DriverText
{
    private readonly StringBuilder _text = new();
    private readonly TableSpec _spec;
    private readonly string _now;

    private DriverText(TableSpec spec)
    {
        _spec = spec;
        _now = $"Now({spec.OnlyStep()})";
    }

    public static string Print(TableSpec spec)
    {
        var driver = new DriverText(spec);
        driver.Fields();
        driver.Start();
        driver.Where();
        driver.WhereByMatch();
        driver.Refresh();
        driver.Fire();
        driver.Typed();
        driver.IsCurrent();
        driver.TryRead();
        driver.Read();
        driver.Move();
        driver.Enter();
        driver.Line("}");
        return driver._text.ToString();
    }

    private void Fields() => Line($$"""
        public sealed class Driver : IDriver
        {
            {{(_spec.Fence == FenceChoice.Owner ? "private readonly FenceOwner _owner = new();" : "")}}
            {{(_spec.IsMovable ? "private static readonly ReflectedJson _json = new();" : "")}}
            private readonly object?[] _held = new object?[4];
            private Machine _first = null!;
            private Machine _second = null!;

            public MachineTable Table => Machine.Definition;

            public ulong Transitions(bool second) => (second ? _second : _first).Transitions;

            public string Heard(bool second)
            {
                var heard = (second ? _second : _first).Heard;
                var text = string.Join(", ", heard);
                heard.Clear();
                return text;
            }

            public void Keep(int slot) => _held[slot] = _held[0];

        """);

    private void Start()
    {
        List<string> arguments = [];
        if (_spec.Fence == FenceChoice.Owner) arguments.Add("in step");
        if (_spec.HasContext) arguments.Add("new Context(context)");
        var data = _spec.States[_spec.InitialState] switch
        {
            DataKind.None => "",
            DataKind.Number => "(data)",
            DataKind.Pair => "(data, 1)",
            _ => "(data, \"a\")",
        };
        if (data.Length > 0) arguments.Add($"new {Type(_spec.InitialState)}{data}");
        Open("public void Start(int context, int data)");
        Line($"""
                    _second = Machine.Start({string.Join(", ", [.. arguments, "out _"])});
                    _first = Machine.Start({string.Join(", ", [.. arguments, "out var at"])});
                    System.Array.Clear(_held);
                    _held[0] = at;
            """);
        Close();
    }

    private void Where()
    {
        Open("public string Where(bool second)");
        Line($"        var now = (second ? _second : _first).{_now};\n        var cases = 0;\n        var where = \"\";");
        foreach (var state in _spec.Used)
        {
            var at = $"at{state}";
            Line($"        if (now.{Spelling.State(state)} is {{ }} {at}) {{ cases++; where = {Show(state, ReadOf(state, at))}; }}");
        }

        Line("        if (cases != 1 || !where.StartsWith(now.State)) throw new DriverException($\"{cases}: {where}\");");
        Line("        return where;");
        Close();
    }

    private void WhereByMatch()
    {
        // The step goes in as the argument: lambdas are static.
        var (argument, type) = _spec.Fence == FenceChoice.Owner ? ("step", "OwnerStep") : ("0", "int");
        Open("public string WhereByMatch(bool second)");
        var cases = _spec.Used.Select(state => $"s{state}: static (at, step) => {Show(state, ReadOf(state, "at"))}");
        Line($"        return (second ? _second : _first).{_now}.Match<{type}, string>(\n            {argument},");
        Line($"            {string.Join(",\n            ", cases)});");
        Close();
    }

    private void Refresh()
    {
        Open("public void Refresh(bool match)");
        Line($"        var now = _first.{_now};\n        _held[0] = {Held(_spec.Used, "now")};");
        Close();
    }

    private void Fire()
    {
        Open("public Answer Fire(bool second, int trigger, int payload, int form)");
        Line("        var machine = second ? _second : _first;\n        Rejection<Why> why;\n        switch (trigger)\n        {");
        foreach (var trigger in _spec.Rows.Select(row => row.Trigger).Distinct())
        {
            if (_spec.Triggers[trigger] == DataKind.None)
            {
                var bare = $"{_spec.Step()}Machine.Trigger.{Spelling.Trigger(trigger)}";
                Line($$"""
                                case {{trigger}} when form == 1:
                                    return machine.TryFire({{bare}}, out why)
                                        ? Answer.Made(machine.{{_now}}.State, in why)
                                        : Answer.Not(in why, true);
                                case {{trigger}} when form == 2:
                                    return new Answer(machine.TryFire({{bare}}) ? AnswerKind.Made : AnswerKind.NotMade, "quick");
                    """);
            }

            var now = $"now{trigger}";
            if (_spec.IsMovable)
            {
                var recorded = $"recorded{trigger}";
                var sent = $"Documents.Sent(Machine.Record({Trigger(trigger)}, _json)), _json";
                Line($$"""
                                case {{trigger}} when form == 3:
                                    return machine.TryFire({{_spec.Step()}}{{sent}}, out var {{recorded}}, out why)
                                        ? Answer.Made({{recorded}}.State, in why)
                                        : Answer.Not(in why, {{recorded}}.State.Length == 0);
                    """);
            }

            Line($$"""
                            case {{trigger}}:
                                return machine.TryFire({{_spec.Step()}}{{Trigger(trigger)}}, out var {{now}}, out why)
                                    ? Answer.Made({{now}}.State, in why)
                                    : Answer.Not(in why, {{now}}.State.Length == 0);
                """);
        }

        Line("            default: return new Answer(AnswerKind.NoCall, \"\");\n        }");
        Close();
    }

    // A method a cell and plain tests: one switch over all of them is what a compiler is slow at.
    private void Typed()
    {
        var meaning = new Meaning(_spec);
        Line("    public Answer Typed(int slot, int trigger, int payload, bool plain, bool match)\n    {\n        switch (trigger)\n        {");
        foreach (var cells in meaning.Cells.GroupBy(cell => cell.Trigger))
        {
            Line($"            case {cells.Key}:");
            foreach (var cell in cells)
            {
                var (at, call) = ($"at{cell.State}On{cell.Trigger}", $"Call{cell.State}On{cell.Trigger}");
                Line($"                if (_held[slot] is {At(cell.State)} {at}) return {call}({at}, slot, payload, plain, match);");
            }

            Line("                break;");
        }

        Line("        }\n\n        return new Answer(AnswerKind.NoCall, \"\");\n    }\n");
        foreach (var cell in meaning.Cells) Call(cell);
    }

    private void Call(CellSpec cell)
    {
        var (name, arguments, next) = (Spelling.Trigger(cell.Trigger), Arguments(cell.Trigger), Spelling.State(cell.Targets[0]));
        var bare = arguments.TrimEnd(' ', ',');
        Open($"private Answer Call{cell.State}On{cell.Trigger}({At(cell.State)} at, int slot, int payload, bool plain, bool match)");
        Line("        Rejection<Why> why;");
        if (!cell.CanRefuse)
        {
            Line("        if (plain)\n        {");
            var made = $"            return new Answer(AnswerKind.Made, \"{next}\");";
            const string went = "            return new Answer(AnswerKind.Made, then.State);";
            Line(cell.Loops ? $"            at.{name}({bare});\n            _held[slot] = at;\n{made}"
                : cell.Targets.Length == 1 ? $"            {At(cell.Targets[0])} then = at.{name}({bare});\n            _held[slot] = then;\n{made}"
                : $"            var then = at.{name}({bare});\n            _held[slot] = {Held(cell.Targets, "then")};\n{went}");
            Line("        }\n");
        }

        if (cell.Loops)
        {
            Line("        var before = at.Stamp;");
            Line($"        if (!at.Try{name}({arguments}out why)) return Answer.Not(in why, at.Stamp == before);");
            Line($"        _held[slot] = at;\n        return Answer.Made(\"{next}\", in why);");
        }
        else if (cell.Targets.Length == 1)
        {
            Line($"        if (!at.Try{name}({arguments}out var next, out why))\n        {{");
            Line("            return Answer.Not(in why, next.ToString().EndsWith(\"(never minted)\"));\n        }\n");
            Line($"        _held[slot] = next;\n        return Answer.Made(\"{next}\", in why);");
        }
        else
        {
            Line($"        if (!at.Try{name}({arguments}out var outcome, out why)) return Answer.Not(in why, outcome.State.Length == 0);");
            Line($"        _held[slot] = {Held(cell.Targets, "outcome")};\n        return Answer.Made(outcome.State, in why);");
        }

        Close();
    }

    private void IsCurrent()
    {
        Open("public bool IsCurrent(int slot)");
        Line("        return _held[slot] switch\n        {");
        foreach (var state in _spec.Used) Line($"            {At(state)} at => at.IsCurrent({_spec.OnlyStep()}),");
        Line("            _ => throw new DriverException(\"an empty slot\"),\n        };");
        Close();
    }

    private void TryRead()
    {
        Open("public string? TryRead(int slot)");
        Line("        switch (_held[slot])\n        {");
        foreach (var state in _spec.Used)
        {
            var data = $"s{state}";
            Line($"            case {At(state)} at:");
            Line(_spec.States[state] == DataKind.None
                ? $"                return at.IsCurrent({_spec.OnlyStep()}) ? {Show(state, "")} : null;"
                : $$"""
                                    if (at.TryRead({{_spec.Step()}}out var {{data}})) return {{Show(state, data)}};
                                    return {{data}}.Equals(default) ? null : throw new DriverException("not read, and data");
                    """);
        }

        Line("            default: throw new DriverException(\"an empty slot\");\n        }");
        Close();
    }

    private void Read()
    {
        Open("public string Read(int slot)");
        Line("        return _held[slot] switch\n        {");
        foreach (var state in _spec.Used)
        {
            Line($"            {At(state)} at => " + (_spec.States[state] == DataKind.None
                ? $"at.IsCurrent({_spec.OnlyStep()}) ? {Show(state, "")} : throw new StaleStateException(),"
                : $"{Show(state, ReadOf(state, "at"))},"));
        }

        Line("            _ => throw new DriverException(\"an empty slot\"),\n        };");
        Close();
    }

    private void Move()
    {
        Open("public string Move(bool second, bool match)");
        if (!_spec.IsMovable)
        {
            Line("        throw new DriverException(\"not movable\");");
        }
        else
        {
            Line($"""
                        var saved = (second ? _second : _first).Save({_spec.Step()}_json);
                        if (!Machine.TryRestore({_spec.Step()}Documents.Sent(saved), _json, out var restored, out var fault))
                            throw new DriverException(fault.ToString());
                        if (second) _second = restored;
                        else
                        """);
            Line("        {\n            _first = restored;\n            System.Array.Clear(_held);");
            Line($"            var now = restored.{_now};\n            _held[0] = {Held(_spec.Used, "now")};\n        }}\n");
            Line("        return saved.ToJson();");
        }

        Close();
    }

    private void Enter()
    {
        Open("public Answer Enter(bool second, int session, bool match)");
        if (!_spec.HasSession)
        {
            Line("        throw new DriverException(\"no session\");");
        }
        else
        {
            Line($"""
                        if (!(second ? _second : _first).TryEnter({_spec.Step()}session, out var now, out var why))
                            return Answer.Not(in why, now.State.Length == 0);
                        if (!second) _held[0] = {Held(_spec.Used, "now")};
                        return Answer.Made(now.State, in why);
                """);
        }

        Close();
    }

    private static string Type(int state) => $"Machine.{Spelling.State(state)}";

    private static string At(int state) => $"At<{Type(state)}>";

    private string ReadOf(int state, string at) => _spec.States[state] == DataKind.None ? "" : $"{at}.Read({_spec.OnlyStep()})";

    private string Show(int state, string data) => _spec.States[state] switch
    {
        DataKind.None => $"\"{Spelling.State(state)}\"",
        DataKind.Number => $"\"{Spelling.State(state)} \" + {data}.D",
        DataKind.Pair => $"\"{Spelling.State(state)} \" + {data}.D + \" \" + {data}.E",
        _ => $"\"{Spelling.State(state)} \" + {data}.D + \" \" + {data}.N",
    };

    // What a union holds, by either way of opening it.
    private static string Held(IEnumerable<int> states, string union)
    {
        var match = string.Join(", ", states.Select(state => $"s{state}: static (at, _) => at"));
        var properties = string.Join(" ?? ", states.Select(state => $"(object?){union}.{Spelling.State(state)}"));
        const string Otherwise = "throw new DriverException(\"an empty union\")";
        return $"match\n            ? {union}.Match<int, object>(0, {match})\n            : {properties} ?? {Otherwise}";
    }

    private string Trigger(int trigger) => $"new Machine.{Spelling.Trigger(trigger)}" + _spec.Triggers[trigger] switch
    {
        DataKind.None => "()",
        DataKind.Number => "(payload)",
        DataKind.Pair => "(payload, payload % 2 == 0 ? \"x\" : \"yz\")",
        _ => " { P = payload }",
    };

    // As a caller of the typed door spells it.
    private string Arguments(int trigger) => _spec.Step() + _spec.Triggers[trigger] switch
    {
        DataKind.None => "",
        DataKind.Number => "payload, ",
        DataKind.Pair => "payload, payload % 2 == 0 ? \"x\" : \"yz\", ",
        _ => Trigger(trigger) + ", ",
    };

    private void Open(string header)
    {
        Line($"    {header}\n    {{");
        if (_spec.Fence == FenceChoice.Owner) Line("        using var step = _owner.Enter();");
    }

    private void Close() => Line("    }\n");

    private void Line(string line) => _text.Append(line).Append('\n');
}
