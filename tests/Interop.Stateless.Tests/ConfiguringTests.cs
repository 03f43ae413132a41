using Stateless;
using Stateless.Graph;

namespace Replication.Interop.Tests;

/// <summary>A table as a Stateless machine, by its names alone or by the enums a program has.</summary>
public sealed class ConfiguringTests
{
    private enum DoorState
    {
        Closed,
        Opened,
        Broken,
    }

    private enum DoorTrigger
    {
        Open,
        Unlock,
        Push,
        Close,
        Smash,
    }

    private enum HalfOfTheStates
    {
        Closed,
        Opened,
    }

    // Opens what is closed; any other cell goes where its first row leads.
    private static readonly StatelessBodies _first = new() { Body = static (cell, _) => StatelessAnswer.To(cell.Next[0]) };

    [Fact]
    public async Task Every_state_permits_what_has_a_row_there()
    {
        var table = Door.Definition;
        for (var state = 0; state < table.States.Count; state++)
        {
            var machine = table.ToStateless(table.States[state], _first);

            Assert.Equal(table.LegalIn(state), await machine.GetPermittedTriggersAsync());
            Assert.All(table.Triggers, trigger => Assert.Equal(table.LegalIn(state).Contains(trigger), machine.CanFire(trigger)));
        }
    }

    [Fact]
    public void A_row_is_fired_with_and_without_data()
    {
        var machine = Door.Definition.ToStateless("Closed", _first);

        machine.Fire("Open", new Door.Open(1));
        Assert.Equal("Opened", machine.State);

        machine.Fire("Smash");
        Assert.Equal("Broken", machine.State);
        Assert.Throws<InvalidOperationException>(() => machine.Fire("Smash"));
    }

    [Fact]
    public void A_loop_neither_leaves_nor_enters_its_state()
    {
        var machine = Door.Definition.ToStateless("Opened", _first);
        var actions = new List<string>();
        machine.Configure("Opened").OnEntry(() => actions.Add("entered")).OnExit(() => actions.Add("left"));

        machine.Fire("Push", new Door.Push(1));
        Assert.Empty(actions);

        machine.Fire("Close");
        machine.Fire("Open");
        Assert.Equal(["left", "entered"], actions);
    }

    [Fact]
    public void Enums_that_a_program_has_are_its_states_and_triggers()
    {
        var machine = Door.Definition.ToStateless<DoorState, DoorTrigger>(DoorState.Closed, _first);

        machine.Fire(DoorTrigger.Open, new Door.Open(1));

        Assert.Equal(DoorState.Opened, machine.State);
        Assert.True(machine.CanFire(DoorTrigger.Close));
        Assert.False(machine.CanFire(DoorTrigger.Unlock));
    }

    [Fact]
    public void An_enum_that_lacks_a_state_is_told_which()
    {
        var error = Assert.Throws<StatelessTableException>(
            () => Door.Definition.ToStateless<HalfOfTheStates, DoorTrigger>(HalfOfTheStates.Closed, _first));

        Assert.Equal(StatelessTableError.UnmappedName, error.Error);
        Assert.Contains("HalfOfTheStates has no member Broken", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void State_that_is_kept_elsewhere_is_read_and_stored_there()
    {
        var kept = DoorState.Closed;
        var machine = Door.Definition.ToStateless<DoorState, DoorTrigger>(() => kept, state => kept = state, _first);

        machine.Fire(DoorTrigger.Open);
        Assert.Equal(DoorState.Opened, kept);

        kept = DoorState.Broken;
        Assert.False(machine.CanFire(DoorTrigger.Close));
    }

    [Fact]
    public void A_branch_without_a_body_cannot_be_configured()
    {
        var error = Assert.Throws<StatelessTableException>(() => Door.Definition.ToStateless("Closed"));

        Assert.Equal(StatelessTableError.NoBody, error.Error);
        Assert.Contains("Door: Closed, Unlock -> Closed | Opened", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_without_branches_needs_no_bodies()
    {
        var table = new MachineTable("Lamp", ["Off", "Lit"], ["Press", "Dim"], [new(0, 0, 1), new(1, 1, 1), new(1, 0, 0)], initial: 0);
        var machine = table.ToStateless();

        machine.Fire("Press");
        machine.Fire("Dim");
        Assert.Equal("Lit", machine.State);
        machine.Fire("Press");
        Assert.Equal("Off", machine.State);
    }

    [Theory]
    [InlineData(null, "does not say which state is the initial one")]
    [InlineData("Ajar", "Ajar is no state of Lamp; its states are Off, Lit.")]
    public void An_initial_state_that_is_not_known_is_told(string? initial, string message)
    {
        var table = new MachineTable("Lamp", ["Off", "Lit"], ["Press"], [new(0, 0, 1)]);

        var error = Assert.Throws<StatelessTableException>(() => table.ToStateless(initial));

        Assert.Equal(StatelessTableError.UnknownState, error.Error);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stateless_draws_every_row_and_every_branch()
    {
        var info = Door.Definition.ToStateless("Closed", _first).GetInfo();

        Assert.Empty(Door.Definition.CompareWith(info));
        var drawn = UmlDotGraph.Format(info);
        Assert.All(Door.Definition.States, state => Assert.Contains($"\"{state}\" [label=\"{state}\"", drawn, StringComparison.Ordinal));
        Assert.Contains("\"Opened\" -> \"Opened\"", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guard_is_what_Stateless_asks_before_it_permits()
    {
        var bodies = new StatelessBodies
        {
            Body = _first.Body,
            Guard = static (cell, payload) => cell.Trigger != "Open" || payload is Door.Open { Code: 7 },
        };
        var machine = Door.Definition.ToStateless("Closed", bodies);

        Assert.False(machine.CanFire("Open", new Door.Open(8)));
        Assert.False(machine.CanFire("Open"));
        Assert.True(machine.CanFire("Smash"));
        var unmet = Assert.Throws<InvalidOperationException>(() => machine.Fire("Open", new Door.Open(8)));
        Assert.Contains("guard of Closed, Open", unmet.Message, StringComparison.Ordinal);
        Assert.False(machine.TryFire("Open", new Door.Open(8), out var refusal));
        Assert.Null(refusal);

        Assert.True(machine.TryFire("Open", new Door.Open(7), out _));
        Assert.Equal("Opened", machine.State);
    }

    [Fact]
    public void A_guard_stands_before_loops_and_before_cells_without_a_body_too()
    {
        var table = new MachineTable("Lamp", ["Off", "Lit"], ["Press", "Dim"], [new(0, 0, 1), new(1, 1, 1)], initial: 0);
        var machine = table.ToStateless(bodies: new StatelessBodies { Guard = static (_, payload) => payload is true });

        Assert.Throws<InvalidOperationException>(() => machine.Fire("Press", false));
        machine.Fire("Press", true);
        Assert.Throws<InvalidOperationException>(() => machine.Fire("Dim", false));
        machine.Fire("Dim", true);
        Assert.Equal("Lit", machine.State);
    }

    [Fact]
    public void Triggers_fired_by_an_action_wait_or_not_as_the_mode_says()
    {
        foreach (var mode in (FiringMode[])[FiringMode.Queued, FiringMode.Immediate])
        {
            var machine = Door.Definition.ToStateless("Closed", new StatelessBodies { Body = _first.Body, FiringMode = mode });
            var seen = "";
            machine.Configure("Opened").OnEntry(() =>
            {
                machine.Fire("Smash");
                seen = machine.State;
            });

            machine.Fire("Open");

            Assert.Equal((mode == FiringMode.Queued ? "Opened" : "Broken", "Broken"), (seen, machine.State));
        }
    }
}
