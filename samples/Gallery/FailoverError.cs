namespace Replication.Gallery;

/// <summary>Why a node does not do what the monitor assigns.</summary>
public enum FailoverError
{
    /// <summary>No reason.</summary>
    None,

    /// <summary>Another standby has more: what it has must be fetched before this node can be promoted.</summary>
    MissesEntries,

    /// <summary>The node already has what it is to fetch.</summary>
    NothingToFetch,

    /// <summary>Other nodes are left; only the last one is promoted at once.</summary>
    NotAlone,

    /// <summary>The node cannot be told to stop for that goal from where it is.</summary>
    GoalOutOfReach,
}
