using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Replication.Recovery;

namespace Replication.Storage.RocksDb;

/// <summary>
/// The folder of one store, held by one process: <c>lock</c>, the record <c>store</c>, and <c>generation-N</c> with <c>content</c> and
/// <c>checkpoints</c>. Only the generation the record names counts; another one is what a crash left of a swap, before or after, and is deleted.
/// </summary>
internal sealed class StoreFolder : IDisposable
{
    private const string GenerationPrefix = "generation-";
    private const string LockName = "lock";
    private const string RecordName = "store";
    private readonly string _root;
    private readonly FileStream _lock;

    private StoreFolder(string root, FileStream held, StoreRecord record)
    {
        _root = root;
        _lock = held;
        Record = record;
    }

    /// <summary>What the store durably knows.</summary>
    public StoreRecord Record { get; private set; }

    /// <summary>The RocksDB database that is the content.</summary>
    public string Content => ContentOf(Record.Generation);

    /// <summary>Its checkpoints.</summary>
    public string Checkpoints => CheckpointsOf(Record.Generation);

    /// <summary>The number of the generation that a swap would make current.</summary>
    public ulong NextGeneration => Record.Generation + 1;

    /// <summary>Opens a store's folder, or makes one of an empty folder.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="volume">The volume that is meant.</param>
    /// <param name="mustBeNew">Whether a store that is there already is refused.</param>
    public static Result<StoreFolder> Open(string root, VolumeId volume, bool mustBeNew = false)
    {
        if (volume.IsEmpty) return new RecoveryError(RecoveryCode.EmptyId, "an empty volume ID", null, "the ID of a volume");
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(root);
            if (Foreign(root) is { IsNone: false } foreign) return foreign;
            if (!TryHold(root, out held, out var error)) return error;
            if (!Load(root, volume, mustBeNew).TryGet(out var record, out error))
            {
                held.Dispose();
                return error;
            }

            var folder = new StoreFolder(root, held, record);
            folder.DeleteStrays();
            return folder;
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            held?.Dispose();
            return StorageFault.Of($"the store in {root}", exception);
        }
    }

    public string ContentOf(ulong generation) => Path.Combine(GenerationFolder(generation), "content");

    public string CheckpointsOf(ulong generation) => Path.Combine(GenerationFolder(generation), "checkpoints");

    /// <summary>Durably replaces the record.</summary>
    public void Update(StoreRecord record)
    {
        record.Save(RecordPath(_root));
        Record = record;
    }

    /// <summary>Makes an empty place for the next generation, whatever an earlier try left there.</summary>
    public void PrepareNextGeneration()
    {
        DeleteGeneration(NextGeneration);
        Directory.CreateDirectory(GenerationFolder(NextGeneration));
    }

    /// <summary>Makes the names of the next generation durable, so that the record may point to it.</summary>
    public void SyncNextGeneration()
    {
        FolderSync.Flush(GenerationFolder(NextGeneration));
        FolderSync.Flush(_root);
    }

    public void DeleteGeneration(ulong generation)
    {
        if (Directory.Exists(GenerationFolder(generation))) Directory.Delete(GenerationFolder(generation), recursive: true);
    }

    /// <summary>Gives up a store that was only just made, so that another can be made in its place.</summary>
    public void Abandon()
    {
        try
        {
            DeleteGeneration(NextGeneration);
            DeleteGeneration(Record.Generation);
            File.Delete(RecordPath(_root));
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose() => _lock.Dispose();

    // What is neither a store nor empty belongs to somebody else: not even a lock is put there.
    private static RecoveryError Foreign(string root)
    {
        if (File.Exists(RecordPath(root))) return default;
        var foreign = Directory.EnumerateFileSystemEntries(root).Select(path => Path.GetFileName(path)).FirstOrDefault(name => !IsOwn(name));
        return foreign is null
            ? default
            : new(RecoveryCode.StorageFailed, $"the folder {root}", $"it holds '{foreign}' and no store", "a store's folder, or an empty one");
    }

    // What opening an empty folder leaves there before the record stands, and content whose record was lost.
    private static bool IsOwn(string name) => name is LockName or RecordName + ".new" || name.StartsWith(GenerationPrefix, StringComparison.Ordinal);

    private static bool TryHold(string root, [NotNullWhen(true)] out FileStream? held, out RecoveryError error)
    {
        held = null;
        error = default;
        var path = Path.Combine(root, LockName);
        try
        {
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            error = new(RecoveryCode.StorageFailed, $"the store in {root}", "another process has it open", "one process a store");
        }

        return held is not null;
    }

    private static Result<StoreRecord> Load(string root, VolumeId volume, bool mustBeNew)
    {
        var path = RecordPath(root);
        if (File.Exists(path))
        {
            var record = StoreRecord.Load(path);
            if (record.Volume != volume)
                return new RecoveryError(
                    RecoveryCode.WrongVolume, $"volume {volume}", $"{root} holds volume {record.Volume}", $"volume {record.Volume}");
            return mustBeNew
                ? new RecoveryError(RecoveryCode.StorageFailed, $"a new store in {root}", $"store {record.Store} is there", "an empty folder")
                : record;
        }

        // Content without its record is a damaged store; to make a new record would forget its promises.
        if (Directory.EnumerateDirectories(root, GenerationPrefix + "*").Any())
            return new RecoveryError(
                RecoveryCode.StorageFailed,
                $"the store in {root}",
                "it has content, and its record 'store' is missing",
                "the record back in its place, or an empty folder");

        var created = StoreRecord.ForEmptyFolder(volume);
        created.Save(path);
        return created;
    }

    private static string RecordPath(string root) => Path.Combine(root, RecordName);

    private void DeleteStrays()
    {
        foreach (var path in Directory.EnumerateDirectories(_root, GenerationPrefix + "*").ToArray())
        {
            if (path != GenerationFolder(Record.Generation)) Directory.Delete(path, recursive: true);
        }
    }

    private string GenerationFolder(ulong generation) =>
        Path.Combine(_root, GenerationPrefix + generation.ToString(CultureInfo.InvariantCulture));
}
