using Stateless;
using Stateless.Reflection;

namespace Replication.Interop;

/// <summary>Configures one Stateless machine from a table.</summary>
/// <typeparam name="TState">How Stateless spells states.</typeparam>
/// <typeparam name="TTrigger">How Stateless spells triggers.</typeparam>
/// <param name="table">The table.</param>
/// <param name="bodies">What it does not say.</param>
/// <param name="machine">The machine to configure.</param>
/// <param name="state">The state of a name.</param>
/// <param name="trigger">The trigger of a name.</param>
internal sealed class StatelessConfigurator<TState, TTrigger>(
    MachineTable table, StatelessBodies bodies, StateMachine<TState, TTrigger> machine, Func<string, TState> state, Func<string, TTrigger> trigger)
    where TState : notnull
    where TTrigger : notnull
{
    public void Configure()
    {
        // States without rows too: Stateless's reflection and graphs know only what was configured or is a fixed target.
        foreach (var name in table.States) machine.Configure(state(name));
        foreach (var cell in table.Rows.GroupBy(row => (row.State, row.Trigger)))
        {
            string[] next = [.. cell.Select(row => table.States[row.Next]).Distinct()];
            Permit(new StatelessCell(table, cell.First(), next), StatelessFiring.With<TState, TTrigger>(trigger(table.Triggers[cell.Key.Trigger])));
        }
    }

    private void Permit(StatelessCell cell, StateMachine<TState, TTrigger>.TriggerWithParameters<object?> fired)
    {
        var from = machine.Configure(state(cell.State));
        var description = $"guard of {cell.State}, {cell.Trigger}";
        if (cell.Loops)
        {
            // The body's answer is the state itself or a refusal, and the latter throws: nothing is left to be done.
            if (bodies.Guard is null) from.InternalTransition(fired, (payload, _) => Next(cell, payload));
            else from.InternalTransitionIf(fired, payload => bodies.Guard(cell, payload), (payload, _) => Next(cell, payload), description);
            return;
        }

        if (bodies.Body is null)
        {
            if (cell.Branches) throw NoBody(cell);
            if (bodies.Guard is null) from.Permit(fired.Trigger, state(cell.Next[0]));
            else from.PermitIf(fired, state(cell.Next[0]), payload => bodies.Guard(cell, payload), description);
            return;
        }

        var targets = new DynamicStateInfos();
        foreach (var target in cell.Next) targets.Add(state(target).ToString(), target);
        if (bodies.Guard is null) from.PermitDynamic(fired, payload => Next(cell, payload), $"body of {cell.State}, {cell.Trigger}", targets);
        else from.PermitDynamicIf(fired, payload => Next(cell, payload), payload => bodies.Guard(cell, payload), description, targets);
    }

    private TState Next(StatelessCell cell, object? payload)
    {
        var answer = bodies.Body?.Invoke(cell, payload) ?? StatelessAnswer.Accept;
        if (answer.Refusal is { } refusal) throw new StatelessTableException(cell, refusal);
        var next = answer.Next ?? (cell.Branches ? null : cell.Next[0]);
        return next is not null && cell.Next.Contains(next) ? state(next) : throw new StatelessTableException(
            StatelessTableError.OtherTarget,
            next is null
                ? $"The body of {cell} accepted without a next state; it has to choose one."
                : $"The body of {cell} answered {next}, where the table has no such row.");
    }

    private static StatelessTableException NoBody(StatelessCell cell) => new(
        StatelessTableError.NoBody,
        $"{cell}: several states to go to and no body to choose one; give {nameof(StatelessBodies)}.{nameof(StatelessBodies.Body)}.");
}
