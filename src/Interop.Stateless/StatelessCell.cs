namespace Replication.Interop;

/// <summary>One (state, trigger) cell of a table, by name: what a body or a guard is asked about. Immutable, thread-safe.</summary>
public sealed class StatelessCell
{
    internal StatelessCell(MachineTable table, TableRow first, IReadOnlyList<string> next)
    {
        Machine = table.Name;
        State = table.States[first.State];
        Trigger = table.Triggers[first.Trigger];
        Next = next;
    }

    /// <summary>The machine's name.</summary>
    public string Machine { get; }

    /// <summary>The state the machine is in.</summary>
    public string State { get; }

    /// <summary>What happens.</summary>
    public string Trigger { get; }

    /// <summary>The states that rows of the cell lead to, in order of declaration; never empty.</summary>
    public IReadOnlyList<string> Next { get; }

    /// <summary>Whether rows lead to several states, so that a body has to choose.</summary>
    public bool Branches => Next.Count > 1;

    /// <summary>Whether the only row leads back to its own state.</summary>
    public bool Loops => Next.Count == 1 && Next[0] == State;

    /// <inheritdoc/>
    public override string ToString() => $"{Machine}: {State}, {Trigger} -> {string.Join(" | ", Next)}";
}
