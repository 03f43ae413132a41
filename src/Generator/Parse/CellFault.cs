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
}
