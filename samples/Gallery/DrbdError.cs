namespace Replication.Gallery;

/// <summary>Why a DRBD connection does not do what it is told.</summary>
public enum DrbdError
{
    /// <summary>No reason.</summary>
    None,

    /// <summary>More blocks are reported in sync than were out of sync.</summary>
    BeyondBitmap,

    /// <summary>Blocks are still out of sync.</summary>
    StillOutOfSync,

    /// <summary>No algorithm is configured to compare blocks with.</summary>
    NoVerifyAlgorithm,

    /// <summary>No reason to rest was given.</summary>
    NoReason,

    /// <summary>It is not paused for that reason.</summary>
    NotPausedForThat,
}
