using System.Runtime.CompilerServices;

namespace Replication;

/// <summary>What the body of a branching cell answers: one of 2 next states, or a rejection.</summary>
/// <typeparam name="TNext1">Branch 1.</typeparam>
/// <typeparam name="TNext2">Branch 2.</typeparam>
/// <typeparam name="TWhy">The author's closed set of reasons.</typeparam>
public readonly struct Next<TNext1, TNext2, TWhy>
    where TNext1 : struct
    where TNext2 : struct
    where TWhy : struct, Enum
{
    private readonly TNext1 _state1;
    private readonly TNext2 _state2;

    // What does not count is not written either.
    private Next(TNext1 state)
    {
        Unsafe.SkipInit(out this);
        _state1 = state;
        Branch = 1;
    }

    private Next(TNext2 state)
    {
        Unsafe.SkipInit(out this);
        _state2 = state;
        Branch = 2;
    }

    private Next(Rejection<TWhy> rejection)
    {
        Unsafe.SkipInit(out this);
        Rejection = rejection;
        Branch = 0;
    }

    /// <summary>Which state counts, from 1; 0 when the body refused.</summary>
    public int Branch { get; }

    /// <summary>The next state when <see cref="Branch"/> is 1.</summary>
    public TNext1 State1 => _state1;

    /// <summary>The next state when <see cref="Branch"/> is 2.</summary>
    public TNext2 State2 => _state2;

    /// <summary>Why not, when <see cref="Branch"/> is 0.</summary>
    public Rejection<TWhy> Rejection { get; }

    /// <summary>Accepts with branch 1.</summary>
    /// <param name="state">The next state.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Next<TNext1, TNext2, TWhy>(TNext1 state) => new(state);

    /// <summary>Accepts with branch 2.</summary>
    /// <param name="state">The next state.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Next<TNext1, TNext2, TWhy>(TNext2 state) => new(state);

    /// <summary>Refuses.</summary>
    /// <param name="rejection">Why not.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Next<TNext1, TNext2, TWhy>(Rejection<TWhy> rejection) => new(rejection);
}
