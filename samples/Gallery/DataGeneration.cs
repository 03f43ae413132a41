namespace Replication.Gallery;

/// <summary>Which data a node has: the identifiers that two nodes compare when they meet.</summary>
/// <param name="Current">The generation of the data.</param>
/// <param name="Bitmap">The generation since which changes are marked for the peer; 0 = both have the same.</param>
public readonly record struct DataGeneration(ulong Current, ulong Bitmap);
