namespace Replication;

/// <summary>Declares a state of a generic machine resting: what <see cref="RestingAttribute{TState}"/> says, the type named open.</summary>
/// <param name="state">The resting state.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RestingAttribute(Type state) : Attribute
{
    /// <summary>The resting state.</summary>
    public Type State { get; } = state;
}
