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

/// <summary>A declaration of illegal cells: of a state, or of a group where <paramref name="IsGroup"/>.</summary>
internal readonly record struct IllegalSpec(bool IsGroup, int Source, int Trigger);

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
/// <param name="Illegal">The cells declared illegal; those of single states have no row of their own.</param>
/// <param name="Initial">The state named as the initial one; -1 = the first row's source.</param>
internal sealed record TableSpec(
    uint Seed,
    FenceChoice Fence,
    bool HasContext,
    DataKind[] States,
    DataKind[] Triggers,
    uint[] Groups,
    RowSpec[] Rows,
    IllegalSpec[] Illegal,
    int Initial)
{
    /// <summary>As many branches as a cell may have.</summary>
    public const int MostBranches = 4;

    public int InitialState => Initial >= 0 ? Initial : Rows[0].Source;

    /// <summary>Whether the machine can be saved and restored, and its triggers recorded.</summary>
    public bool IsMovable => Dice(20, 0, 0) % 2 == 0;

    /// <summary>Whether the context has a session ID, with which the machine can be entered.</summary>
    public bool HasSession => HasContext && Dice(21, 0, 0) % 4 != 0;

    public bool IsMember(int group, int state) => (Groups[group] & (1u << state)) != 0;

    /// <summary>States that the table speaks of.</summary>
    public IEnumerable<int> Used => Enumerable.Range(0, States.Length).Where(state => state == InitialState
        || Rows.Any(row => row.Next == state || (!row.IsGroup && row.Source == state)));

    /// <summary>Whether the machine hears that a state is entered, or left.</summary>
    public bool Hears(bool entry, int state) => HasHook(entry, state) || (HeardGroup(entry) is var group and >= 0 && IsMember(group, state));

    /// <summary>Whether there is a hook that is written for a state.</summary>
    public bool HasHook(bool entry, int state) => Dice(22, 0, 0) % 2 == 0 && Dice(entry ? 23 : 24, state, 0) % 2 == 0;

    /// <summary>The group that a hook is written for, or -1: the compiler tells no two of them apart.</summary>
    public int HeardGroup(bool entry) => Groups.Length == 0 || Dice(entry ? 25 : 26, 0, 0) % 3 != 0 ? -1 : (int)(Dice(27, 0, 0) % (uint)Groups.Length);

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
        if (rest.Length == 0 || rest.Length == Rows.Length || rest[0].IsGroup) return null;
        IllegalSpec[] illegal = [.. Illegal.Where(cell => rest.Any(row => row.Trigger == cell.Trigger))];
        return this with { Rows = rest, Illegal = illegal, Initial = InitialState };
    }
}
