using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Replication;

/// <summary>What a body answers: the next state, or a rejection. Both convert implicitly, so that a body is one expression.</summary>
/// <typeparam name="TNext">The state the cell leads to.</typeparam>
/// <typeparam name="TWhy">The author's closed set of reasons.</typeparam>
public readonly struct Next<TNext, TWhy>
    where TNext : struct
    where TWhy : struct, Enum
{
    // What does not count is not written either.
    private Next(TNext state)
    {
        Unsafe.SkipInit(out this);
        State = state;
        Accepted = true;
    }

    private Next(Rejection<TWhy> rejection)
    {
        Unsafe.SkipInit(out this);
        Rejection = rejection;
        Accepted = false;
    }

    /// <summary>Whether the body accepted; then <see cref="State"/> counts, otherwise <see cref="Rejection"/>.</summary>
    public bool Accepted { get; }

    /// <summary>The next state.</summary>
    public TNext State { get; }

    /// <summary>Why not.</summary>
    public Rejection<TWhy> Rejection { get; }

    /// <summary>Whether the body accepted, and what it answered. For generated code.</summary>
    /// <param name="state">The next state; counts on <see langword="true"/> only.</param>
    /// <param name="rejection">Why not; counts on <see langword="false"/> only.</param>
    /// <remarks>In one call, because the runtime's compiler then keeps the answer in registers: asked for part by part, it is copied.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Accepts(out TNext state, out Rejection<TWhy> rejection)
    {
        state = State;
        rejection = Rejection;
        return Accepted;
    }

    /// <summary>Accepts.</summary>
    /// <param name="state">The next state.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Next<TNext, TWhy>(TNext state) => new(state);

    /// <summary>Refuses.</summary>
    /// <param name="rejection">Why not.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Next<TNext, TWhy>(Rejection<TWhy> rejection) => new(rejection);
}
