namespace Replication;

/// <summary>
/// The call uses the argument up, or on a method what it is called on: whoever held the value has to go on with what the call hands out. A call that throws
/// uses nothing up.
/// </summary>
/// <remarks>Rule RPL1001 watches it in every method that calls. Generated transitions have it; so may any method of yours.</remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Method)]
public sealed class ConsumesAttribute : Attribute
{
    /// <summary>Whenever the call returns.</summary>
    public ConsumesAttribute()
    {
    }

    /// <summary>Only when the call returns this.</summary>
    /// <param name="when">The answer that says that the value is used up.</param>
    public ConsumesAttribute(bool when) => When = when;

    /// <summary>The answer that says that the value is used up; <see langword="null"/> = any.</summary>
    public bool? When { get; }
}
