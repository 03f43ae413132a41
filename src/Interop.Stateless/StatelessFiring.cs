using Stateless;

namespace Replication.Interop;

/// <summary>Fires triggers with their data at a Stateless machine made of a table. Not thread-safe, as Stateless is not.</summary>
public static class StatelessFiring
{
    extension<TState, TTrigger>(StateMachine<TState, TTrigger> machine)
    {
        /// <summary>Fires a trigger with its data.</summary>
        /// <param name="trigger">What happens.</param>
        /// <param name="payload">Its data, handed to guard and body; <see langword="null"/> = none.</param>
        /// <exception cref="StatelessTableException">The body refused.</exception>
        /// <exception cref="InvalidOperationException">There is no row, or the guard is not met: Stateless's own answer.</exception>
        public void Fire(TTrigger trigger, object? payload) => machine.Fire(With<TState, TTrigger>(trigger), payload);

        /// <summary>Whether there is a row and the guard, where one was given, is met. The body is not asked.</summary>
        /// <param name="trigger">What would happen.</param>
        /// <param name="payload">Its data; <see langword="null"/> = none.</param>
        public bool CanFire(TTrigger trigger, object? payload) => machine.CanFire(With<TState, TTrigger>(trigger), payload);

        /// <summary>Fires a trigger with its data, and tells by value that it was refused.</summary>
        /// <param name="trigger">What happens.</param>
        /// <param name="payload">Its data; <see langword="null"/> = none.</param>
        /// <param name="refusal">The body's words; <see langword="null"/> where it was made, there is no row, or the guard is not met.</param>
        /// <returns>Whether the transition was made; on <see langword="false"/> nothing was changed.</returns>
        public bool TryFire(TTrigger trigger, object? payload, out string? refusal)
        {
            refusal = null;
            if (!machine.CanFire(trigger, payload)) return false;
            try
            {
                machine.Fire(trigger, payload);
                return true;
            }
            catch (StatelessTableException refused) when (refused.Error == StatelessTableError.Refused)
            {
                refusal = refused.Refusal;
                return false;
            }
        }
    }

    // Stateless reads no more of it than the trigger.
    internal static StateMachine<TState, TTrigger>.TriggerWithParameters<object?> With<TState, TTrigger>(TTrigger trigger) => new(trigger);
}
