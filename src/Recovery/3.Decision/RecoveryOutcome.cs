namespace Replication.Recovery;

/// <summary>What a handshake decided.</summary>
public enum RecoveryOutcome : byte
{
    /// <summary><c>zero_gap</c>: the replica has exactly what was promised to clients.</summary>
    ZeroGap = 1,

    /// <summary><c>catchup</c>: the log can be continued, after a truncation where one is required.</summary>
    CatchUp,

    /// <summary><c>needs_rebuild</c>: it cannot.</summary>
    NeedsRebuild,
}
