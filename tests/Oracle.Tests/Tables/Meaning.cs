namespace Replication.Oracle.Tests.Tables;

/// <summary>What a table means, stated without the generator: its cells, and which body decides each.</summary>
internal sealed class Meaning
{
    private readonly TableSpec _spec;
    private readonly Dictionary<(int State, int Trigger), CellSpec> _cells = [];
    private readonly Dictionary<int, List<int>> _legal = [];
    private readonly HashSet<(int State, int Trigger)> _own;

    public Meaning(TableSpec spec)
    {
        _spec = spec;
        _own =
        [
            .. spec.Rows.Where(row => !row.IsGroup).Select(row => (row.Source, row.Trigger)),
            .. spec.Illegal.Where(cell => !cell.IsGroup).Select(cell => (cell.Source, cell.Trigger)),
        ];
        foreach (var rows in spec.Rows.Where(row => row.IsGroup).GroupBy(row => (row.Source, row.Trigger)))
        {
            // The compiler tells two generic methods apart by their parameters only, not by their constraints.
            var (group, trigger) = rows.Key;
            if (spec.Dice(1, group, trigger) % 3 == 0 || GroupBodies.Keys.Any(body => body.Trigger == trigger)) continue;
            int[] targets = [.. rows.Select(row => row.Next).Distinct()];
            GroupBodies.Add((group, trigger), Body(targets, group, spec.Dice(2, group + 100, trigger), mayLack: false));
        }

        foreach (var state in spec.Used)
        {
            // In order of declaration.
            foreach (var rows in spec.Rows.Where(row => Serves(row, state)).GroupBy(row => row.Trigger)) Add(state, rows.Key, [.. rows]);
        }
    }

    public IEnumerable<CellSpec> Cells => _cells.Values;

    /// <summary>Bodies that are written for a group.</summary>
    public Dictionary<(int Group, int Trigger), BodySpec> GroupBodies { get; } = [];

    /// <summary>The cells that were declared illegal and have no row.</summary>
    public IEnumerable<(int State, int Trigger)> Illegal =>
        from declared in _spec.Illegal
        where _spec.Rows.Any(row => row.Trigger == declared.Trigger)
        from state in _spec.Used
        where declared.IsGroup ? _spec.IsMember(declared.Source, state) : declared.Source == state
        where !_cells.ContainsKey((state, declared.Trigger))
        select (state, declared.Trigger);

    public CellSpec? Cell(int state, int trigger) => _cells.GetValueOrDefault((state, trigger));

    /// <summary>The triggers with a row in a state, in order of declaration.</summary>
    public IReadOnlyList<int> Legal(int state) => _legal.GetValueOrDefault(state, []);

    // A group's row counts only where nothing is said of the state itself.
    private bool Serves(RowSpec row, int state) => row.IsGroup
        ? _spec.IsMember(row.Source, state) && !_own.Contains((state, row.Trigger))
        : row.Source == state;

    private void Add(int state, int trigger, RowSpec[] rows)
    {
        int[] groups = [.. rows.Where(row => row.IsGroup).Select(row => row.Source).Distinct()];

        // A body that is written for a group serves a cell that this group alone makes. Any other cell it could be taken for has a body of its own.
        var shared = groups is [var only] ? GroupBodies.GetValueOrDefault((only, trigger)) : null;
        var mistakable = Enumerable.Range(0, _spec.Groups.Length).Any(g => _spec.IsMember(g, state) && GroupBodies.ContainsKey((g, trigger)));
        int[] targets = [.. rows.Select(row => row.Next).Distinct()];
        var choices = groups.Length == 0 && !mistakable && targets.Length == rows.Length ? Choices(state, trigger, targets) : [];

        // Where guards choose, a body makes the one next state that has data; what stays where it is keeps its own.
        int[] made = choices.Length > 1 ? [.. targets.Where(target => target != state && _spec.States[target] != DataKind.None)] : targets;
        var dice = _spec.Dice(3, state, trigger);
        var body = shared
            ?? (made.Length > 0 ? Body(made, -1, dice, mayLack: !mistakable) : new BodySpec(BodyKind.None, -1, dice, false, false, []));
        _cells.Add((state, trigger), new CellSpec(state, trigger, body, choices));
        if (!_legal.TryGetValue(state, out var legal)) _legal[state] = legal = [];
        legal.Add(trigger);
    }

    private ChoiceSpec[] Choices(int state, int trigger, int[] targets)
    {
        var dice = _spec.Dice(4, state, trigger);
        var withData = targets.Count(target => target != state && _spec.States[target] != DataKind.None);
        if (dice % 3 != 0 || (targets.Length > 1 && withData > 1)) return [];
        return [.. targets.Select((next, place) =>
        {
            // Only the last row can be open: what comes after an open one is never taken.
            var isOpen = targets.Length > 1 && place == targets.Length - 1 && dice / 3 % 2 == 0;
            var own = _spec.Dice(5 + place, state, trigger);
            return new ChoiceSpec(next, isOpen ? null : $"G{state}On{trigger}To{next}", own, _spec.HasContext && own % 2 == 0);
        })];
    }

    private BodySpec Body(int[] targets, int group, uint dice, bool mayLack)
    {
        var kind = targets.Length > 1 ? BodyKind.Next
            : dice % 5 == 0 && mayLack && _spec.States[targets[0]] == DataKind.None ? BodyKind.None
            : dice % 5 == 1 ? BodyKind.State
            : BodyKind.Next;

        // The order of the return type is the body's own.
        int[] order = dice % 2 == 0 ? targets : [.. targets.Reverse()];
        return new BodySpec(kind, group, dice, _spec.HasContext && dice / 3 % 2 == 0, dice / 5 % 4 == 0, order);
    }
}
