namespace Replication.Exploration.Model;

/// <summary>What a log holds, at most four entries: of each, the epoch of the primary that wrote it. Two logs share an entry where both have the same epoch at its LSN.</summary>
/// <param name="Bits">Three bits of length, then two bits an entry.</param>
internal readonly record struct Log(int Bits)
{
    public const int Width = 11;
    public const int Longest = 4;

    public static Log Empty => default;

    public int Length => Bits & 7;

    public int this[int lsn] => (Bits >> (3 + (2 * (lsn - 1)))) & 3;

    public Log With(int epoch)
    {
        if (Length == Longest) throw new InvalidOperationException("The log is full.");
        return new((Bits + 1) | (epoch << (3 + (2 * Length))));
    }

    public Log Prefix(int length) => length >= Length ? this : new((Bits & ((1 << (3 + (2 * length))) - 1) & ~7) | length);

    public bool StartsWith(Log other) => Length >= other.Length && Prefix(other.Length) == other;

    /// <summary>Entries in (start, end] of another log are applied: what is there already is skipped by LSN, and a hole is refused.</summary>
    public Log Apply(Log other, int start, int end)
    {
        if (Length < start) return this;
        var applied = this;
        for (var lsn = Length + 1; lsn <= end; lsn++) applied = applied.With(other[lsn]);
        return applied;
    }

    public override string ToString()
    {
        var log = this;
        return "[" + string.Concat(Enumerable.Range(1, Length).Select(lsn => log[lsn])) + "]";
    }
}
