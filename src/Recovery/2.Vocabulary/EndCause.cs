namespace Replication.Recovery;

/// <summary>What ended a session.</summary>
public enum EndCause : byte
{
    /// <summary>It has not ended.</summary>
    None = 0,

    /// <summary><c>completed</c>: it reached its target.</summary>
    Completed,

    /// <summary><c>gap_exceeds_retention</c>: what the replica needs is no longer retained.</summary>
    GapExceedsRetention,

    /// <summary><c>primary_behind</c>: the primary lost entries that the replica knows to be committed.</summary>
    PrimaryBehind,

    /// <summary><c>epoch_advanced_A_to_B</c>: the sender moved to a later epoch.</summary>
    EpochAdvanced,

    /// <summary><c>epoch_bump</c>: every session of an older epoch was invalidated.</summary>
    EpochBump,

    /// <summary><c>endpoint_changed</c>: the replica is reached elsewhere now.</summary>
    EndpointChanged,

    /// <summary><c>sender_stopped</c>: the sender was stopped.</summary>
    SenderStopped,

    /// <summary><c>assignment_intent</c>: a newer intent asked for another session.</summary>
    AssignmentIntent,

    /// <summary><c>budget_V</c>: its budget was violated.</summary>
    Budget,

    /// <summary><c>deadline_exceeded</c>: a phase took longer than its deadline.</summary>
    DeadlineExceeded,

    /// <summary><c>transport_lost</c>: the connection to the replica was lost.</summary>
    TransportLost,

    /// <summary>The name of an error code: a step failed with it.</summary>
    Failed,

    /// <summary>The caller's own words.</summary>
    Other,
}
