namespace Replication;

/// <summary>Why a transition did not happen.</summary>
public enum RejectionKind : byte
{
    /// <summary>The transition's body said no; the reason is in <see cref="Rejection{TWhy}.Code"/>.</summary>
    Refused = 0,

    /// <summary>The state value presented is used up or superseded: the machine has moved on since it was minted.</summary>
    Fenced = 1,

    /// <summary>The table has no row for the trigger in the machine's state. Only the dynamic door can meet this; a typed call would not compile.</summary>
    Illegal = 2,

    /// <summary>The table has rows for the trigger in the machine's state, and the guard of none of them holds.</summary>
    Guarded = 3,

    /// <summary>The session ID presented is not that of the machine. Only the door of the session ID can meet this.</summary>
    OtherSession = 4,

    /// <summary>The record of a trigger names no trigger of the table, or its data is not the trigger's. Only what arrives as a record can meet this.</summary>
    Unreadable = 5,
}
