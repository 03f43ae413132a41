using Replication.Recovery;

namespace Replication.Embedding.Storage;

/// <summary>A contiguous piece of the primary's log.</summary>
/// <param name="After">The LSN before the first entry.</param>
/// <param name="Entries">The entries.</param>
/// <param name="Committed">The boundary promised to clients, as the primary knows it.</param>
internal sealed record LogPiece(Lsn After, IReadOnlyList<string> Entries, Lsn Committed);
