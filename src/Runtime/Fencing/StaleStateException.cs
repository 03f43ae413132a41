using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

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

    /// <summary>Throws one with the rejection's text. For generated code, whose inlined methods it keeps short.</summary>
    /// <typeparam name="TWhy">The author's closed set of reasons.</typeparam>
    /// <param name="why">The answer of the transition.</param>
    [DoesNotReturn]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Throw<TWhy>(Rejection<TWhy> why)
        where TWhy : struct, Enum => throw new StaleStateException(why.ToString());

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
