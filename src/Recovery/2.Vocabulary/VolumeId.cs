namespace Replication.Recovery;

/// <summary>The volume a registry, a primary and its replicas belong to.</summary>
/// <param name="Value">The text; compared ordinally.</param>
public readonly record struct VolumeId(string Value) : IComparable<VolumeId>
{
    /// <summary>Whether there is no text.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(Value);

    /// <inheritdoc/>
    public int CompareTo(VolumeId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    /// <summary>Ordinal order.</summary>
    public static bool operator <(VolumeId left, VolumeId right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(VolumeId left, VolumeId right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(VolumeId left, VolumeId right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(VolumeId left, VolumeId right) => left.CompareTo(right) >= 0;
}
