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
    /// Whether every (state, trigger) cell has to be declared, by a row or by <see cref="IllegalAttribute{TState, TTrigger}"/>. Cells of a state that is
    /// declared terminal are illegal by that. Default: no, a cell without a row is illegal and nothing has to say so.
    /// </summary>
    public bool Exhaustive { get; set; }
}
