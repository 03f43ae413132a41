namespace Replication.Recovery;

/// <summary>A replica's stable identity, never derived from an address.</summary>
/// <param name="Value">The text; compared ordinally.</param>
public readonly record struct ReplicaId(string Value) : IComparable<ReplicaId>
{
    /// <summary>Whether there is no text.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(Value);

    /// <inheritdoc/>
    public int CompareTo(ReplicaId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    /// <summary>Ordinal order.</summary>
    public static bool operator <(ReplicaId left, ReplicaId right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(ReplicaId left, ReplicaId right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(ReplicaId left, ReplicaId right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(ReplicaId left, ReplicaId right) => left.CompareTo(right) >= 0;
}
