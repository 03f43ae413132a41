using System.Security.Cryptography;
using System.Text;
using Replication.Recovery;

namespace Replication.Storage.RocksDb;

/// <summary>
/// Small files that must never be half there: lines of text, the last one the SHA-256 of those above. Replaced as a whole (temporary file, fsync,
/// rename, fsync of the folder), so that a reader finds the old one or the new one.
/// </summary>
internal static class ChecksummedText
{
    private const string ChecksumKey = "checksum=";

    /// <summary>Durably replaces a file.</summary>
    public static void Replace(string path, IEnumerable<string> lines)
    {
        var body = string.Concat(lines.Select(line => line + '\n'));
        var temporary = path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(Encoding.UTF8.GetBytes(body + ChecksumKey + Checksum(body) + '\n'));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        FolderSync.Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>Reads a file and checks it.</summary>
    /// <exception cref="InvalidDataException">The file is torn or was changed by something else.</exception>
    public static string[] Read(string path)
    {
        var text = File.ReadAllText(path, Encoding.UTF8);
        var end = text.LastIndexOf(ChecksumKey, StringComparison.Ordinal);
        if (end < 0 || text[end..] != ChecksumKey + Checksum(text[..end]) + '\n')
            throw new InvalidDataException($"The file {path} is torn or was changed: its checksum does not match its {text.Length} characters.");
        return text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Checksum(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}
