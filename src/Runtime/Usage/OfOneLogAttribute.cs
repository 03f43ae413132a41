namespace Replication;

/// <summary>
/// The positions in a value of this type are of the one log that the value describes. A position of another log is comparable with them only as far as
/// both logs are the same, and only a lineage says how far that is.
/// </summary>
/// <remarks>Rule RPL1012.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class OfOneLogAttribute : Attribute;
