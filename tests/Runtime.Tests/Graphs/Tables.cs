using CsCheck;

namespace Replication.Tests.Graphs;

/// <summary>Tables to draw.</summary>
internal static class Tables
{
    /// <summary>A job: it is run in steps, may be stopped from wherever it lives, and two triggers lead from the same state to the same other one.</summary>
    public static MachineTable Job { get; } = Table(
        "Job",
        initial: "Queued",
        [
            ("Queued", "Begin", "Running"), ("Running", "Step", "Running"), ("Running", "Finish", "Done"), ("Running", "Skip", "Done"),
            ("Queued", "Stop", "Stopped"), ("Running", "Stop", "Stopped"),
        ],
        ("IActive", ["Running"]), ("ILive", ["Queued", "Running"]));

    /// <summary>Ships: two groups, one in the other, each with what leads from all of its states to one target.</summary>
    public static MachineTable Fleet { get; } = Table(
        "Fleet",
        initial: "Docked",
        [
            ("Docked", "Leave", "Sailing"), ("Sailing", "Run", "Racing"), ("Sailing", "Reef", "Drifting"), ("Racing", "Reef", "Drifting"),
            ("Sailing", "Strike", "Drifting"), ("Racing", "Strike", "Drifting"), ("Sailing", "Moor", "Docked"), ("Racing", "Moor", "Docked"),
            ("Drifting", "Moor", "Docked"),
        ],
        ("IAfloat", ["Sailing", "Racing", "Drifting"]), ("IFast", ["Sailing", "Racing"]));

    /// <summary>
    /// Any table: rows may be missing, repeated or lead nowhere new; groups may overlap, be empty or be none.
    /// </summary>
    public static Gen<MachineTable> Any { get; } =
        from states in Gen.Int[1, 8]
        from triggers in Gen.Int[1, 5]
        from rows in Gen.Select(Gen.Int[0, states - 1], Gen.Int[0, triggers - 1], Gen.Int[0, states - 1]).Array[0, 40]
        from folded in Gen.Bool
        from groups in Gen.Int[0, states - 1].Array[0, 8].Array[0, 4]
        from initial in Gen.Int[-1, states - 1]
        select new MachineTable(
            "M",
            [.. Enumerable.Range(0, states).Select(state => $"S{state}")],
            [.. Enumerable.Range(0, triggers).Select(trigger => $"T{trigger}")],
            [
                .. rows.Select(row => new TableRow((byte)row.Item1, (byte)row.Item2, (byte)row.Item3)),
                .. Enumerable.Range(0, folded ? states - 1 : 0).Select(state => new TableRow((byte)state, 0, (byte)(states - 1))),
            ],
            initial < 0 ? null : (byte)initial,
            terminal: null,
            [.. groups.Select((members, index) => new StateGroup($"G{index}", [.. members.Distinct().Select(state => (byte)state)]))]);

    public static MachineTable Table(
        string name, string? initial, (string State, string Trigger, string Next)[] rows, params (string Name, string[] States)[] groups)
    {
        string[] states = [.. rows.SelectMany(row => new[] { row.State, row.Next }).Distinct()];
        string[] triggers = [.. rows.Select(row => row.Trigger).Distinct()];
        return new MachineTable(
            name,
            states,
            triggers,
            [.. rows.Select(row => new TableRow(Of(row.State), (byte)Array.IndexOf(triggers, row.Trigger), Of(row.Next)))],
            initial is null ? null : Of(initial),
            terminal: null,
            [.. groups.Select(group => new StateGroup(group.Name, [.. group.States.Select(Of)]))]);

        byte Of(string state) => (byte)Array.IndexOf(states, state);
    }
}
