namespace Replication.Gallery;

/// <summary>Why the leader's view of a follower does not change.</summary>
public enum FollowerError
{
    /// <summary>No reason.</summary>
    None,

    /// <summary>The flow of append messages to the follower is paused.</summary>
    FlowPaused,

    /// <summary>The answer is to a message that a later answer has overtaken.</summary>
    Stale,

    /// <summary>The snapshot has nothing that the follower does not have.</summary>
    SnapshotTooOld,
}
