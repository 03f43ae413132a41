namespace Replication.Generator.Parse;

/// <summary>Why a cell is left out of what is generated.</summary>
internal enum CellFault
{
    /// <summary>It is not left out.</summary>
    None,

    /// <summary>It has no body and needs one: its next state has data, or there are several to choose from.</summary>
    NoBody,

    /// <summary>Its body answers other states than its rows lead to.</summary>
    OtherTargets,

    /// <summary>A row names a guard that the machine does not have.</summary>
    NoGuard,

    /// <summary>An open row stands before the last one, so that those behind it are never taken.</summary>
    NeverTaken,

    /// <summary>Guards choose among its rows, and more than one of the next states has data: no body could tell which to make.</summary>
    GuardedData,
}
