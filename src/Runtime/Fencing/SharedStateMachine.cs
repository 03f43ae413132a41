using System.ComponentModel;

namespace Replication;

/// <summary>The base of a machine of mode <see cref="Fence.Cas"/>: several threads use it, and it has no lock.</summary>
/// <remarks>
/// Thread-safe. A transition takes the stamp, stores the slot and publishes the next stamp; who takes a stamp is alone until then, and nothing in between
/// can throw. A reader copies the slot between two looks at the stamp, and what it copied counts only if both saw the same.
/// </remarks>
public abstract class SharedStateMachine : StateMachine
{
    // In the place of a state's index: somebody took the stamp and stores. No state has this index, because a table has up to 255 states. The count
    // stays that of the stamp that was taken, so that two stamps being stored are never equal either.
    private const byte BeingStored = byte.MaxValue;

    /// <summary>Makes a machine.</summary>
    /// <param name="state">The index of the initial state.</param>
    /// <param name="transitions">How many transitions were made before; 0 for a new machine.</param>
    protected SharedStateMachine(byte state, ulong transitions = 0)
        : base(state, transitions)
    {
    }

    /// <summary>The stamp that stands; waits while somebody stores, which is a few instructions long. For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ulong CurrentStamp
    {
        get
        {
            // Acquire: what is read after it is at least as new as the stamp.
            var stamp = Volatile.Read(ref _stamp);
            return StateIndexOf(stamp) == BeingStored ? AwaitPublication() : stamp;
        }
    }

    private protected override ulong StampThatStands => CurrentStamp;

    /// <summary>Whether a value with this stamp may act. For generated code.</summary>
    /// <remarks>Does not wait: a stamp that was taken is used up already, because nothing can hinder the next one from being published.</remarks>
    /// <param name="stamp">A stamp of this machine.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected bool HoldsStamp(ulong stamp) => Volatile.Read(ref _stamp) == stamp; // Acquire: the slot is read after it.

    /// <summary>Whether the stamp held all the while since <see cref="HoldsStamp"/> saw it, so that a slot copied in between is whole. For generated code.</summary>
    /// <param name="stamp">A stamp of this machine.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected bool StillHoldsStamp(ulong stamp)
    {
        // An acquiring read keeps back only what comes after it. The reads of the slot come before, and must not slip behind this look at the stamp.
        Volatile.ReadBarrier();
        return Volatile.Read(ref _stamp) == stamp;
    }

    /// <summary>Takes a stamp: of all who try, one gets it, and only if it stands. Who got it must store and publish at once. For generated code.</summary>
    /// <param name="stamp">A stamp of this machine.</param>
    /// <returns>Whether the caller got it.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected bool TakeStamp(ulong stamp) =>
        // A full fence: no store to the slot is seen before the stamp shows that somebody stores.
        Interlocked.CompareExchange(ref _stamp, stamp | BeingStored, stamp) == stamp;

    /// <summary>Publishes a state whose slot has been stored. Only for who took the stamp. For generated code.</summary>
    /// <param name="stamp">The stamp that was taken.</param>
    /// <param name="left">The index of the state that the stamp is of.</param>
    /// <param name="reached">The index of the state to publish.</param>
    /// <returns>The stamp that stands from now on.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ulong PublishState(ulong stamp, byte left, byte reached)
    {
        var next = Following(stamp, left, reached);

        // Release: who sees this stamp sees all of the slot.
        Volatile.Write(ref _stamp, next);
        return next;
    }

    private ulong AwaitPublication()
    {
        // Whoever stores may have lost its processor; spinning yields ours to it.
        var spin = default(SpinWait);
        ulong stamp;
        do
        {
            spin.SpinOnce();
            stamp = Volatile.Read(ref _stamp);
        }
        while (StateIndexOf(stamp) == BeingStored);

        return stamp;
    }
}
