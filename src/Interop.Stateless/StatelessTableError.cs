namespace Replication.Interop;

/// <summary>What went wrong between a table and Stateless.</summary>
public enum StatelessTableError
{
    /// <summary>A body refused the trigger that was fired. Nothing was changed.</summary>
    Refused = 0,

    /// <summary>A cell leads to several states, and no body was given to choose among them.</summary>
    NoBody = 1,

    /// <summary>A body answered a state that no row of its cell leads to, or did not choose where there are several. Nothing was changed.</summary>
    OtherTarget = 2,

    /// <summary>The enum has no member for a state or a trigger of the table.</summary>
    UnmappedName = 3,

    /// <summary>There is no such state in the table, or it does not say which one is the initial one.</summary>
    UnknownState = 4,
}
