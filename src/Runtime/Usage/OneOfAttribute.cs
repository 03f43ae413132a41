namespace Replication;

/// <summary>
/// Exactly one of the type's public properties that can be <see langword="null"/> has a value: they are its cases, and there are no others. A switch over
/// it has to name every case.
/// </summary>
/// <remarks>Rule RPL1008. The outcomes of a machine and its current state have it. A default value has no case.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class OneOfAttribute : Attribute;
