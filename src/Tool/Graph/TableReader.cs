using System.Reflection;

namespace Replication.Tool.Graph;

/// <summary>
/// Makes the table of a declared machine, by the rules of the generator: states and triggers in order of first appearance, a row of a group stands for every
/// state that implements it, what is said of one state wins over what is said of its group.
/// </summary>
internal sealed class TableReader
{
    private readonly List<Type> _states = [];
    private readonly List<Type> _triggers = [];
    private readonly List<Type> _groups = [];

    // The next states of each cell and the guards that have to hold; cells in order of their first rows.
    private readonly List<((int State, int Trigger) Cell, List<(int Next, string? Guard)> Rows)> _cells = [];

    // The cells declared illegal that have no row.
    private readonly List<(int State, int Trigger)> _illegal;

    private TableReader(
        IReadOnlyList<(Type Source, Type Trigger, Type Next, string? Guard)> rows, IReadOnlyList<(Type State, Type Trigger)> illegal, Type? initial)
    {
        foreach (var (source, trigger, next, _) in rows)
        {
            Index(source, source.IsInterface ? _groups : _states);
            Index(trigger, _triggers);
            Index(next, _states);
        }

        if (initial is not null) Index(initial, _states);
        var explicitCells = rows.Where(row => !row.Source.IsInterface)
            .Concat(illegal.Where(cell => !cell.State.IsInterface).Select(cell => (Source: cell.State, cell.Trigger, Next: cell.State, Guard: (string?)null)))
            .Select(row => (_states.IndexOf(row.Source), _triggers.IndexOf(row.Trigger))).ToHashSet();
        foreach (var (source, trigger, next, guard) in rows)
        {
            var (t, n) = (_triggers.IndexOf(trigger), _states.IndexOf(next));
            if (!source.IsInterface) Add((_states.IndexOf(source), t), (n, guard));
            else foreach (var s in Members(source).Where(s => !explicitCells.Contains((s, t)))) Add((s, t), (n, guard));
        }

        _illegal = [.. illegal
            .SelectMany(cell => cell.State.IsInterface ? Members(cell.State) : [_states.IndexOf(cell.State)], (cell, s) => (s, _triggers.IndexOf(cell.Trigger)))
            .Where(cell => cell is { Item1: >= 0, Item2: >= 0 } && !_cells.Exists(known => known.Cell == cell))
            .Distinct()
            .Order()];
    }

    /// <summary>The table.</summary>
    /// <exception cref="GraphException">The declaration is none that a machine is generated for.</exception>
    public static MachineTable Read(Type machine, DeclaredAttributes attributes)
    {
        var rows = attributes.Rows
            .Where(row => (row.Source.IsInterface || IsValue(row.Source)) && IsValue(row.Trigger) && IsValue(row.Next))
            .ToList();
        if (attributes.Initial is { } start && !IsValue(start)) throw Unsound(machine, $"starts in {start.Name}; legal: a struct");
        var reader = new TableReader(rows, [.. attributes.Illegal], attributes.Initial);
        if (reader._states.Count is 0 or > byte.MaxValue) throw Unsound(machine, $"has {reader._states.Count} states; legal: 1 to {byte.MaxValue}");
        if (reader._triggers.Count > byte.MaxValue) throw Unsound(machine, $"has {reader._triggers.Count} triggers; legal: up to {byte.MaxValue}");

        var initial = attributes.Initial ?? (rows.Count > 0 && !rows[0].Source.IsInterface ? rows[0].Source : reader._states[0]);
        return reader.Table(machine, initial, [.. attributes.Terminal]);
    }

    private static GraphException Unsound(Type machine, string what) => new($"{machine.FullName}: {what}");

    private static bool IsValue(Type type) =>
        type is { IsValueType: true, IsEnum: false }
        && !(type is { IsGenericType: true, Namespace: "System" } && type.Name.Split('`')[0] is "Nullable" or "ValueTuple");

    private static void Index(Type type, List<Type> types)
    {
        if (!types.Contains(type)) types.Add(type);
    }

    private static string[] Names(IEnumerable<Type> types)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. types.Select(type =>
        {
            var (name, longer) = (Short(type), (type.DeclaringType is { } outer ? Short(outer) : "") + Short(type));
            if (taken.Add(name)) return name;
            name = longer;
            for (var number = 2; !taken.Add(name); number++) name = FormattableString.Invariant($"{longer}{number}");
            return name;
        })];
    }

    // A generic type's name in metadata ends in the number of its parameters.
    private static string Short(Type type) => type.Name.Split('`')[0];

    private IEnumerable<int> Members(Type group) =>
        Enumerable.Range(0, _states.Count).Where(state => _states[state].GetInterfaces().Any(implemented => Definition(implemented) == Definition(group)));

    // A state of a generic machine implements a group as the state itself sees it; the machine declares it as the machine does.
    private static Type Definition(Type type) => type is { IsGenericType: true, ContainsGenericParameters: true } ? type.GetGenericTypeDefinition() : type;

    private void Add((int State, int Trigger) cell, (int Next, string? Guard) row)
    {
        var rows = _cells.Find(known => known.Cell == cell).Rows;
        if (rows is null) _cells.Add((cell, rows = []));
        if (!rows.Contains(row)) rows.Add(row);
    }

    private MachineTable Table(Type machine, Type initial, List<Type> terminal)
    {
        // Groups that no row names part the states all the same, if the machine itself declares them.
        var declared = machine.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).Where(type => type.IsInterface);
        foreach (var nested in declared.OrderBy(Short, StringComparer.Ordinal)) Index(nested, _groups);
        var rows = from cell in _cells
                   from row in cell.Rows
                   select new TableRow((byte)cell.Cell.State, (byte)cell.Cell.Trigger, (byte)row.Next, row.Guard);
        var groups = Names(_groups).Zip(_groups, (name, group) => new StateGroup(name, [.. Members(group).Select(state => (byte)state)]));
        return new MachineTable(
            Short(machine),
            Names(_states),
            Names(_triggers),
            [.. rows],
            (byte)_states.IndexOf(initial),
            terminal.Count == 0 ? null : [.. terminal.Select(state => _states.IndexOf(state)).Where(state => state >= 0).Select(state => (byte)state)],
            [.. groups],
            [.. _illegal.Select(cell => new TableCell((byte)cell.State, (byte)cell.Trigger))]);
    }
}
