namespace Replication.Generator.Model;

/// <summary>Everything the emitter prints of one machine: plain values only, so that two equal machines are equal models.</summary>
/// <param name="Namespace">The namespace, escaped; empty for the global one.</param>
/// <param name="Containers">The headers of the types around the machine, the outermost first: <c>partial class Outer</c>.</param>
/// <param name="Header">The machine's own header, without its base: <c>partial class CatchUpSession</c>.</param>
/// <param name="Name">The machine's name as it stands in messages.</param>
/// <param name="Identifier">The machine's name as C# writes it.</param>
/// <param name="Type">The machine's type, with <c>global::</c>.</param>
/// <param name="Hint">The hint name, without its extension.</param>
/// <param name="Transitions">The name of the class with the extension methods.</param>
/// <param name="Members">What the members that authors call are called.</param>
/// <param name="Surface"><c>public</c> or <c>internal</c>: what everything generated is, no wider than what its signatures mention.</param>
/// <param name="Fence">The fence mode.</param>
/// <param name="Why">The type of the reasons to refuse.</param>
/// <param name="Context">The type of what is constant for a machine, or <see langword="null"/>.</param>
/// <param name="Initial">The index of the initial state.</param>
/// <param name="States">The states, by index.</param>
/// <param name="Triggers">The triggers, by index.</param>
/// <param name="Groups">The groups of states: those that rows name, in order of declaration, then the others that the machine declares, by name.</param>
/// <param name="Rows">The rows of the sound cells, groups expanded, in order of declaration.</param>
/// <param name="Cells">The sound cells, in order of declaration.</param>
internal sealed record MachineModel(
    string Namespace,
    EquatableArray<string> Containers,
    string Header,
    string Name,
    string Identifier,
    string Type,
    string Hint,
    string Transitions,
    MemberNames Members,
    string Surface,
    FenceKind Fence,
    string Why,
    string? Context,
    int Initial,
    EquatableArray<StateModel> States,
    EquatableArray<TriggerModel> Triggers,
    EquatableArray<GroupModel> Groups,
    EquatableArray<RowModel> Rows,
    EquatableArray<CellModel> Cells)
{
    /// <summary>The states declared terminal, by index.</summary>
    public IEnumerable<int> Terminal => Enumerable.Range(0, States.Count).Where(state => States[state].IsTerminal);
}
