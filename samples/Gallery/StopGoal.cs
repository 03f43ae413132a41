namespace Replication.Gallery;

/// <summary>What a primary is stopped for.</summary>
public enum StopGoal
{
    /// <summary><c>draining</c>: let a standby receive the last of the log.</summary>
    Draining,

    /// <summary><c>demote_timeout</c>: be certain that no client can write any more.</summary>
    DemoteTimeout,

    /// <summary><c>demoted</c>: another node takes over.</summary>
    Demoted,
}
