namespace Replication;

/// <summary>The parameter is a moment of a clock that never runs back. The time of day is no such clock: it is set, and steps.</summary>
/// <remarks>Rule RPL1013.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MonotonicTimeAttribute : Attribute;
