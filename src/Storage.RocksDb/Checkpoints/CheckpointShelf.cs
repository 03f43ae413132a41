using System.Collections.Immutable;
using System.Globalization;
using Replication.Recovery;

namespace Replication.Storage.RocksDb;

/// <summary>
/// The checkpoints of one content, in one folder: <c>LSN</c> with the files, <c>LSN.manifest</c> with their checksums where there are any.
/// Thread-safe; taking is serialised by the store.
/// </summary>
internal sealed class CheckpointShelf
{
    private const string TakingName = "taking";
    private const string ManifestEnding = ".manifest";
    private readonly Lock _lock = new();
    private readonly string _folder;
    private ImmutableSortedDictionary<Lsn, Checkpoint> _checkpoints = ImmutableSortedDictionary<Lsn, Checkpoint>.Empty;

    /// <summary>Finds what is there, and deletes what a crash left half taken.</summary>
    public CheckpointShelf(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        foreach (var path in Directory.EnumerateDirectories(folder).ToArray())
        {
            if (TryParse(Path.GetFileName(path), out var at)) Add(new Checkpoint(at, path, LoadManifest(at)));
            else Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>All checkpoints, by rising LSN.</summary>
    public ImmutableArray<Checkpoint> All
    {
        get
        {
            lock (_lock) return [.. _checkpoints.Values];
        }
    }

    public Checkpoint? Newest => All.LastOrDefault();

    /// <summary>The folder of a checkpoint at an LSN below a shelf's folder.</summary>
    public static string FolderOf(string shelf, Lsn at) => Path.Combine(shelf, at.Value.ToString("D20", CultureInfo.InvariantCulture));

    public Checkpoint? At(Lsn lsn)
    {
        lock (_lock) return _checkpoints.GetValueOrDefault(lsn);
    }

    /// <summary>The newest checkpoint at or below an LSN.</summary>
    public Checkpoint? AtOrBelow(Lsn lsn) => All.LastOrDefault(checkpoint => checkpoint.At <= lsn);

    /// <summary>
    /// Takes a checkpoint of a database to which nothing is written meanwhile. It is on the shelf, durably and untrusted, when this returns.
    /// </summary>
    public Checkpoint Take(Database database)
    {
        var expected = database.Latest;
        if (At(expected) is { } present) return present;
        var taking = Path.Combine(_folder, TakingName);
        if (Directory.Exists(taking)) Directory.Delete(taking, recursive: true);
        database.SaveCheckpoint(taking);
        var at = Database.CloneCheckpoint(taking);
        if (at != expected) throw new InvalidDataException($"A checkpoint taken at LSN {expected} holds LSN {at}.");
        Directory.Move(taking, FolderOf(_folder, at));
        FolderSync.Flush(_folder);
        var checkpoint = new Checkpoint(at, FolderOf(_folder, at), Manifest: null);
        Add(checkpoint);
        return checkpoint;
    }

    /// <summary>Reads a checkpoint's files and durably keeps their checksums: from then on it is trusted.</summary>
    public Checkpoint Trust(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        if (checkpoint.IsTrusted) return checkpoint;
        var manifest = BaseFiles.Describe(checkpoint.At, checkpoint.Folder, cancellationToken);
        BaseFiles.Save(manifest, ManifestPath(checkpoint.At));
        var trusted = checkpoint with { Manifest = manifest };
        Add(trusted);
        return trusted;
    }

    /// <summary>Deletes all checkpoints but the newest few and those that are held.</summary>
    public void KeepNewest(int count, Func<Lsn, bool> isHeld)
    {
        foreach (var checkpoint in All.SkipLast(count))
        {
            if (!isHeld(checkpoint.At)) Remove(checkpoint);
        }
    }

    private void Remove(Checkpoint checkpoint)
    {
        // Trust goes first: a folder that lost files to a crash must not be a base. Then the name: a folder that lost files must not be a
        // checkpoint.
        Add(checkpoint with { Manifest = null });
        File.Delete(ManifestPath(checkpoint.At));
        var going = checkpoint.Folder + ".going";
        Directory.Move(checkpoint.Folder, going);
        lock (_lock) _checkpoints = _checkpoints.Remove(checkpoint.At);
        Directory.Delete(going, recursive: true);
    }

    private void Add(Checkpoint checkpoint)
    {
        lock (_lock) _checkpoints = _checkpoints.SetItem(checkpoint.At, checkpoint);
    }

    private string ManifestPath(Lsn at) => FolderOf(_folder, at) + ManifestEnding;

    // A checkpoint whose manifest cannot be believed is still a checkpoint, and nobody's base.
    private BaseManifest? LoadManifest(Lsn at)
    {
        var path = ManifestPath(at);
        if (!File.Exists(path)) return null;
        try
        {
            var manifest = BaseFiles.Load(path);
            var folder = FolderOf(_folder, at);
            return manifest.At == at && manifest.Files.All(
                file => new FileInfo(Path.Combine(folder, file.Name)) is { Exists: true } info && (ulong)info.Length == file.Length)
                ? manifest
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static bool TryParse(string name, out Lsn at)
    {
        var parsed = ulong.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        at = new Lsn(value);
        return parsed && name.Length == 20;
    }
}
