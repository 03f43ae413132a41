namespace Replication;

/// <summary>
/// Declares a partial class as a state machine: its <see cref="OnAttribute{TState, TTrigger, TNext}"/> rows are compiled into one typed
/// state per row source, transition methods, outcome unions and a run-time fence.
/// </summary>
/// <typeparam name="TWhy">The author's closed set of reasons to refuse a transition.</typeparam>
/// <param name="fence">How a used-up or superseded state value is kept from touching the machine.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StateMachineAttribute<TWhy>(Fence fence) : Attribute
    where TWhy : struct, Enum
{
    /// <summary>The mode of the fence.</summary>
    public Fence Fence { get; } = fence;

    /// <summary>The state a machine starts in. Default: the source of the first row.</summary>
    public Type? Initial { get; set; }

    /// <summary>The type of what is constant for one machine (an ID, a budget); bodies may take it as an <c>in</c> parameter.</summary>
    public Type? Context { get; set; }

    /// <summary>
    /// The name of the property of <see cref="Context"/> that identifies the machine's session. It opens the second door, <c>TryEnter</c>: what arrives in a
    /// message or a journal presents the ID in place of a value, and is answered with the typed state or a rejection. Default: none, there is no such door.
    /// </summary>
    /// <remarks>A default ID identifies nothing: no machine starts with one, and none is entered with one.</remarks>
    public string? SessionId { get; set; }

    /// <summary>
    /// The version of the machine's data, from 1: makes the machine movable. It can be saved and restored (<see cref="MachineSnapshot"/>), and its triggers
    /// recorded and replayed (<see cref="TriggerRecord"/>). Default: 0, it is not movable.
    /// </summary>
    /// <remarks>
    /// Raise it when states, or the data of states or of the context, change. A method <c>static MachineSnapshot Migrate(MachineSnapshot)</c> of the machine
    /// then brings a snapshot of an earlier version one version up.
    /// </remarks>
    public int Version { get; set; }

    /// <summary>
    /// Whether a machine in a terminal state can begin again, with a new context and from its initial state, without taking memory. What was minted in its life before
    /// stays used up: the count of transitions goes on. Default: no, a machine that has ended stays what it is.
    /// </summary>
    /// <remarks>
    /// For pools: whoever keeps an ended machine to read what it ended with must not give it back. It needs a terminal state, and one caller at a time: not with
    /// <see cref="Fence.Cas"/>.
    /// </remarks>
    public bool Reusable { get; set; }

    /// <summary>
    /// Whether every (state, trigger) cell has to be declared, by a row or by <see cref="IllegalAttribute{TState, TTrigger}"/>. Cells of a state that is
    /// declared terminal are illegal by that. Default: no, a cell without a row is illegal and nothing has to say so.
    /// </summary>
    public bool Exhaustive { get; set; }
}
