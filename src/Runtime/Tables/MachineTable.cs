#if REPLICATION_GENERATOR // The generator draws with this very source; under a name of its own, so that the two never meet.
namespace Replication.Generator.Drawing;
#else
namespace Replication;
#endif

/// <summary>A machine's table as data: for messages, logs and documents. Immutable, thread-safe.</summary>
public sealed class MachineTable
{
    private readonly string[][] _legal;

    /// <summary>Makes a table. For generated code.</summary>
    /// <param name="name">The machine's name.</param>
    /// <param name="states">Names of the states, by index.</param>
    /// <param name="triggers">Names of the triggers, by index.</param>
    /// <param name="rows">The rows, groups expanded, in order of declaration.</param>
    /// <param name="initial">The state a machine starts in; <see langword="null"/> = the table does not say.</param>
    /// <param name="terminal">The states declared terminal; <see langword="null"/> = those that no row leaves.</param>
    /// <param name="groups">The groups of states, in order of declaration; <see langword="null"/> = the table does not say.</param>
    /// <param name="illegal">The cells declared illegal, groups expanded; <see langword="null"/> = none.</param>
    public MachineTable(
        string name,
        string[] states,
        string[] triggers,
        TableRow[] rows,
        byte? initial = null,
        byte[]? terminal = null,
        StateGroup[]? groups = null,
        TableCell[]? illegal = null)
    {
        ArgumentNullException.ThrowIfNull(states);
        Name = name;
        States = states;
        Triggers = triggers;
        Rows = rows;
        Initial = initial;
        Terminal = terminal?.Order().ToArray()
            ?? [.. Enumerable.Range(0, states.Length).Where(state => !rows.Any(r => r.State == state)).Select(state => (byte)state)];
        Groups = groups ?? [];
        Illegal = illegal ?? [];
        _legal = [.. states.Select((_, state) => rows.Where(r => r.State == state).Select(r => triggers[r.Trigger]).Distinct().ToArray())];
    }

    /// <summary>The machine's name.</summary>
    public string Name { get; }

    /// <summary>Names of the states, by index.</summary>
    public IReadOnlyList<string> States { get; }

    /// <summary>Names of the triggers, by index.</summary>
    public IReadOnlyList<string> Triggers { get; }

    /// <summary>The rows, groups expanded, in order of declaration.</summary>
    public IReadOnlyList<TableRow> Rows { get; }

    /// <summary>The state a machine starts in; <see langword="null"/> = the table does not say.</summary>
    public byte? Initial { get; }

    /// <summary>The terminal states, by index: those declared so or, where the table does not say, those that no row leaves.</summary>
    public IReadOnlyList<byte> Terminal { get; }

    /// <summary>The groups of states, in order of declaration; empty where the table does not say.</summary>
    public IReadOnlyList<StateGroup> Groups { get; }

    /// <summary>The cells declared illegal, by state and trigger. A cell without a row is illegal also where nothing declares it so.</summary>
    public IReadOnlyList<TableCell> Illegal { get; }

    /// <summary>The triggers that have a row in a state, in order of declaration.</summary>
    /// <param name="state">The index of the state.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such state.</exception>
    public IReadOnlyList<string> LegalIn(int state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(state);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(state, _legal.Length);
        return _legal[state];
    }
}
