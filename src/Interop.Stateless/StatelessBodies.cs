using Stateless;

namespace Replication.Interop;

/// <summary>Decides a cell when its trigger is fired.</summary>
/// <param name="cell">The cell.</param>
/// <param name="payload">The trigger's data; <see langword="null"/> = fired without.</param>
/// <returns>Where it leads, or why not.</returns>
public delegate StatelessAnswer StatelessBody(StatelessCell cell, object? payload);

/// <summary>Says whether a trigger would be let in.</summary>
/// <param name="cell">The cell.</param>
/// <param name="payload">The trigger's data; <see langword="null"/> = Stateless asked without, as it does for its permitted triggers.</param>
public delegate bool StatelessGuard(StatelessCell cell, object? payload);

/// <summary>
/// What a table does not say and a Stateless machine has to be told. A table is names and rows: its bodies and guards are in the generated machine.
/// </summary>
public sealed class StatelessBodies
{
    /// <summary>
    /// Decides every cell; <see langword="null"/> = cells with one next state accept, and there may be no others. Called exactly once for each
    /// trigger that is fired and has a row, before any exit action, so that it may be the transition of a generated machine. What it throws reaches
    /// the one who fired, and the Stateless machine is where it was.
    /// </summary>
    public StatelessBody? Body { get; init; }

    /// <summary>
    /// Becomes the Stateless guard of every cell; <see langword="null"/> = a trigger is permitted where the table has a row. It must be pure:
    /// Stateless asks it whenever it looks for permitted triggers, and more than once for a trigger that is fired.
    /// </summary>
    public StatelessGuard? Guard { get; init; }

    /// <summary>What Stateless does with a trigger that is fired by an action of another.</summary>
    public FiringMode FiringMode { get; init; } = FiringMode.Queued;
}
