using CsCheck;

namespace Replication.Oracle.Tests.Tables;

/// <summary>Random tables.</summary>
internal static class TableGen
{
    private static readonly Gen<DataKind[]> _states = Kinds(12);
    private static readonly Gen<DataKind[]> _triggers = Kinds(10);

    // A third of the rows stay at home, or a group's: numbers are cut down to what the table has.
    private static readonly Gen<(int Kind, int Source, int Trigger, int Next)[]> _rows =
        Gen.Select(Gen.Int[0, 19], Gen.Int[0, 999], Gen.Int[0, 999], Gen.Int[0, 999]).Array[1, 70];

    /// <summary>Tables of 1 to 12 states and 1 to 10 triggers.</summary>
    public static Gen<TableSpec> Tables { get; } = Gen.Select(
        Gen.UInt,
        Gen.Int[0, 8],
        _states,
        _triggers,
        Gen.UInt.Array[0, 3],
        _rows,
        Gen.Int[-20, 11]).Select(Sound);

    private static Gen<DataKind[]> Kinds(int most) => Gen.Int[0, 3].Select(kind => (DataKind)kind).Array[1, most];

    private static TableSpec Sound(
        uint seed,
        int modes,
        DataKind[] states,
        DataKind[] triggers,
        uint[] groups,
        (int Kind, int Source, int Trigger, int Next)[] drafts,
        int initial)
    {
        uint[] members = [.. groups.Select(group => group & ((1u << states.Length) - 1))];
        var branches = new Dictionary<(int State, int Trigger), HashSet<int>>();
        var rows = new List<RowSpec>();
        foreach (var (kind, source, trigger, next) in drafts)
        {
            var isGroup = kind < 3 && members.Length > 0 && rows.Count > 0;
            var from = source % (isGroup ? members.Length : states.Length);
            var row = new RowSpec(isGroup, from, trigger % triggers.Length, kind is > 3 and < 8 && !isGroup ? from : next % states.Length);
            if (IsNarrow(row, members, branches)) rows.Add(row);
        }

        var table = new TableSpec(
            seed, (FenceChoice)(modes % 3), modes < 6, states, triggers, members, [.. rows], [], initial < states.Length ? Math.Max(initial, -1) : -1);
        return table with { Illegal = [.. Illegal(table)] };
    }

    // Of the cells without a row of their own some: those most that would have a group's.
    private static IEnumerable<IllegalSpec> Illegal(TableSpec table)
    {
        foreach (var trigger in table.Rows.Select(row => row.Trigger).Distinct())
        {
            foreach (var state in table.Used)
            {
                if (table.Rows.Any(row => !row.IsGroup && row.Source == state && row.Trigger == trigger)) continue;
                var isTakenOut = table.Rows.Any(row => row.IsGroup && row.Trigger == trigger && table.IsMember(row.Source, state));
                if (table.Dice(28, state, trigger) % (isTakenOut ? 4u : 8u) == 0) yield return new IllegalSpec(false, state, trigger);
            }

            for (var group = 0; group < table.Groups.Length; group++)
            {
                if (table.Dice(29, group, trigger) % 6 == 0) yield return new IllegalSpec(true, group, trigger);
            }
        }
    }

    // No cell branches more ways than a Next has; to be sure, as if a group's rows were added to a state's own.
    private static bool IsNarrow(RowSpec row, uint[] members, Dictionary<(int State, int Trigger), HashSet<int>> branches)
    {
        // A group's own body stands in the place behind the states.
        int[] cells = row.IsGroup
            ? [.. Enumerable.Range(0, 32).Where(state => (members[row.Source] & (1u << state)) != 0), 32 + row.Source]
            : [row.Source];
        HashSet<int>[] sets = [.. cells.Select(cell =>
        {
            if (!branches.TryGetValue((cell, row.Trigger), out var set)) branches[(cell, row.Trigger)] = set = [];
            return set;
        })];
        if (sets.Any(set => !set.Contains(row.Next) && set.Count == TableSpec.MostBranches)) return false;
        foreach (var set in sets) set.Add(row.Next);
        return true;
    }
}
