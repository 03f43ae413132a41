namespace Replication.Gallery;

/// <summary>Why a resynchronization rests. It goes on when none is left.</summary>
[Flags]
public enum PauseReasons
{
    /// <summary>It does not rest.</summary>
    None = 0,

    /// <summary>An administrator of this node paused it.</summary>
    User = 1,

    /// <summary>One of the peer paused it.</summary>
    Peer = 2,

    /// <summary>Another device is to be synchronized first (<c>resync-after</c>).</summary>
    Dependency = 4,
}
