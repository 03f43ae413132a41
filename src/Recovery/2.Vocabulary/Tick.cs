using System.Globalization;

namespace Replication.Recovery;

/// <summary>A monotonic millisecond of the shell's <see cref="TimeProvider"/>; never wall-clock time. 0 is a tick like any other.</summary>
/// <param name="Value">The number.</param>
public readonly record struct Tick([MonotonicTime] ulong Value) : IComparable<Tick>
{
    /// <inheritdoc/>
    public int CompareTo(Tick other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Milliseconds since an earlier tick; 0 when that one is not earlier: time that runs back counts as no time at all.</summary>
    /// <param name="earlier">The earlier tick.</param>
    public ulong Since(Tick earlier) => Value > earlier.Value ? Value - earlier.Value : 0;

    /// <summary>The later of two.</summary>
    public static Tick Max(Tick left, Tick right) => left >= right ? left : right;

    /// <summary>Order of the numbers.</summary>
    public static bool operator <(Tick left, Tick right) => left.Value < right.Value;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >(Tick left, Tick right) => left.Value > right.Value;

    /// <summary>Order of the numbers.</summary>
    public static bool operator <=(Tick left, Tick right) => left.Value <= right.Value;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >=(Tick left, Tick right) => left.Value >= right.Value;
}
