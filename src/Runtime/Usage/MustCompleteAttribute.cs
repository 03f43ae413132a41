namespace Replication;

/// <summary>
/// Whoever is handed the value has to see it through on every way: hand it to a call that is marked <see cref="ConsumesAttribute"/>, dispose of it, return
/// it, store it, or pass it on. On a machine it holds of every state that has a way out and is no resting state; on another type of all its values; on a
/// return value, an <see langword="out"/> parameter or a property of what that hands out.
/// </summary>
/// <remarks>
/// Rules RPL1006 and RPL1007. It says all that <see cref="MustUseAttribute"/> says. What a parameter brings in is the caller's: nothing is owed for it.
/// </remarks>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.ReturnValue | AttributeTargets.Parameter | AttributeTargets.Property,
    Inherited = true)]
public sealed class MustCompleteAttribute : Attribute;
