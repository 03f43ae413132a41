using System.Collections.Immutable;

namespace Replication.Storage.RocksDb;

/// <summary>
/// The column families of a database by ID. A write batch carries IDs, not names: the same bytes applied to a database with other IDs go silently
/// to the wrong family, so the two maps are compared before anything is applied.
/// </summary>
internal sealed class FamilyMap(ImmutableArray<(uint Id, string Name)> families) : IEquatable<FamilyMap>
{
    /// <summary>The families, by rising ID.</summary>
    public ImmutableArray<(uint Id, string Name)> Families { get; } = families;

    public bool Equals(FamilyMap? other) => other is not null && Families.AsSpan().SequenceEqual(other.Families.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as FamilyMap);

    public override int GetHashCode() => Families.Length;

    public override string ToString() => string.Join(", ", Families.Select(family => $"{family.Id}={family.Name}"));
}
