namespace Replication;

/// <summary>Why a snapshot cannot be restored, or a record cannot be read.</summary>
public enum SnapshotFaultCode : byte
{
    /// <summary>It can.</summary>
    None = 0,

    /// <summary>It is not the JSON of one.</summary>
    Malformed = 1,

    /// <summary>It is of another machine.</summary>
    OtherMachine = 2,

    /// <summary>It is of a later version of the machine than this one.</summary>
    NewerVersion = 3,

    /// <summary>It is of an earlier version, and the machine does not say how to bring it to this one.</summary>
    NotMigrated = 4,

    /// <summary>The table has no state of that name.</summary>
    UnknownState = 5,

    /// <summary>The data is not that of the state, of the context or of the trigger.</summary>
    Unreadable = 6,
}
