namespace Replication.Exploration.Search;

/// <summary>An invariant does not hold.</summary>
internal sealed class BrokenException(string what) : Exception(what);
