namespace Replication.Oracle.Tests.Tables;

/// <summary>How a fence mode is spelled.</summary>
internal enum FenceChoice
{
    Owner,
    None,
    Cas,
}

/// <summary>What data a state or a trigger has.</summary>
internal enum DataKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>One number.</summary>
    Number,

    /// <summary>A number and a wider one; a trigger has a number and a text.</summary>
    Pair,

    /// <summary>A number and a text; a trigger has a required property, so that it is handed over whole.</summary>
    Other,
}

/// <summary>A row: from a state, or from a group where <paramref name="IsGroup"/>.</summary>
internal readonly record struct RowSpec(bool IsGroup, int Source, int Trigger, int Next);

/// <summary>
/// A random table, and all that its bodies will do: what they do hangs on <see cref="Seed"/> alone, so that taking a row away leaves a sound table
/// whose other cells do as before.
/// </summary>
/// <param name="Seed">Decides the bodies.</param>
/// <param name="Fence">The fence mode.</param>
/// <param name="HasContext">Whether the machine has a context.</param>
/// <param name="States">The data of each state.</param>
/// <param name="Triggers">The data of each trigger.</param>
/// <param name="Groups">The members of each group, one bit a state.</param>
/// <param name="Rows">The rows, in order of declaration; the first is not a group's.</param>
/// <param name="Initial">The state named as the initial one; -1 = the first row's source.</param>
internal sealed record TableSpec(
    uint Seed, FenceChoice Fence, bool HasContext, DataKind[] States, DataKind[] Triggers, uint[] Groups, RowSpec[] Rows, int Initial)
{
    /// <summary>As many branches as a cell may have.</summary>
    public const int MostBranches = 4;

    public int InitialState => Initial >= 0 ? Initial : Rows[0].Source;

    public bool IsMember(int group, int state) => (Groups[group] & (1u << state)) != 0;

    /// <summary>States that the table speaks of.</summary>
    public IEnumerable<int> Used => Enumerable.Range(0, States.Length).Where(state => state == InitialState
        || Rows.Any(row => row.Next == state || (!row.IsGroup && row.Source == state)));

    /// <summary>A number that hangs on the seed and a place, and on nothing else.</summary>
    public uint Dice(int what, int a, int b)
    {
        unchecked
        {
            var h = Seed ^ (uint)(what * 40503) ^ (uint)(a * 2654435) ^ (uint)(b * 97561);
            h = (h ^ (h >> 16)) * 0x45d9f3bu;
            h = (h ^ (h >> 16)) * 0x45d9f3bu;
            return h ^ (h >> 16);
        }
    }

    /// <summary>The table with some of its rows alone, or <see langword="null"/> where none is left or a group's would be the first.</summary>
    public TableSpec? With(Func<RowSpec, int, bool> kept)
    {
        RowSpec[] rest = [.. Rows.Where(kept)];
        return rest.Length == 0 || rest.Length == Rows.Length || rest[0].IsGroup ? null : this with { Rows = rest, Initial = InitialState };
    }
}
