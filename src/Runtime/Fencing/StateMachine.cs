using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Replication;

/// <summary>The base of every generated machine: the stamp that fences it.</summary>
/// <remarks>Who may call a machine, and when, is said by the fence mode, which picks the class between this one and the generated one.</remarks>
public abstract class StateMachine
{
    // Low 8 bits: index of the state. High 56 bits: how many transitions were made. A stamp is never published twice by a machine.
    private protected ulong _stamp;

    private const long OneTransition = 1 << 8;

    private protected StateMachine(byte state, ulong transitions) => _stamp = (transitions << 8) | state;

    /// <summary>The machine's table: names of states and triggers, rows, what is legal where.</summary>
    public abstract MachineTable Table { get; }

    /// <summary>How many transitions were made, those that stay in a state included. May be read at any time, by any thread.</summary>
    public ulong Transitions => Volatile.Read(ref _stamp) >> 8;

    /// <summary>The triggers that have a row in the machine's state, in order of declaration. May be read at any time, by any thread.</summary>
    /// <remarks>The table permits them; a guard or a body may still refuse.</remarks>
    public IReadOnlyList<string> PermittedTriggers => Table.LegalIn(StateIndexOf(StampThatStands));

    /// <summary>The stamp of a state, never the one of a moment between two.</summary>
    private protected virtual ulong StampThatStands => Volatile.Read(ref _stamp);

    /// <summary>How many transitions had been made when a stamp was published. For generated code.</summary>
    /// <param name="stamp">A stamp of any machine.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static ulong TransitionsOf(ulong stamp) => stamp >> 8;

    /// <summary>The index of the state that a stamp was published for. For generated code.</summary>
    /// <param name="stamp">A stamp of any machine.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static byte StateIndexOf(ulong stamp) => (byte)stamp;

    /// <summary>
    /// Mints the capability of the moment a stamp was published, so that a union of states is a machine and a stamp and not a value of each state. An
    /// instance member on purpose: no class can mint a value that acts on a machine other than itself. For generated code.
    /// </summary>
    /// <typeparam name="TState">The type of the state that the stamp was published for.</typeparam>
    /// <param name="stamp">A stamp of this machine; one that no longer holds makes a value that is refused.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected At<TState> MintAt<TState>(ulong stamp)
        where TState : struct => new(this, stamp);

    /// <summary>
    /// Advances a value in place, after a transition that stays in its state. An instance member for the same reason: no class can move a value of another
    /// machine. For generated code.
    /// </summary>
    /// <typeparam name="TState">The type of the state that the stamp was published for.</typeparam>
    /// <param name="at">A value of this machine.</param>
    /// <param name="stamp">A stamp of this machine.</param>
    /// <exception cref="InvalidOperationException">The value is of another machine.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void MoveAt<TState>(ref At<TState> at, ulong stamp)
        where TState : struct
    {
        if (!ReferenceEquals(at.Machine, this)) ThrowForeign();
        at.MoveTo(stamp);
    }

    [DoesNotReturn]
    private static void ThrowForeign() => throw new InvalidOperationException("The value is of another machine; only its own machine moves it on.");

    // One more transition, and from one state's index to the other's. Generated code knows both indices, so what is added is a constant.
    private protected static ulong Following(ulong stamp, byte left, byte reached) => stamp + (ulong)(OneTransition + reached - left);
}
