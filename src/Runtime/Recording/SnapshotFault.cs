namespace Replication;

/// <summary>Why a snapshot cannot be restored, or a record cannot be read. Nothing was made or changed.</summary>
/// <param name="Code">The reason.</param>
/// <param name="Message">What was presented, what stands, what would be legal.</param>
public readonly record struct SnapshotFault(SnapshotFaultCode Code, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Message ?? "";
}
