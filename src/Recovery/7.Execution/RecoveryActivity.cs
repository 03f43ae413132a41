namespace Replication.Recovery;

/// <summary>What is being moved.</summary>
public enum ActivityUnit : byte
{
    /// <summary>Nothing that can be counted.</summary>
    None = 0,

    /// <summary>Distance in LSN.</summary>
    Entries,

    /// <summary>Bytes.</summary>
    Bytes,
}

/// <summary>What a recovery does, or waits for, right now.</summary>
/// <param name="Replica">The replica.</param>
/// <param name="Session">The session.</param>
/// <param name="Doing">What it does or waits for.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Done">How much is done.</param>
/// <param name="Total">How much there is in all.</param>
/// <param name="PerSecond">The rate since this began; 0 while nothing is known.</param>
/// <param name="Remaining">The time left at that rate; <see langword="null"/> while nothing is known, or where it is more than a <see cref="TimeSpan"/> holds.</param>
public sealed record RecoveryActivity(
    ReplicaId Replica, SessionId Session, string Doing, ActivityUnit Unit, ulong Done, ulong Total, double PerSecond, TimeSpan? Remaining);
