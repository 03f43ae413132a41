namespace Replication;

/// <summary>Declares a state that has no way out. Once one is declared, every state must lead to a terminal or resting one.</summary>
/// <typeparam name="TState">The terminal state.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TerminalAttribute<TState> : Attribute
    where TState : struct;
