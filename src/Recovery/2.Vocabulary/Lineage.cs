using System.Collections.Immutable;

namespace Replication.Recovery;

/// <summary>One epoch a log was written under.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Last">The last LSN written under it.</param>
public readonly record struct LineageEntry(Epoch Epoch, Lsn Last);

/// <summary>
/// The epochs a log was written under, oldest first. An epoch is written by one primary only, so two logs that both hold entries of it share everything up to the
/// earlier of its two ends.
/// </summary>
public sealed class Lineage : IEquatable<Lineage>
{
    private readonly ImmutableArray<LineageEntry> _entries;

    private Lineage(ImmutableArray<LineageEntry> entries) => _entries = entries;

    /// <summary>The lineage of an empty log.</summary>
    public static Lineage Empty { get; } = new([]);

    /// <summary>The epochs, oldest first; epochs rise strictly, LSNs do not fall.</summary>
    public ImmutableArray<LineageEntry> Entries => _entries;

    /// <summary>Makes a lineage.</summary>
    /// <param name="entries">The epochs, oldest first.</param>
    /// <param name="lineage">The lineage, when the entries are in order.</param>
    /// <param name="error"><see cref="RecoveryCode.InvalidHistory"/> that names the entry out of order.</param>
    public static bool TryCreate(ImmutableArray<LineageEntry> entries, out Lineage lineage, out RecoveryError error)
    {
        lineage = Empty;
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i];
            if (entry.Epoch == Epoch.None || (i > 0 && (entry.Epoch <= entries[i - 1].Epoch || entry.Last < entries[i - 1].Last)))
            {
                error = new RecoveryError(
                    RecoveryCode.InvalidHistory,
                    $"lineage[{i}] = epoch {entry.Epoch} to LSN {entry.Last}",
                    i == 0 ? "no entry before it" : $"epoch {entries[i - 1].Epoch} to LSN {entries[i - 1].Last} before it",
                    "epochs above 0 that rise strictly, with LSNs that do not fall");
                return false;
            }
        }

        lineage = new Lineage(entries);
        error = default;
        return true;
    }

    /// <summary>
    /// The largest LSN two logs share: the earlier end of the newest epoch both were written under; 0 where they have none in common. The rule is Kafka's
    /// for leader epochs (KIP-101).
    /// </summary>
    /// <param name="other">The other log's lineage.</param>
    public Lsn SharedWith(Lineage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        int mine = _entries.Length - 1, theirs = other._entries.Length - 1;
        while (mine >= 0 && theirs >= 0)
        {
            var (left, right) = (_entries[mine], other._entries[theirs]);
            if (left.Epoch == right.Epoch) return Lsn.Min(left.Last, right.Last);
            if (left.Epoch > right.Epoch) mine--;
            else theirs--;
        }

        return Lsn.Zero;
    }

    /// <inheritdoc/>
    public bool Equals(Lineage? other) => other is not null && _entries.AsSpan().SequenceEqual(other._entries.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Lineage);

    /// <inheritdoc/>
    public override int GetHashCode() => _entries.IsEmpty ? 0 : HashCode.Combine(_entries.Length, _entries[^1]);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _entries.Select(e => $"epoch {e.Epoch} to {e.Last}"));
}
