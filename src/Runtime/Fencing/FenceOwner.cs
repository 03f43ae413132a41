using System.Diagnostics.CodeAnalysis;

namespace Replication;

/// <summary>The lock that several machines, and whatever else must change together with them, stand under.</summary>
/// <remarks>Thread-safe. Steps of one owner exclude each other; a step may be entered again by the thread that is in it.</remarks>
public sealed class FenceOwner
{
    private readonly Lock _lock = new();

    /// <summary>Whether the calling thread is in a step of this owner.</summary>
    public bool IsHeld => _lock.IsHeldByCurrentThread;

    /// <summary>Enters a step: waits until no other thread is in one. Dispose the step to leave it.</summary>
    /// <remarks>A step lives on the stack: it cannot be stored, captured or carried across an <see langword="await"/>.</remarks>
    public OwnerStep Enter()
    {
        _lock.Enter();
        return new OwnerStep(this);
    }

    internal void Exit() => _lock.Exit();

    // A throw and nothing else: the compiler knows then that it does not return, and what every transition asks first stays short.
    [DoesNotReturn]
    internal static void ThrowForeign(OwnerStep step) => throw Foreign(step);

    private static InvalidOperationException Foreign(OwnerStep step) => new(
        step.Owner is not { IsHeld: true }
            ? "The step presented is a default value or was left already; enter one with FenceOwner.Enter()."
            : "The step presented is of another owner; a machine changes only inside a step of its own.");
}
