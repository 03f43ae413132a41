namespace Replication;

/// <summary>Declares a state of a generic machine terminal: what <see cref="TerminalAttribute{TState}"/> says, the type named open.</summary>
/// <param name="state">The terminal state.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TerminalAttribute(Type state) : Attribute
{
    /// <summary>The terminal state.</summary>
    public Type State { get; } = state;
}
