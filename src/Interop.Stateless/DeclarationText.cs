using System.Globalization;
using System.Text;

namespace Replication.Interop;

/// <summary>Prints the rows of a Stateless machine as a declaration.</summary>
internal sealed class DeclarationText
{
    // As many states as a Next can answer.
    private const int MostBranches = 4;

    private readonly StatelessRows _rows;
    private readonly string _machine;
    private readonly string _errors;
    private readonly Dictionary<string, string> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _triggers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _groups = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new();
    private bool _hasMember;

    public DeclarationText(StatelessRows rows, string machine)
    {
        _rows = rows;
        var names = new DeclarationNames();
        _machine = names.Take(machine, "Machine");
        _errors = names.Take(_machine + "Error", "Reason");
        foreach (var state in rows.States) _states[state] = names.Take(state, "State");
        foreach (var trigger in rows.Rows.Select(row => row.Trigger).Concat(rows.Open.Select(open => open.Trigger)))
        {
            if (!_triggers.ContainsKey(trigger)) _triggers[trigger] = names.Take(trigger, "Trigger");
        }

        foreach (var group in rows.States.SelectMany(rows.Above).Distinct()) _groups[group] = names.Take("I" + _states[group], "Group");
    }

    public string Print()
    {
        var cells = Cells();
        Line("using Replication;");
        Line("");
        Line("/// <summary>Why a transition is refused.</summary>");
        Line($"public enum {_errors}");
        Line("{");
        Line("    /// <summary>To be replaced by the reasons there are.</summary>");
        Line("    Refused,");
        Line("}");
        Line("");
        Line("/// <summary>To be described.</summary>");
        Line($"[StateMachine<{_errors}>(Fence.None{Initial(cells)})]");
        Rows(cells);
        foreach (var (state, trigger) in _rows.Open)
        {
            Line($"// {_states[state]}, {_triggers[trigger]}: chooses at run time among states that Stateless was not told; add a row for each.");
        }

        Line($"public sealed partial class {_machine}");
        Line("{");
        Types();
        Bodies(cells);
        Line("}");
        return _text.ToString();
    }

    private List<Cell> Cells()
    {
        var cells = new List<Cell>();
        foreach (var cell in _rows.Rows.GroupBy(row => (row.State, row.Trigger)))
        {
            var first = cell.First();
            if (!IsGroup(first))
            {
                cells.Add(new(_states[first.State], false, first.Trigger, [.. cell]));
            }
            else if (first.State == first.DeclaredIn)
            {
                cells.Add(new(_groups[first.DeclaredIn], true, first.Trigger, [.. cell]));
            }
        }

        return cells;
    }

    // A superstate's transitions are a group's rows, unless staying means another state for each, or a superstate within or above it has the trigger
    // too: Stateless asks the nearest one, and a state of two groups would branch between them.
    private bool IsGroup(StatelessRow row) =>
        _groups.ContainsKey(row.DeclaredIn)
        && !_rows.Open.Any(open => open.Trigger == row.Trigger)
        && !_rows.Rows.Any(other => other.Trigger == row.Trigger && (other.DeclaredIn == row.DeclaredIn ? Stays(other) : IsNested(other, row)));

    private static bool Stays(StatelessRow row) => row.Next == row.DeclaredIn || (row.Next == row.State && row.State != row.DeclaredIn);

    private bool IsNested(StatelessRow one, StatelessRow other) =>
        _groups.ContainsKey(one.DeclaredIn)
        && (_rows.Above(one.DeclaredIn).Contains(other.DeclaredIn) || _rows.Above(other.DeclaredIn).Contains(one.DeclaredIn));

    private string Initial(List<Cell> cells) =>
        _rows.Initial is not { } initial || !_states.TryGetValue(initial, out var name) || (cells.Count > 0 && cells[0].Source == name)
            ? ""
            : $", Initial = typeof({name})";

    private void Rows(List<Cell> cells)
    {
        if (cells.Count == 0) return;
        var source = cells.Max(cell => cell.Source.Length) + 1;
        var trigger = cells.Max(cell => _triggers[cell.Trigger].Length) + 1;
        foreach (var cell in cells)
        {
            // Several guarded transitions to one state are one row.
            foreach (var row in cell.Rows.GroupBy(row => row.Next))
            {
                var notes = string.Join("; ", row.Select(each => each.Note).OfType<string>());
                var text = $"[On<{(cell.Source + ",").PadRight(source)} {(_triggers[cell.Trigger] + ",").PadRight(trigger)} {_states[row.Key]}>]";
                Line(notes.Length == 0 ? text : $"{text} // {OneLine(notes)}");
            }
        }
    }

    private void Types()
    {
        foreach (var (state, group) in _groups)
        {
            Apart();
            Line($"    /// <summary>{_states[state]} and the states within it.</summary>");
            Line($"    public interface {group};");
        }

        foreach (var (state, name) in _states)
        {
            var within = _groups.ContainsKey(state) ? _rows.Above(state).Prepend(state) : _rows.Above(state);
            string[] groups = [.. within.Select(above => _groups[above])];
            Apart();
            Line("    /// <summary>A state: add the data that only it has.</summary>");
            Line($"    public readonly record struct {name}{(groups.Length == 0 ? "" : " : " + string.Join(", ", groups))};");
        }

        foreach (var name in _triggers.Values)
        {
            Apart();
            Line("    /// <summary>A trigger: add the data it brings.</summary>");
            Line($"    public readonly record struct {name};");
        }
    }

    private void Bodies(List<Cell> cells)
    {
        foreach (var cell in cells)
        {
            string[] targets = [.. cell.Rows.Select(row => row.Next).Distinct().Select(next => _states[next])];
            if (targets.Length < 2) continue;
            Apart();
            if (targets.Length > MostBranches)
            {
                var most = MostBranches.ToString(CultureInfo.InvariantCulture);
                Line($"    // {cell.Source}, {_triggers[cell.Trigger]}: a cell has up to {most} branches; split the trigger.");
                continue;
            }

            var (generic, state) = cell.IsGroup ? ("<TState>", "TState") : ("", cell.Source);
            Line($"    static Next<{string.Join(", ", targets)}, {_errors}> On{generic}(in {state} s, in {_triggers[cell.Trigger]} t)");
            if (cell.IsGroup) Line($"        where TState : struct, {cell.Source}");
            Line($"        => throw new System.NotImplementedException(\"Choose among {string.Join(", ", targets)}.\");");
        }
    }

    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    // A blank line before each member but the first.
    private void Apart()
    {
        if (_hasMember) Line("");
        _hasMember = true;
    }

    private void Line(string text) => _text.Append(text).Append('\n');

    // The source as it will be printed: a state, or the group of a superstate.
    private sealed record Cell(string Source, bool IsGroup, string Trigger, List<StatelessRow> Rows);
}
