using Replication.Recovery;

namespace Replication.Storage.RocksDb;

/// <summary>A checkpoint of a store: its whole content at one LSN, in a folder of its own.</summary>
/// <param name="At">The LSN it holds.</param>
/// <param name="Folder">Its folder. It goes when newer checkpoints take its place and no pin holds it.</param>
/// <param name="Manifest">Its files with their checksums, which make it trusted; <see langword="null"/> where it was taken without.</param>
public sealed record Checkpoint(Lsn At, string Folder, BaseManifest? Manifest)
{
    /// <summary>Whether it may serve as a base: what arrives elsewhere can be compared with what was taken.</summary>
    public bool IsTrusted => Manifest is not null;
}
