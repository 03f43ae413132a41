namespace Replication;

/// <summary>
/// One row of a transition table: in <typeparamref name="TState"/>, <typeparamref name="TTrigger"/> leads to <typeparamref name="TNext"/>.
/// </summary>
/// <remarks>
/// Several rows of one (state, trigger) cell are a branch: the body chooses among them. <typeparamref name="TState"/> may be an interface;
/// the row then stands for every state of the machine that implements it. A (state, trigger) cell that no row names is illegal.
/// </remarks>
/// <typeparam name="TState">The state the row starts from, or a group of states.</typeparam>
/// <typeparam name="TTrigger">What happens; its positional parameters become the parameters of the generated methods.</typeparam>
/// <typeparam name="TNext">The state the row leads to.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class OnAttribute<TState, TTrigger, TNext> : Attribute
    where TTrigger : struct
    where TNext : struct
{
    /// <summary>
    /// The name of the row's guard, a pure <c>static bool</c> method of the machine that takes the state, the trigger and, if it likes, the context. Default:
    /// none, the row is open.
    /// </summary>
    /// <remarks>
    /// Where rows of a cell have guards, they are tried in order of declaration and the first whose guard holds is taken; where none holds, the transition
    /// is refused with <see cref="RejectionKind.Guarded"/>. A body still makes the data of the next state, where it has any; where guards choose among
    /// several next states, one other than the own may have data, and a row back to the own state leaves it as it is.
    /// </remarks>
    public string? When { get; set; }
}
