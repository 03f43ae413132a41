namespace Replication;

/// <summary>Declares a cell illegal: in <typeparamref name="TState"/>, <typeparamref name="TTrigger"/> must not happen.</summary>
/// <remarks>
/// A (state, trigger) cell without a row is illegal in any case. This says that it was thought of, which a machine with
/// <see cref="StateMachineAttribute{TWhy}.Exhaustive"/> asks of every cell. What is said of one state wins over what is said of a group: with
/// <typeparamref name="TState"/> a state the cell is taken out of the rows of its groups; with <typeparamref name="TState"/> a group every cell of it
/// that has no row is meant.
/// </remarks>
/// <typeparam name="TState">The state, or an interface that stands for every state of the machine that implements it.</typeparam>
/// <typeparam name="TTrigger">What must not happen; a trigger of some row.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class IllegalAttribute<TState, TTrigger> : Attribute
    where TTrigger : struct;
