using System.Buffers;
using System.Collections.Immutable;
using Replication.Recovery;

namespace Replication.Transport.Grpc.Wire;

/// <summary>Manifests of bases on the wire.</summary>
internal static class WireManifest
{
    private const int ChecksumLength = 64;
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("/\\:\0");

    /// <summary>To the wire.</summary>
    /// <param name="manifest">The manifest.</param>
    public static Manifest ToWire(this BaseManifest manifest)
    {
        var wire = new Manifest { At = manifest.At.Value };
        foreach (var file in manifest.Files) wire.Files.Add(new BaseFile { Name = file.Name, Length = file.Length, Checksum = file.Checksum });
        return wire;
    }

    /// <summary>From the wire. A name is used as the name of a file, so one that leads elsewhere is refused here, before a store sees it.</summary>
    /// <param name="wire">What arrived.</param>
    /// <returns>The manifest, or <c>verification_failed</c> that names the file.</returns>
    public static Result<BaseManifest> ToManifest(this Manifest wire)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in wire.Files)
        {
            if (file.Name.Length == 0 || file.Name is "." or ".." || file.Name.AsSpan().ContainsAny(NotInNames))
                return Refused($"a file named \"{file.Name}\"", null, "a plain file name, no folder");
            if (!names.Add(file.Name))
                return Refused($"a file named \"{file.Name}\"", "another file of that name, ignoring case", "each file once");
            if (file.Checksum.Length != ChecksumLength || file.Checksum.AsSpan().ContainsAnyExcept(Hexadecimal))
                return Refused($"the checksum \"{file.Checksum}\" of file \"{file.Name}\"", null, $"{ChecksumLength} lower-case hexadecimal digits");
        }

        return new BaseManifest(
            new Lsn(wire.At),
            wire.Files.Select(file => new Recovery.BaseFile(file.Name, file.Length, file.Checksum)).ToImmutableArray());
    }

    private static RecoveryError Refused(string presented, string? stands, string legal) => new(RecoveryCode.VerificationFailed, presented, stands, legal);
}
