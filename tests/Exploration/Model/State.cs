namespace Replication.Exploration.Model;

/// <summary>A world in 192 bits. Canonical: no log of events, no numbers of sessions, no counters but what is left of the faults.</summary>
internal readonly record struct State(ulong A, ulong B, ulong C)
{
    public ulong Hash
    {
        get
        {
            var hash = (A * 0x9E3779B97F4A7C15) ^ (B * 0xC2B2AE3D27D4EB4F) ^ (C * 0x165667B19E3779F9);
            hash ^= hash >> 29;
            hash *= 0xBF58476D1CE4E5B9;
            return hash ^ (hash >> 32);
        }
    }
}

/// <summary>Puts small numbers into a state, and takes them out in the same order.</summary>
internal ref struct Bits(Span<ulong> words)
{
    private readonly Span<ulong> _words = words;
    private int _at;

    public int Used => _at;

    public void Put(int value, int width)
    {
        if ((uint)value >= 1u << width) throw new InvalidOperationException($"{value} does not fit into {width} bits.");
        var (word, bit) = (_at >> 6, _at & 63);
        _words[word] |= (ulong)value << bit;
        if (bit + width > 64) _words[word + 1] |= (ulong)value >> (64 - bit);
        _at += width;
    }

    public int Take(int width)
    {
        var (word, bit) = (_at >> 6, _at & 63);
        var value = _words[word] >> bit;
        if (bit + width > 64) value |= _words[word + 1] << (64 - bit);
        _at += width;
        return (int)(value & ((1ul << width) - 1));
    }
}
