namespace Replication.Recovery;

/// <summary>How far a base transfer has come.</summary>
/// <param name="Copied">Bytes copied.</param>
/// <param name="Total">Bytes in all.</param>
public readonly record struct BaseProgress(ulong Copied, ulong Total);
