using System.Globalization;

namespace Replication.Recovery;

/// <summary>Names one recovery session. Non-zero, rising, never reused, not even across a restart of the process.</summary>
/// <param name="Value">The number.</param>
public readonly record struct SessionId(ulong Value) : IComparable<SessionId>
{
    /// <inheritdoc/>
    public int CompareTo(SessionId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>No session.</summary>
    public static SessionId None => default;

    /// <summary>Order of the numbers.</summary>
    public static bool operator <(SessionId left, SessionId right) => left.Value < right.Value;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >(SessionId left, SessionId right) => left.Value > right.Value;

    /// <summary>Order of the numbers.</summary>
    public static bool operator <=(SessionId left, SessionId right) => left.Value <= right.Value;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >=(SessionId left, SessionId right) => left.Value >= right.Value;
}
