namespace Replication.Generator.Model;

/// <summary>Everything the emitter prints of one machine: plain values only, so that two equal machines are equal models.</summary>
/// <param name="Namespace">The namespace, escaped; empty for the global one.</param>
/// <param name="Containers">The headers of the types around the machine, the outermost first: <c>partial class Outer</c>.</param>
/// <param name="Header">The machine's own header, without its base: <c>partial class CatchUpSession</c>.</param>
/// <param name="TypeParameters">The type parameters of the machine and of the types around it: <c>&lt;TKey, TValue&gt;</c>; empty where there are none.</param>
/// <param name="Constraints">What those are held to.</param>
/// <param name="Name">The machine's name as it stands in messages.</param>
/// <param name="Identifier">The machine's name as C# writes it.</param>
/// <param name="Type">The machine's type, with <c>global::</c>.</param>
/// <param name="Hint">The hint name, without its extension.</param>
/// <param name="Transitions">The name of the class with the extension methods.</param>
/// <param name="Members">What the members that authors call are called.</param>
/// <param name="Surface"><c>public</c> or <c>internal</c>: what everything generated is, no wider than what its signatures mention.</param>
/// <param name="TakesRefStructs">Whether a type parameter may say that it takes ref structs too: a matter of the project's language and platform.</param>
/// <param name="Fence">The fence mode.</param>
/// <param name="Why">The type of the reasons to refuse.</param>
/// <param name="Context">The type of what is constant for a machine, or <see langword="null"/>.</param>
/// <param name="Session">What identifies its session, or <see langword="null"/>.</param>
/// <param name="Movable">What it says of being saved, restored and replayed; <see langword="null"/> where it is not movable.</param>
/// <param name="IsReusable">Whether a machine that has ended can begin again.</param>
/// <param name="MustComplete">Whether every state that is not final has to be led to one that is.</param>
/// <param name="Initial">The index of the initial state.</param>
/// <param name="States">The states, by index.</param>
/// <param name="Triggers">The triggers, by index.</param>
/// <param name="Groups">The groups of states: those that rows name, in order of declaration, then the others that the machine declares, by name.</param>
/// <param name="Rows">The rows of the sound cells, groups expanded, in order of declaration.</param>
/// <param name="Cells">The sound cells, in order of declaration.</param>
/// <param name="Illegal">The cells declared illegal, groups expanded, by state and trigger.</param>
internal sealed record MachineModel(
    string Namespace,
    EquatableArray<string> Containers,
    string Header,
    string TypeParameters,
    EquatableArray<string> Constraints,
    string Name,
    string Identifier,
    string Type,
    string Hint,
    string Transitions,
    MemberNames Members,
    string Surface,
    bool TakesRefStructs,
    FenceKind Fence,
    string Why,
    string? Context,
    SessionModel? Session,
    MovableModel? Movable,
    bool IsReusable,
    bool MustComplete,
    int Initial,
    EquatableArray<StateModel> States,
    EquatableArray<TriggerModel> Triggers,
    EquatableArray<GroupModel> Groups,
    EquatableArray<RowModel> Rows,
    EquatableArray<CellModel> Cells,
    EquatableArray<CellNumbers> Illegal)
{
    /// <summary>The states declared terminal, by index.</summary>
    public IEnumerable<int> Terminal => Enumerable.Range(0, States.Count).Where(state => States[state].IsTerminal);
}
