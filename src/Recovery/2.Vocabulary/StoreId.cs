namespace Replication.Recovery;

/// <summary>One store on one disk: new for every empty disk, so that an acknowledgement of an old one never counts.</summary>
/// <param name="Value">The text; compared ordinally.</param>
public readonly record struct StoreId(string Value) : IComparable<StoreId>
{
    /// <summary>Whether there is no text.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(Value);

    /// <inheritdoc/>
    public int CompareTo(StoreId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    /// <summary>Ordinal order.</summary>
    public static bool operator <(StoreId left, StoreId right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(StoreId left, StoreId right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(StoreId left, StoreId right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(StoreId left, StoreId right) => left.CompareTo(right) >= 0;
}
