using System.Reflection;
using Replication.Recovery;
using Replication.Tool.Graph;
using Replication.Tool.Tests.Processes;

namespace Replication.Tool.Tests.Graph;

/// <summary>What is read from metadata and what the generator compiled are two readings of one declaration.</summary>
public sealed class MachineReaderTests
{
    // What is generated is as visible as the machine's types are.
    private const BindingFlags Generated = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static TheoryData<string> Machines { get; } =
    [
        typeof(CatchUpSession).FullName!, typeof(RebuildSession).FullName!, typeof(ReplicaLifecycle).FullName!, typeof(Yard.Signal).FullName!,
        typeof(Tower.Signal).FullName!,
    ];

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_table_read_from_metadata_is_the_table_that_was_generated(string name)
    {
        var machine = Find(name);
        var definition = (MachineTable)machine.GetField("Definition", Generated)!.GetValue(null)!;
        var read = Read(machine);
        Assert.Equal(definition.Name, read.Name);
        Assert.Equal(definition.States, read.States);
        Assert.Equal(definition.Triggers, read.Triggers);
        Assert.Equal(definition.Rows, read.Rows);
        Assert.Equal(definition.Terminal, read.Terminal);
        Assert.Equal(definition.Illegal, read.Illegal);
        Assert.Equal(definition.Initial, read.Initial);
        Assert.Equal(Text(definition.Groups), Text(read.Groups));

        static IEnumerable<string> Text(IEnumerable<StateGroup> groups) => groups.Select(group => $"{group.Name}: {string.Join(' ', group.States)}");
    }

    /// <summary>The generated <c>Start</c> hands out the capability of the initial state: its type says which one that is.</summary>
    [Theory]
    [MemberData(nameof(Machines))]
    public void A_machine_read_from_metadata_starts_where_the_generated_one_starts(string name)
    {
        var machine = Find(name);
        var read = Read(machine);
        var capability = machine.GetMethod("Start", Generated)!.GetParameters()[^1].ParameterType.GetElementType()!;
        Assert.Equal(typeof(At<>), capability.GetGenericTypeDefinition());
        Assert.Equal(capability.GetGenericArguments()[0].Name, read.States[read.Initial!.Value]);
    }

    [Fact]
    public void States_of_one_name_are_told_apart_and_explicit_rows_win_over_those_of_a_group()
    {
        var read = Read(typeof(Yard.Signal));
        Assert.Equal(["Idle", "Holding", "YardHolding", "Parked", "YardIdle", "Gone"], read.States);
        Assert.Equal(
            [
                "Idle Reset Idle", "Parked Reset Idle", "Idle Go Holding if IsOpen", "Holding Go YardHolding", "Holding Reset Parked", "YardHolding Go YardIdle",
                "YardIdle Leave Gone", "Parked Leave Gone",
            ],
            read.Rows.Select(row =>
                $"{read.States[row.State]} {read.Triggers[row.Trigger]} {read.States[row.Next]}{(row.Guard is null ? "" : $" if {row.Guard}")}"));
        Assert.Equal(["Idle Leave", "YardHolding Reset"], read.Illegal.Select(cell => $"{read.States[cell.State]} {read.Triggers[cell.Trigger]}"));
    }

    [Fact]
    public void Groups_are_the_interfaces_that_rows_name_and_those_the_machine_declares()
    {
        var read = Read(typeof(Yard.Signal));
        Assert.Equal(
            ["IAny: Idle Holding YardHolding Parked", "IBusy: Holding YardHolding", "IOutside: YardIdle", "INobody: ", "IQuiet: Idle Parked"],
            read.Groups.Select(group => $"{group.Name}: {string.Join(' ', group.States.Select(state => read.States[state]))}"));
    }

    /// <summary>Alone in a folder: what it refers to is not beside it, and nothing of it may be loaded into this process.</summary>
    [Fact]
    public void An_assembly_is_read_without_being_loaded()
    {
        using var folder = new EmptyFolder();
        var copy = folder.Of("Replication.Recovery.dll");
        File.Copy(typeof(CatchUpSession).Assembly.Location, copy);
        Assert.Equal(
            ["Replication.Recovery.CatchUpSession", "Replication.Recovery.RebuildSession", "Replication.Recovery.ReplicaLifecycle"],
            MachineReader.Read(copy).Select(machine => machine.FullName));
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), assembly => !assembly.IsDynamic && assembly.Location == copy);
    }

    [Fact]
    public void An_attribute_of_an_assembly_that_is_not_there_does_not_keep_a_machine_from_being_read()
    {
        using var folder = new EmptyFolder();
        var file = MadeAssembly.Write(folder.Path, (machine, nowhere) =>
        {
            machine.Has(nowhere);
            machine.IsMachine();
            machine.Has(typeof(OnAttribute<int, Guid, long>));
        });
        Assert.Equal(["Int32", "Int64"], Assert.Single(MachineReader.Read(file)).Table.States);
    }

    [Theory]
    [InlineData("Elsewhere")]
    [InlineData("Replication")]
    public void An_attribute_of_the_same_name_in_another_assembly_makes_no_machine(string space)
    {
        using var folder = new EmptyFolder();
        var file = MadeAssembly.Write(folder.Path, (machine, _) =>
        {
            machine.Has(MadeAssembly.WriteAttribute(folder.Path, $"{space}.StateMachineAttribute`1", typeof(Why)));
            machine.Has(typeof(OnAttribute<int, Guid, long>));
        });
        var refused = Assert.Throws<GraphException>(() => MachineReader.Read(file));
        Assert.StartsWith($"{file}: no state machines", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_of_an_assembly_that_is_not_there_is_named()
    {
        using var folder = new EmptyFolder();
        var file = MadeAssembly.Write(folder.Path, (machine, _) =>
        {
            machine.IsMachine(initial: "Nowhere.State, Nowhere");
            machine.Has(typeof(OnAttribute<int, Guid, long>));
        });
        var refused = Assert.Throws<GraphException>(() => MachineReader.Read(file));
        Assert.StartsWith($"{file}: refers to Nowhere, which is not beside it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_without_rows_is_named()
    {
        using var folder = new EmptyFolder();
        var file = MadeAssembly.Write(folder.Path, (machine, _) => machine.IsMachine());
        var refused = Assert.Throws<GraphException>(() => MachineReader.Read(file));
        Assert.Equal("Made.Machine: has 0 states; legal: 1 to 255", refused.Message);
    }

    private static Type Find(string name) => typeof(CatchUpSession).Assembly.GetType(name) ?? typeof(Yard).Assembly.GetType(name, throwOnError: true)!;

    private static MachineTable Read(Type machine) =>
        Assert.Single(MachineReader.Read(machine.Assembly.Location), declared => declared.FullName == machine.FullName!.Replace('+', '.')).Table;
}
