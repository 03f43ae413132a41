namespace Replication;

/// <summary>
/// Declares a state that a machine may stay in for good, although there are ways out, as a closed connection that may be opened again. Once a resting or
/// terminal state is declared, every state must lead to one of them.
/// </summary>
/// <typeparam name="TState">The resting state.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RestingAttribute<TState> : Attribute
    where TState : struct;
