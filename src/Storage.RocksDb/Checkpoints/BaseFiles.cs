using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Replication.Recovery;

namespace Replication.Storage.RocksDb;

/// <summary>The manifest of a base: made from a folder, kept beside it, checked before anything is done with it.</summary>
internal static class BaseFiles
{
    private const string Header = "replication base manifest 1";
    private const string AtKey = "at=";

    /// <summary>Reads every file of a folder. A base has no folders in it.</summary>
    public static BaseManifest Describe(Lsn at, string folder, CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<BaseFile>();
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            files.Add(Describe(path));
        }

        return new BaseManifest(at, files.ToImmutable());
    }

    /// <summary>Reads a file back, as it is on disk.</summary>
    public static BaseFile Describe(string path)
    {
        using var stream = File.OpenRead(path);
        return new BaseFile(Path.GetFileName(path), (ulong)stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    public static void Save(BaseManifest manifest, string path) => ChecksummedText.Replace(
        path,
        [
            Header,
            AtKey + manifest.At,
            .. manifest.Files.Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Checksum} {file.Length} {file.Name}")),
        ]);

    /// <exception cref="InvalidDataException">The file is torn, or of a form this version does not know.</exception>
    public static BaseManifest Load(string path)
    {
        var lines = ChecksummedText.Read(path);
        if (lines.Length < 2 || lines[0] != Header || !lines[1].StartsWith(AtKey, StringComparison.Ordinal))
            throw new InvalidDataException($"The file {path} is not a base manifest of version 1.");
        if (!ulong.TryParse(lines[1].AsSpan(AtKey.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            throw new InvalidDataException($"The file {path} has no LSN in '{lines[1]}'.");
        return new BaseManifest(new Lsn(at), [.. lines[2..].Select(line =>
        {
            var parts = line.Split(' ', 3);
            return parts.Length == 3 && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                ? new BaseFile(parts[2], length, parts[0])
                : throw new InvalidDataException($"The file {path} has a line that names no file: '{line}'.");
        })]);
    }

    // Names come from another machine and become paths here. The set is that of RocksDB's own names, the same on every system.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    /// <summary>Checks that every name is a plain file name, once.</summary>
    /// <returns>None, or <c>verification_failed</c> that names the file.</returns>
    public static RecoveryError Validate(BaseManifest manifest)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in manifest.Files)
        {
            if (string.IsNullOrEmpty(file.Name) || file.Name.Trim('.').Length == 0 || file.Name.AsSpan().ContainsAnyExcept(NameCharacters))
                return Refused($"a base with a file named '{file.Name}'", "a plain file name of letters, digits, '.', '_', '-'");
            if (!names.Add(file.Name)) return Refused($"a base that names the file {file.Name} twice", "every file once");
        }

        return default;
    }

    private static RecoveryError Refused(string presented, string legal) => new(RecoveryCode.VerificationFailed, presented, null, legal);
}
