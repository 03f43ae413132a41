namespace Replication;

/// <summary>The call ends whatever session stands on the object it is called on: every session ID that was valid there before opens nothing afterwards.</summary>
/// <remarks>Rule RPL1011 watches it within one method.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EndsSessionAttribute : Attribute;
