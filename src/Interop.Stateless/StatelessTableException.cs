namespace Replication.Interop;

/// <summary>
/// A table and a Stateless machine do not fit, or a body refused what was fired. Stateless tells by exceptions that a trigger cannot be fired;
/// <see cref="StatelessFiring.TryFire"/> turns a body's refusal into a value again.
/// </summary>
public sealed class StatelessTableException : InvalidOperationException
{
    /// <summary>Makes one.</summary>
    /// <param name="error">What went wrong.</param>
    /// <param name="message">What was presented, what stands, what would be legal.</param>
    public StatelessTableException(StatelessTableError error, string message)
        : base(message) => Error = error;

    /// <summary>Makes one of a refusal.</summary>
    /// <param name="cell">The cell that refused.</param>
    /// <param name="refusal">The body's words.</param>
    internal StatelessTableException(StatelessCell cell, string refusal)
        : this(StatelessTableError.Refused, $"{cell.Trigger} in state {cell.State} of {cell.Machine} was refused: {refusal}") => Refusal = refusal;

    /// <summary>Makes one without a text.</summary>
    public StatelessTableException()
    {
    }

    /// <summary>Makes one with a text.</summary>
    /// <param name="message">What was presented, what stands, what would be legal.</param>
    public StatelessTableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a text and a cause.</summary>
    /// <param name="message">What was presented, what stands, what would be legal.</param>
    /// <param name="innerException">The cause.</param>
    public StatelessTableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What went wrong.</summary>
    public StatelessTableError Error { get; }

    /// <summary>The body's own words; <see langword="null"/> unless <see cref="Error"/> is <see cref="StatelessTableError.Refused"/>.</summary>
    public string? Refusal { get; }
}
