namespace Replication;

/// <summary>
/// A transition without a <c>Try</c> was asked of a state value that is used up or superseded. Where that can happen in a correct program (another thread
/// may act on the machine), the <c>Try</c> form answers it by value.
/// </summary>
public sealed class StaleStateException : InvalidOperationException
{
    /// <summary>Makes one with the rejection's text.</summary>
    /// <param name="message">What was presented, what stands, what would be legal.</param>
    public StaleStateException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one without a text.</summary>
    public StaleStateException()
    {
    }

    /// <summary>Makes one with a text and a cause.</summary>
    /// <param name="message">What was presented, what stands, what would be legal.</param>
    /// <param name="innerException">The cause.</param>
    public StaleStateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
