namespace Replication.Recovery;

/// <summary>The file of a journal: appended to, or replaced as a whole. Every method returns when its effect is on the disk.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class JournalFile : IDisposable
{
    private readonly string _path;
    private FileStream _file;

    private JournalFile(string path, FileStream file, long baseLength)
    {
        _path = path;
        _file = file;
        BaseLength = baseLength;
    }

    /// <summary>Bytes of the file.</summary>
    public long Length => _file.Length;

    /// <summary>Bytes of the file when it was last replaced.</summary>
    public long BaseLength { get; private set; }

    /// <summary>Opens a file at the end of its last whole record, and cuts off what is behind it.</summary>
    public static JournalFile Open(string path, JournalContent content)
    {
        var file = OpenStream(path);
        if (file.Length > content.Length)
        {
            file.SetLength(content.Length);
            file.Flush(flushToDisk: true);
        }

        file.Seek(0, SeekOrigin.End);
        return new JournalFile(path, file, content.BaseLength);
    }

    /// <summary>Replaces a file: after a crash there is the old one or the new one.</summary>
    public static void Replace(string path, byte[] content)
    {
        var beside = Beside(path);
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        FolderSync.Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>Removes what a crash within <see cref="Replace(string, byte[])"/> left behind.</summary>
    public static void RemoveLeftover(string path) => File.Delete(Beside(path));

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _file.Write(bytes);
        _file.Flush(flushToDisk: true);
    }

    public void Replace(byte[] content)
    {
        // Closed first: not every system renames over a file that is open.
        _file.Dispose();
        Replace(_path, content);
        _file = OpenStream(_path);
        _file.Seek(0, SeekOrigin.End);
        BaseLength = content.Length;
    }

    public void Dispose() => _file.Dispose();

    private static string Beside(string path) => path + ".new";

    private static FileStream OpenStream(string path) => new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
}
