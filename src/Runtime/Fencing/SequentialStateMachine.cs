using System.ComponentModel;

namespace Replication;

/// <summary>The base of a machine that one thread at a time touches: mode <see cref="Fence.None"/>, and beneath an owner's lock <see cref="Fence.Owner"/>.</summary>
/// <remarks>Not thread-safe: the stamp is read, compared and written plainly.</remarks>
public abstract class SequentialStateMachine : StateMachine
{
    /// <summary>Makes a machine.</summary>
    /// <param name="state">The index of the initial state.</param>
    /// <param name="transitions">How many transitions were made before; 0 for a new machine.</param>
    protected SequentialStateMachine(byte state, ulong transitions = 0)
        : base(state, transitions)
    {
    }

    /// <summary>The stamp that stands. For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ulong CurrentStamp => _stamp;

    /// <summary>Whether a value with this stamp may act. For generated code.</summary>
    /// <param name="stamp">A stamp of this machine.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected bool HoldsStamp(ulong stamp) => _stamp == stamp;

    /// <summary>Publishes a state whose slot has been stored: every value minted before is used up. For generated code.</summary>
    /// <param name="stamp">The stamp that stands.</param>
    /// <param name="left">The index of the state that the stamp is of.</param>
    /// <param name="reached">The index of the state to publish.</param>
    /// <returns>The stamp that stands from now on.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ulong PublishState(ulong stamp, byte left, byte reached) =>
        // From the caller's stamp and not from the field, which holds the same: only a body ran since they were compared, and a body is pure.
        _stamp = Following(stamp, left, reached);
}
