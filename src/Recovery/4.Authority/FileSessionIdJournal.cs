using System.Globalization;

namespace Replication.Recovery;

/// <summary>Keeps the session-ID high-water in a file: written beside, flushed to the disk, then renamed over the old one.</summary>
public sealed class FileSessionIdJournal : ISessionIdJournal
{
    private readonly string _path;

    private FileSessionIdJournal(string path, ulong highWater)
    {
        _path = path;
        HighWater = highWater;
    }

    /// <inheritdoc/>
    public ulong HighWater { get; private set; }

    /// <summary>Opens a journal, or begins one where there is no file. A file that is not a journal is an error: to begin at 1 again would reuse IDs.</summary>
    /// <param name="path">The file.</param>
    public static Result<FileSessionIdJournal> Open(string path)
    {
        try
        {
            if (!File.Exists(path)) return new FileSessionIdJournal(path, 0);
            var text = File.ReadAllText(path).Trim();
            return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var highWater)
                ? new FileSessionIdJournal(path, highWater)
                : new RecoveryError(RecoveryCode.StorageFailed, $"session journal {path}", "its content is not a number", "the file this library wrote, or none");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new RecoveryError(RecoveryCode.StorageFailed, $"session journal {path}", e.Message, "a readable file, or none");
        }
    }

    /// <inheritdoc/>
    public void Reserve(ulong highWater)
    {
        var beside = _path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(highWater.ToString(CultureInfo.InvariantCulture)));
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, _path, overwrite: true);
        HighWater = highWater;
    }
}
