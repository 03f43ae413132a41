namespace Replication.Generator.Model;

/// <summary>What the drawings of a machine show and where their constants stand: less than the machine, so that fewer edits draw anew.</summary>
/// <param name="Namespace">The namespace, escaped; empty for the global one.</param>
/// <param name="Containers">The headers of the types around the machine, the outermost first.</param>
/// <param name="Header">The machine's own header, without its base.</param>
/// <param name="Hint">The hint name of the machine, without its extension.</param>
/// <param name="Surface"><c>public</c> or <c>internal</c>.</param>
/// <param name="DotName">What the drawing in DOT is called.</param>
/// <param name="MermaidName">What the drawing in Mermaid is called.</param>
/// <param name="Name">The machine's name.</param>
/// <param name="States">The names of the states, by index.</param>
/// <param name="Triggers">The names of the triggers, by index.</param>
/// <param name="Rows">The rows, groups expanded, in order of declaration.</param>
/// <param name="Initial">The index of the initial state.</param>
/// <param name="Terminal">The states declared terminal, by index.</param>
/// <param name="Groups">The groups of states.</param>
internal sealed record GraphModel(
    string Namespace,
    EquatableArray<string> Containers,
    string Header,
    string Hint,
    string Surface,
    string DotName,
    string MermaidName,
    string Name,
    EquatableArray<string> States,
    EquatableArray<string> Triggers,
    EquatableArray<RowModel> Rows,
    int Initial,
    EquatableArray<int> Terminal,
    EquatableArray<GroupModel> Groups)
{
    public static GraphModel Of(MachineModel machine) => new(
        machine.Namespace,
        machine.Containers,
        machine.Header,
        machine.Hint,
        machine.Surface,
        machine.Members.DotGraph,
        machine.Members.MermaidGraph,
        machine.Name,
        new EquatableArray<string>(machine.States.Select(state => state.Name)),
        new EquatableArray<string>(machine.Triggers.Select(trigger => trigger.Name)),
        machine.Rows,
        machine.Initial,
        new EquatableArray<int>(machine.Terminal),
        machine.Groups);
}
