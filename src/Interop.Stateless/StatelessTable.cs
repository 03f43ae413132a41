using Stateless;
using Stateless.Reflection;

namespace Replication.Interop;

/// <summary>
/// A table as a configured Stateless machine, for those who have one: the table is declared once, and what was built around Stateless (its permitted
/// triggers, its reflection, its graphs, entry and exit actions) goes on as it did.
/// </summary>
/// <remarks>
/// <para>Every row with one target is a permit. A cell that leads back to its own state alone is an internal transition: the state is not left, so no
/// exit or entry action runs. A cell with several targets is a dynamic permit that names them all; should its body answer the state itself, Stateless
/// takes that for a re-entry and runs the actions.</para>
/// <para>Entry and exit actions, activation and callbacks are added afterwards, by <c>Configure</c> of the machine returned. A table is names and
/// rows: bodies, and guards of rows, are given as <see cref="StatelessBodies"/>.</para>
/// <para>Stateless is not thread-safe, allocates, and uses reflection; nothing here changes that, and this assembly does not claim to be trim- or
/// AOT-compatible.</para>
/// </remarks>
public static class StatelessTable
{
    private static readonly StatelessBodies _none = new();

    extension(MachineTable table)
    {
        /// <summary>Configures a Stateless machine whose states and triggers are the names of the table.</summary>
        /// <param name="initial">The state it starts in; <see langword="null"/> = the table's initial one.</param>
        /// <param name="bodies">What the table does not say; <see langword="null"/> = every cell has one next state and accepts.</param>
        /// <exception cref="StatelessTableException">There is no such state, or a branching cell has no body.</exception>
        public StateMachine<string, string> ToStateless(string? initial = null, StatelessBodies? bodies = null)
        {
            var machine = new StateMachine<string, string>(InitialOf(table, initial), Of(bodies).FiringMode);
            new StatelessConfigurator<string, string>(table, Of(bodies), machine, Same, Same).Configure();
            return machine;
        }

        /// <summary>Configures a Stateless machine that keeps its state elsewhere, as in a generated machine that it stands before.</summary>
        /// <param name="accessor">Reads the name of the state.</param>
        /// <param name="mutator">Stores the name of the state. It has nothing to do where the body has moved a generated machine already.</param>
        /// <param name="bodies">What the table does not say; <see langword="null"/> = every cell has one next state and accepts.</param>
        /// <exception cref="StatelessTableException">A branching cell has no body.</exception>
        public StateMachine<string, string> ToStateless(Func<string> accessor, Action<string> mutator, StatelessBodies? bodies = null)
        {
            var machine = new StateMachine<string, string>(accessor, mutator, Of(bodies).FiringMode);
            new StatelessConfigurator<string, string>(table, Of(bodies), machine, Same, Same).Configure();
            return machine;
        }

        /// <summary>
        /// Configures a Stateless machine over the enums that a program already has: their members are named as the table's states and triggers.
        /// </summary>
        /// <typeparam name="TState">The enum of states.</typeparam>
        /// <typeparam name="TTrigger">The enum of triggers.</typeparam>
        /// <param name="initial">The state it starts in.</param>
        /// <param name="bodies">What the table does not say; <see langword="null"/> = every cell has one next state and accepts.</param>
        /// <exception cref="StatelessTableException">An enum lacks a name of the table, or a branching cell has no body.</exception>
        public StateMachine<TState, TTrigger> ToStateless<TState, TTrigger>(TState initial, StatelessBodies? bodies = null)
            where TState : struct, Enum
            where TTrigger : struct, Enum
        {
            var machine = new StateMachine<TState, TTrigger>(initial, Of(bodies).FiringMode);
            new StatelessConfigurator<TState, TTrigger>(table, Of(bodies), machine, Member<TState>, Member<TTrigger>).Configure();
            return machine;
        }

        /// <summary>Configures a Stateless machine over enums that keeps its state elsewhere.</summary>
        /// <typeparam name="TState">The enum of states.</typeparam>
        /// <typeparam name="TTrigger">The enum of triggers.</typeparam>
        /// <param name="accessor">Reads the state.</param>
        /// <param name="mutator">Stores the state.</param>
        /// <param name="bodies">What the table does not say; <see langword="null"/> = every cell has one next state and accepts.</param>
        /// <exception cref="StatelessTableException">An enum lacks a name of the table, or a branching cell has no body.</exception>
        public StateMachine<TState, TTrigger> ToStateless<TState, TTrigger>(
            Func<TState> accessor, Action<TState> mutator, StatelessBodies? bodies = null)
            where TState : struct, Enum
            where TTrigger : struct, Enum
        {
            var machine = new StateMachine<TState, TTrigger>(accessor, mutator, Of(bodies).FiringMode);
            new StatelessConfigurator<TState, TTrigger>(table, Of(bodies), machine, Member<TState>, Member<TTrigger>).Configure();
            return machine;
        }

        /// <summary>
        /// What a Stateless machine permits and the table does not, and the other way about: while both live, a test that asserts that this is empty
        /// keeps them from drifting apart. Guards, actions and payloads are not compared.
        /// </summary>
        /// <param name="machine">What <c>GetInfo()</c> of the Stateless machine answers.</param>
        /// <returns>The differences by state, trigger and next state; empty = they say the same.</returns>
        public IReadOnlyList<StatelessDifference> CompareWith(StateMachineInfo machine)
        {
            ArgumentNullException.ThrowIfNull(machine);
            var here = table.Rows
                .Select(row => (State: table.States[row.State], Trigger: table.Triggers[row.Trigger], Next: table.States[row.Next]))
                .ToHashSet();
            var there = StatelessRows.Read(machine).Rows.Select(row => (row.State, row.Trigger, row.Next)).ToHashSet();
            return
            [
                .. here.Except(there).Select(row => new StatelessDifference(row.State, row.Trigger, row.Next, InTable: true))
                    .Concat(there.Except(here).Select(row => new StatelessDifference(row.State, row.Trigger, row.Next, InTable: false)))
                    .OrderBy(row => row.State, StringComparer.Ordinal)
                    .ThenBy(row => row.Trigger, StringComparer.Ordinal)
                    .ThenBy(row => row.Next, StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>
    /// A declaration to begin with, as C# text, from a machine that was configured with Stateless: a row for each transition, a group for each
    /// superstate, a body to be written for each cell that branches. It compiles as it stands.
    /// </summary>
    /// <remarks>
    /// What Stateless does not tell, or what has no counterpart, is a comment at its row: guards, re-entry, triggers that choose among states they do
    /// not name. Data of states and triggers are the author's to add.
    /// </remarks>
    /// <param name="machine">What <c>GetInfo()</c> of the Stateless machine answers.</param>
    /// <param name="name">The name of the class to declare; made a valid identifier.</param>
    public static string ToDeclaration(StateMachineInfo machine, string name = "Machine")
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new DeclarationText(StatelessRows.Read(machine), name).Print();
    }

    private static string Same(string name) => name;

    private static StatelessBodies Of(StatelessBodies? bodies) => bodies ?? _none;

    private static TEnum Member<TEnum>(string name)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(name, out var member) && Enum.IsDefined(member)
            ? member
            : throw new StatelessTableException(
                StatelessTableError.UnmappedName,
                $"{typeof(TEnum).Name} has no member {name}, which the table has; it has {string.Join(", ", Enum.GetNames<TEnum>())}.");

    private static string InitialOf(MachineTable table, string? initial)
    {
        var name = initial ?? (table.Initial is { } index ? table.States[index] : null);
        if (name is not null && table.States.Contains(name)) return name;
        var states = string.Join(", ", table.States);
        throw new StatelessTableException(
            StatelessTableError.UnknownState,
            name is null
                ? $"The table of {table.Name} does not say which state is the initial one; name one of {states}."
                : $"{name} is no state of {table.Name}; its states are {states}.");
    }
}
