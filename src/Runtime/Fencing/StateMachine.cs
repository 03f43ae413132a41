using System.ComponentModel;

namespace Replication;

/// <summary>The base of every generated machine: the stamp that fences it, and its owner.</summary>
/// <remarks>Not thread-safe by itself: a machine of mode <see cref="Fence.Owner"/> is touched only inside a step of its owner.</remarks>
public abstract class StateMachine
{
    // Low 8 bits: index of the state. High 56 bits: how many transitions were made. A stamp is never used twice by a machine.
    private ulong _stamp;

    /// <summary>Makes a machine that belongs to an owner.</summary>
    /// <param name="owner">Whose steps may change the machine.</param>
    /// <param name="state">The index of the initial state.</param>
    protected StateMachine(FenceOwner owner, byte state)
    {
        ArgumentNullException.ThrowIfNull(owner);
        Owner = owner;
        _stamp = state;
    }

    /// <summary>Whose steps may change the machine.</summary>
    public FenceOwner Owner { get; }

    /// <summary>The machine's table: names of states and triggers, rows, what is legal where.</summary>
    public abstract MachineTable Table { get; }

    /// <summary>How many transitions were made, those that stay in a state included.</summary>
    public ulong Transitions => _stamp >> 8;

    /// <summary>The index of the current state in <see cref="Table"/>. For generated code; authors ask for <c>Now</c>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected byte StateIndex => (byte)_stamp;

    /// <summary>The current stamp. For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ulong Stamp => _stamp;

    /// <summary>The index of the state that a stamp was published for. For generated code.</summary>
    /// <param name="stamp">A stamp of any machine.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static byte StateIndexOf(ulong stamp) => (byte)stamp;

    /// <summary>Whether a value with this stamp may act. For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected bool Holds(ulong stamp) => _stamp == stamp;

    /// <summary>Publishes a state whose slot has been stored: every value minted before is used up. For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Publish(byte state) => _stamp = (((_stamp >> 8) + 1) << 8) | state;

    /// <summary>
    /// Mints the capability of the current state. An instance member on purpose: no class can mint a value that acts on a machine other than itself.
    /// </summary>
    /// <typeparam name="TState">The type of the current state.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected At<TState> Mint<TState>()
        where TState : struct => Mint<TState>(_stamp);

    /// <summary>
    /// Mints the capability of an earlier moment again, so that a union of states is a machine and a stamp and not a value of each state. A stamp that no
    /// longer holds makes a value that is refused. For generated code.
    /// </summary>
    /// <typeparam name="TState">The type of the state that the stamp was published for.</typeparam>
    /// <param name="stamp">A stamp of this machine.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected At<TState> Mint<TState>(ulong stamp)
        where TState : struct => new(this, stamp);
}
