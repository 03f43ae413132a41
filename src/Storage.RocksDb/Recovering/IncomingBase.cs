using Replication.Recovery;
using RocksDbSharp;

namespace Replication.Storage.RocksDb;

/// <summary>A base that is being received: its files arrive in the manifest's order, each from its front. Not thread-safe.</summary>
internal sealed class IncomingBase : IDisposable
{
    private int _current = -1;
    private FileStream? _stream;

    public IncomingBase(BaseManifest manifest, Authority authority, string folder)
    {
        Manifest = manifest;
        Epoch = authority.Epoch;
        Session = authority.Session;
        Folder = folder;
        Directory.CreateDirectory(folder);
    }

    public BaseManifest Manifest { get; }

    /// <summary>The epoch it was begun for; bytes of another session are not its own.</summary>
    public Epoch Epoch { get; }

    public SessionId Session { get; }

    public string Folder { get; }

    /// <summary>Writes the next bytes.</summary>
    /// <returns>The length of the file now, or <c>invalid_range</c>.</returns>
    public Result<ulong> Write(string file, ulong offset, ReadOnlySpan<byte> bytes)
    {
        var index = IndexOf(file);
        if (index < 0 || index < _current || (index > _current && !IsCompleteBefore(index)))
            return Refused(file, offset, Standing(), "the manifest's files, in its order, each to its end");
        if (index > _current) MoveTo(index);
        var length = (ulong)_stream!.Length;
        if (offset != length) return Refused(file, offset, $"it has {length} bytes", $"offset {length}");
        if (length + (ulong)bytes.Length > Manifest.Files[index].Length)
            return Refused(
                file,
                offset,
                $"it has {length} of {Manifest.Files[index].Length} bytes",
                $"at most {Manifest.Files[index].Length - length} bytes more");
        _stream.Write(bytes);
        return length + (ulong)bytes.Length;
    }

    /// <summary>Makes everything durable and compares what is on the disk with the manifest.</summary>
    public RecoveryError Finish()
    {
        for (var index = _current + 1; index < Manifest.Files.Length && IsCompleteBefore(index) && Manifest.Files[index].Length == 0; index++)
            MoveTo(index);
        CloseCurrent();
        FolderSync.Flush(Folder);
        return Compare(Manifest, Folder);
    }

    /// <summary>
    /// Opens the base, without changing it, to learn the LSN it holds, and keeps a copy of it as a checkpoint. The base of an empty store may have
    /// no files.
    /// </summary>
    /// <param name="checkpoint">The checkpoint's folder.</param>
    public RecoveryError Open(string checkpoint)
    {
        try
        {
            var at = Manifest.Files.IsEmpty ? Lsn.Zero : Database.CloneCheckpoint(Folder, checkpoint);
            return at == Manifest.At ? default : WrongLsn(at, Manifest.At);
        }
        catch (RocksDbException exception)
        {
            return new(
                RecoveryCode.VerificationFailed,
                $"a base of LSN {Manifest.At}",
                $"RocksDB does not open it: {exception.Message}",
                "a base that opens");
        }
    }

    /// <summary>Reads the files of a manifest back from a folder.</summary>
    /// <returns>None, or <c>verification_failed</c> that names the first file that differs.</returns>
    public static RecoveryError Compare(BaseManifest manifest, string folder)
    {
        foreach (var file in manifest.Files)
        {
            var path = Path.Combine(folder, file.Name);
            if (!File.Exists(path)) return Differs(file, "it did not arrive");
            var arrived = BaseFiles.Describe(path);
            if (arrived.Length != file.Length) return Differs(file, $"{arrived.Length} bytes arrived");
            if (!string.Equals(arrived.Checksum, file.Checksum, StringComparison.OrdinalIgnoreCase))
                return Differs(file, $"what arrived has the SHA-256 {arrived.Checksum}");
        }

        return default;
    }

    public static RecoveryError WrongLsn(Lsn opened, Lsn stated) =>
        new(RecoveryCode.VerificationFailed, $"a base of LSN {stated}", $"it opens at LSN {opened}", $"a base that holds LSN {stated}");

    public void Dispose() => _stream?.Dispose();

    private static RecoveryError Differs(BaseFile file, string stands) =>
        new(
            RecoveryCode.VerificationFailed,
            $"the file {file.Name} of {file.Length} bytes with the SHA-256 {file.Checksum}",
            stands,
            "every file as its source has it");

    private static RecoveryError Refused(string file, ulong offset, string stands, string legal) =>
        new(RecoveryCode.InvalidRange, $"bytes of {file} at offset {offset}", stands, legal);

    private int IndexOf(string name)
    {
        for (var index = 0; index < Manifest.Files.Length; index++)
        {
            if (Manifest.Files[index].Name == name) return index;
        }

        return -1;
    }

    // The current file has all its bytes, and those between it and the next are empty ones.
    private bool IsCompleteBefore(int index)
    {
        if (_current >= 0 && (ulong)_stream!.Length != Manifest.Files[_current].Length) return false;
        for (var between = _current + 1; between < index; between++)
        {
            if (Manifest.Files[between].Length != 0) return false;
        }

        return true;
    }

    private void MoveTo(int index)
    {
        while (_current < index)
        {
            CloseCurrent();
            _current++;
            _stream = new FileStream(Path.Combine(Folder, Manifest.Files[_current].Name), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
    }

    private void CloseCurrent()
    {
        _stream?.Flush(flushToDisk: true);
        _stream?.Dispose();
        _stream = null;
    }

    private string Standing() => _current < 0
        ? "no file has begun"
        : $"the file {Manifest.Files[_current].Name} has {_stream!.Length} of {Manifest.Files[_current].Length} bytes";
}
