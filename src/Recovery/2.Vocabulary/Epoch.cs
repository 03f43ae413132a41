using System.Globalization;

namespace Replication.Recovery;

/// <summary>The control plane's term. Rises; 0 is no epoch.</summary>
/// <param name="Value">The number.</param>
public readonly record struct Epoch(ulong Value) : IComparable<Epoch>
{
    /// <inheritdoc/>
    public int CompareTo(Epoch other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>No epoch.</summary>
    public static Epoch None => default;

    /// <summary>The later of two.</summary>
    public static Epoch Max(Epoch left, Epoch right) => left >= right ? left : right;

    /// <summary>Order of the numbers.</summary>
    public static bool operator <(Epoch left, Epoch right) => left.Value < right.Value;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >(Epoch left, Epoch right) => left.Value > right.Value;

    /// <summary>Order of the numbers.</summary>
    public static bool operator <=(Epoch left, Epoch right) => left.Value <= right.Value;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >=(Epoch left, Epoch right) => left.Value >= right.Value;
}
