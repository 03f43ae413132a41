using System.Collections.Immutable;

namespace Replication.Recovery;

/// <summary>One file of a base.</summary>
/// <param name="Name">Its name within the base: a plain file name, no folder.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Checksum">The SHA-256 of its content, lower-case hexadecimal.</param>
public sealed record BaseFile(string Name, ulong Length, string Checksum);

/// <summary>What a base consists of.</summary>
/// <param name="At">The LSN it holds.</param>
/// <param name="Files">Its files, in the order they are sent.</param>
public sealed record BaseManifest(Lsn At, ImmutableArray<BaseFile> Files)
{
    /// <summary>The bytes of all files.</summary>
    public ulong TotalBytes => Files.Aggregate(0UL, (sum, file) => sum + file.Length);
}
