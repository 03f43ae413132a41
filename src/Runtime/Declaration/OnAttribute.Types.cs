namespace Replication;

/// <summary>
/// One row of the table of a generic machine: what <see cref="OnAttribute{TState, TTrigger, TNext}"/> says, for types that hang on the machine's type parameters.
/// </summary>
/// <remarks>
/// C# lets no attribute name a type parameter, so the types are named open: <c>[On(typeof(Store&lt;&gt;.Closed), typeof(Store&lt;&gt;.Open), typeof(Store&lt;&gt;.Opened))]</c>.
/// They are bound to the machine's own type parameters, by place. Every state must carry them, so that a value of a state tells which machine it is of.
/// </remarks>
/// <param name="state">The state the row starts from, or a group of states.</param>
/// <param name="trigger">What happens.</param>
/// <param name="next">The state the row leads to.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class OnAttribute(Type state, Type trigger, Type next) : Attribute
{
    /// <summary>The state the row starts from, or a group of states.</summary>
    public Type State { get; } = state;

    /// <summary>What happens.</summary>
    public Type Trigger { get; } = trigger;

    /// <summary>The state the row leads to.</summary>
    public Type Next { get; } = next;

    /// <summary>The name of the row's guard. See <see cref="OnAttribute{TState, TTrigger, TNext}.When"/>.</summary>
    public string? When { get; set; }
}
