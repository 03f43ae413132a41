namespace Replication;

/// <summary>What the call hands out has to be looked at or kept: a statement that drops it is a fault. On a type it holds of every call that returns one.</summary>
/// <remarks>
/// Rule RPL1004. An assignment to a discard says that it is dropped on purpose. Generated transitions have it where the next state has a way out.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.ReturnValue | AttributeTargets.Parameter)]
public sealed class MustUseAttribute : Attribute;
