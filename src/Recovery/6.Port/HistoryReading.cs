namespace Replication.Recovery;

/// <summary>One reading of the primary's log.</summary>
/// <param name="History">What it still holds.</param>
/// <param name="Lineage">The epochs it was written under; <see langword="null"/> where the engine has none.</param>
[OfOneLog]
public sealed record HistoryReading(RetainedHistory History, Lineage? Lineage);
