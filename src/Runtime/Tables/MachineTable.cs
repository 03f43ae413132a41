namespace Replication;

/// <summary>A machine's table as data: for messages, logs and documents. Immutable, thread-safe.</summary>
public sealed class MachineTable
{
    private readonly string[][] _legal;

    /// <summary>Makes a table. For generated code.</summary>
    /// <param name="name">The machine's name.</param>
    /// <param name="states">Names of the states, by index.</param>
    /// <param name="triggers">Names of the triggers, by index.</param>
    /// <param name="rows">The rows, groups expanded, in order of declaration.</param>
    public MachineTable(string name, string[] states, string[] triggers, TableRow[] rows)
    {
        ArgumentNullException.ThrowIfNull(states);
        Name = name;
        States = states;
        Triggers = triggers;
        Rows = rows;
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
