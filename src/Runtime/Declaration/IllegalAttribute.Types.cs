namespace Replication;

/// <summary>Declares a cell of a generic machine illegal: what <see cref="IllegalAttribute{TState, TTrigger}"/> says, the types named open.</summary>
/// <param name="state">The state, or an interface that stands for every state of the machine that implements it.</param>
/// <param name="trigger">What must not happen; a trigger of some row.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class IllegalAttribute(Type state, Type trigger) : Attribute
{
    /// <summary>The state, or a group of states.</summary>
    public Type State { get; } = state;

    /// <summary>What must not happen.</summary>
    public Type Trigger { get; } = trigger;
}
