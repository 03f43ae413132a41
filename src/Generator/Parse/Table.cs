using Microsoft.CodeAnalysis;

namespace Replication.Generator.Parse;

/// <summary>The rows by index: groups expanded, cells collected.</summary>
internal sealed class Table
{
    /// <summary>How many states, and how many triggers, a table can have: their indices are bytes.</summary>
    public const int Limit = byte.MaxValue;

    private readonly Dictionary<ITypeSymbol, int> _stateIndex = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeSymbol, int> _triggerIndex = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<(int State, int Trigger), TableCell> _cells = [];

    public Table(IReadOnlyList<Row> rows, IReadOnlyList<DeclaredIllegal> illegal, INamedTypeSymbol? initial)
    {
        foreach (var row in rows)
        {
            if (!row.IsGroup) Index(row.Source, States, _stateIndex);
            else if (!Groups.Contains(row.Source, SymbolEqualityComparer.Default)) Groups.Add(row.Source);
            Index(row.Trigger, Triggers, _triggerIndex);
            Index(row.Next, States, _stateIndex);
        }

        if (initial is not null) Index(initial, States, _stateIndex);
        Initial = initial is not null ? _stateIndex[initial]
            : rows.Count > 0 && !rows[0].IsGroup ? _stateIndex[rows[0].Source]
            : 0;

        // What is said of one state is known before any group is expanded: it wins over what is said of the group, wherever it stands.
        var explicitCells = new HashSet<(int State, int Trigger)>(
            rows.Where(r => !r.IsGroup).Select(r => (_stateIndex[r.Source], _triggerIndex[r.Trigger])));
        explicitCells.UnionWith(illegal.Where(i => !i.IsGroup).SelectMany(CellsOf));
        foreach (var row in rows)
        {
            var trigger = _triggerIndex[row.Trigger];
            if (!row.IsGroup)
            {
                Add(_stateIndex[row.Source], trigger, row);
                continue;
            }

            for (var state = 0; state < States.Count; state++)
            {
                if (Implements(States[state], row.Source) && !explicitCells.Contains((state, trigger))) Add(state, trigger, row);
            }
        }

        Illegal = [.. illegal.SelectMany(CellsOf).Distinct().Where(cell => !_cells.ContainsKey(cell)).OrderBy(cell => cell)];
    }

    /// <summary>The states, in order of first appearance.</summary>
    public List<INamedTypeSymbol> States { get; } = [];

    /// <summary>The triggers, in order of first appearance.</summary>
    public List<INamedTypeSymbol> Triggers { get; } = [];

    /// <summary>The groups that rows name, in order of first appearance.</summary>
    public List<INamedTypeSymbol> Groups { get; } = [];

    /// <summary>The cells, in order of their first rows.</summary>
    public List<TableCell> Cells { get; } = [];

    /// <summary>The cells declared illegal that have no row, by state and trigger.</summary>
    public List<(int State, int Trigger)> Illegal { get; }

    /// <summary>The index of the initial state.</summary>
    public int Initial { get; }

    public int StateOf(ITypeSymbol type) => _stateIndex.TryGetValue(type, out var index) ? index : -1;

    public int TriggerOf(ITypeSymbol type) => _triggerIndex.TryGetValue(type, out var index) ? index : -1;

    /// <summary>Whether a cell has a row.</summary>
    public bool HasRow(int state, int trigger) => _cells.ContainsKey((state, trigger));

    /// <summary>The cells that a declaration of illegal ones names, whether they have rows or not; none where it names what the table does not have.</summary>
    public IEnumerable<(int State, int Trigger)> CellsOf(DeclaredIllegal declared)
    {
        var trigger = TriggerOf(declared.Trigger);
        return Enumerable.Range(0, trigger < 0 ? 0 : States.Count)
            .Where(state => declared.IsGroup ? Implements(States[state], declared.State) : StateOf(declared.State) == state)
            .Select(state => (state, trigger));
    }

    public static bool Implements(ITypeSymbol state, ITypeSymbol group) => state.AllInterfaces.Contains(group, SymbolEqualityComparer.Default);

    private static void Index(INamedTypeSymbol type, List<INamedTypeSymbol> types, Dictionary<ITypeSymbol, int> index)
    {
        if (index.ContainsKey(type)) return;
        index.Add(type, types.Count);
        types.Add(type);
    }

    private void Add(int state, int trigger, Row row)
    {
        var next = _stateIndex[row.Next];
        if (!_cells.TryGetValue((state, trigger), out var cell))
        {
            cell = new TableCell(state, trigger, [], []);
            _cells.Add((state, trigger), cell);
            Cells.Add(cell);
        }

        if (!cell.Targets.Contains(next)) cell.Targets.Add(next);
        cell.Rows.Add(row);
    }
}

/// <summary>One cell of a <see cref="Table"/> before its body is known.</summary>
/// <param name="State">The index of the state.</param>
/// <param name="Trigger">The index of the trigger.</param>
/// <param name="Targets">The indices of the next states, in order of declaration.</param>
/// <param name="Rows">The rows that make it, in order of declaration.</param>
internal sealed record TableCell(int State, int Trigger, List<int> Targets, List<Row> Rows)
{
    /// <summary>Whether guards choose among its rows, and not its body.</summary>
    public bool IsGuarded => Rows.Exists(row => row.When is not null);
}
