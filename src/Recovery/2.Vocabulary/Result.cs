using System.Diagnostics.CodeAnalysis;

namespace Replication.Recovery;

/// <summary>A value, or why there is none. Expected failures come back by value; an exception is a fault.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[MustUse]
public readonly struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, RecoveryError error)
    {
        _value = value;
        Error = error;
    }

    /// <summary>Why there is no value; none on success.</summary>
    public RecoveryError Error { get; }

    /// <summary>Takes the value or the error.</summary>
    /// <param name="value">The value, on success.</param>
    /// <param name="error">The error, on failure.</param>
    /// <returns>Whether there is a value.</returns>
    public bool TryGet([MaybeNullWhen(false)] out T value, out RecoveryError error)
    {
        value = _value;
        error = Error;
        return error.IsNone;
    }

    internal static Result<T> Success(T value) => new(value, default);

    /// <summary>Success.</summary>
    /// <param name="value">The value.</param>
    [SuppressMessage("Usage", "CA2225", Justification = "The conversion is the constructor.")]
    public static implicit operator Result<T>(T value) => new(value, default);

    /// <summary>Failure.</summary>
    /// <param name="error">The error.</param>
    /// <exception cref="ArgumentException">The error says success.</exception>
    [SuppressMessage("Usage", "CA2225", Justification = "The conversion is the constructor.")]
    public static implicit operator Result<T>(RecoveryError error) =>
        error.IsNone ? throw new ArgumentException("A failure needs a code.", nameof(error)) : new(default, error);
}

/// <summary>Makes results where the type of the value cannot be converted implicitly (an interface).</summary>
public static class Result
{
    /// <summary>Success.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    public static Result<T> Ok<T>(T value) => Result<T>.Success(value);
}
