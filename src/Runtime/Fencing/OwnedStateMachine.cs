namespace Replication;

/// <summary>The base of a machine of mode <see cref="Fence.Owner"/>.</summary>
/// <remarks>Not thread-safe by itself: it is touched only inside a step of its owner.</remarks>
public abstract class OwnedStateMachine : SequentialStateMachine
{
    /// <summary>Makes a machine that belongs to an owner.</summary>
    /// <param name="owner">Whose steps may change the machine.</param>
    /// <param name="state">The index of the initial state.</param>
    /// <param name="transitions">How many transitions were made before; 0 for a new machine.</param>
    protected OwnedStateMachine(FenceOwner owner, byte state, ulong transitions = 0)
        : base(state, transitions)
    {
        ArgumentNullException.ThrowIfNull(owner);
        Owner = owner;
    }

    /// <summary>Whose steps may change the machine.</summary>
    public FenceOwner Owner { get; }
}
