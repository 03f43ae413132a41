namespace Replication;

/// <summary>
/// What this answers is the session that stands at that moment, or leads to it: it is for people and for logs. Presented back, it fences nobody off.
/// </summary>
/// <remarks>
/// Rule RPL1010. A property or a field of the very object that is called counts without this; put it on methods that look something up, and on types that
/// are a picture of what stands.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class CurrentSessionAttribute : Attribute;
