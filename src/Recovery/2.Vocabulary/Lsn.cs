using System.Globalization;

namespace Replication.Recovery;

/// <summary>A log sequence number. Rises, need not be dense: it may count entries or bytes. 0 is before the first entry.</summary>
/// <param name="Value">The number.</param>
public readonly record struct Lsn(ulong Value) : IComparable<Lsn>
{
    /// <inheritdoc/>
    public int CompareTo(Lsn other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Before the first entry.</summary>
    public static Lsn Zero => default;

    /// <summary>The LSN after this one; the highest LSN has none after it and answers itself.</summary>
    public Lsn Next => Value == ulong.MaxValue ? this : new Lsn(Value + 1);

    /// <summary>The distance from an earlier LSN; 0 when that one is not earlier.</summary>
    /// <param name="earlier">The earlier LSN.</param>
    public ulong DistanceFrom(Lsn earlier) => Value > earlier.Value ? Value - earlier.Value : 0;

    /// <summary>The LSN at a distance, or the highest one where the sum would pass it.</summary>
    /// <param name="distance">How far.</param>
    public Lsn Plus(ulong distance) => new(ulong.MaxValue - Value < distance ? ulong.MaxValue : Value + distance);

    /// <summary>The lower of two.</summary>
    public static Lsn Min(Lsn left, Lsn right) => left <= right ? left : right;

    /// <summary>The higher of two.</summary>
    public static Lsn Max(Lsn left, Lsn right) => left >= right ? left : right;

    /// <summary>Order of the numbers.</summary>
    public static bool operator <(Lsn left, Lsn right) => left.Value < right.Value;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >(Lsn left, Lsn right) => left.Value > right.Value;

    /// <summary>Order of the numbers.</summary>
    public static bool operator <=(Lsn left, Lsn right) => left.Value <= right.Value;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >=(Lsn left, Lsn right) => left.Value >= right.Value;
}
