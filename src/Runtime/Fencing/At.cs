using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Replication;

/// <summary>
/// The capability to act on one machine while it is in <typeparamref name="TState"/>. Transitions are extension methods of exactly the state
/// they are legal in, so that an illegal call does not compile.
/// </summary>
/// <remarks>
/// A value is used once: a transition uses it up and hands out the next. A used-up or superseded value is refused at run time by its stamp. Only the
/// machine mints values; <see langword="default"/> is refused with an exception, because it can only be a programming error. 16 bytes; safe to keep
/// across <see langword="await"/>.
/// </remarks>
/// <typeparam name="TState">The state the machine is in, as far as the holder knows.</typeparam>
public struct At<TState>
    where TState : struct
{
    private readonly StateMachine? _machine;
    private ulong _stamp;

    internal At(StateMachine machine, ulong stamp)
    {
        _machine = machine;
        _stamp = stamp;
    }

    /// <summary>The machine this value acts on. For generated code.</summary>
    /// <exception cref="InvalidOperationException">The value is <see langword="default"/>: no machine ever minted it.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Borrows(Always = true)]
    public readonly StateMachine Machine
    {
        get
        {
            if (_machine is null) ThrowNeverMinted();
            return _machine;
        }
    }

    /// <summary>The stamp the machine had when it minted this value. For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Borrows(Always = true)]
    public readonly ulong Stamp => _stamp;

    /// <summary>Names the state and the stamp, for debuggers and messages.</summary>
    [Borrows(Always = true)]
    public override readonly string ToString() => _machine is null ? $"At<{typeof(TState).Name}>(never minted)" : $"At<{typeof(TState).Name}>(#{Stamp >> 8})";

    // Writes the stamp alone: that the machine stays the same is then plain to the compiler, which asks for its type once and not in every round of a loop.
    internal void MoveTo(ulong stamp) => _stamp = stamp;

    // A throw and nothing else, so that what is inlined into every transition is one test.
    [DoesNotReturn]
    private static void ThrowNeverMinted() => throw new InvalidOperationException(
        $"This At<{typeof(TState).Name}> was never minted: it is a default value. Take it from the machine's Start, from a transition or from Now.");
}
