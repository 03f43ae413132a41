namespace Replication.Tool.Demo;

/// <summary>The folder the demo works in. Everything it put there is gone when it is disposed; a folder that was there before stays, empty as it was.</summary>
internal sealed class DemoFolder : IDisposable
{
    private readonly bool _existed;

    private DemoFolder(string path, bool existed)
    {
        Root = path;
        _existed = existed;
    }

    public string Root { get; }

    /// <exception cref="DemoException">The folder cannot be used.</exception>
    public static DemoFolder Open(string? path)
    {
        try
        {
            if (path is null) return new DemoFolder(Directory.CreateTempSubdirectory("replication-demo-").FullName, existed: false);
            path = Path.GetFullPath(path);
            if (File.Exists(path)) throw new DemoException($"--folder {path}: is a file; legal: an empty or new folder");
            var existed = Directory.Exists(path);
            if (existed && Directory.EnumerateFileSystemEntries(path).Any())
                throw new DemoException($"--folder {path}: is not empty; legal: an empty or new folder, because the demo deletes what it put there");
            Directory.CreateDirectory(path);
            using (File.Create(Path.Combine(path, "writable"), 1, FileOptions.DeleteOnClose))
            {
                // A folder that cannot be written to is told of now, not in the middle.
            }

            return new DemoFolder(path, existed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DemoException($"--folder {path}: cannot be written to ({e.Message}); legal: a folder you may write to");
        }
    }

    public string Of(string store) => Path.Combine(Root, store);

    /// <exception cref="DemoException">There is too little room.</exception>
    public void DemandRoom(long bytes)
    {
        var free = new DriveInfo(Root).AvailableFreeSpace;
        if (free < bytes)
            throw new DemoException($"{Root} has {free >> 20} MiB free and the demo needs about {bytes >> 20} MiB; legal: fewer --records or --replicas, or another --folder");
    }

    /// <exception cref="LeftBehindException">Something could not be deleted.</exception>
    public void Dispose()
    {
        if (!Directory.Exists(Root)) return;
        try
        {
            foreach (var folder in Directory.EnumerateDirectories(Root)) Directory.Delete(folder, recursive: true);
            if (!_existed) Directory.Delete(Root, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LeftBehindException($"{Root} could not be deleted ({e.Message}); it may be deleted by hand", e);
        }
    }
}
