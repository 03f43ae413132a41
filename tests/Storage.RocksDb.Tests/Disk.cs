using System.Text;
using RocksDbSharp;

namespace Replication.Storage.RocksDb.Tests;

/// <summary>A folder of one test, deleted with everything opened through it.</summary>
public sealed class Disk : IDisposable
{
    public static readonly VolumeId Volume = new("vol-1");
    private readonly string _root = Directory.CreateTempSubdirectory("rocks-").FullName;
    private readonly List<IDisposable> _opened = [];

    /// <summary>A path below the test's folder.</summary>
    public string this[string name] => Path.Combine(_root, name);

    public RocksDbPrimary Primary(string name = "primary", ulong epoch = 1, RocksDbStoreOptions? options = null) =>
        Opened(RocksDbPrimary.Open(this[name], Volume, new Epoch(epoch), options).Value());

    public RocksDbReplica Replica(string name = "replica", RocksDbStoreOptions? options = null) =>
        Opened(RocksDbReplica.Open(this[name], Volume, options).Value());

    public RocksDbReplica Seeded(Checkpoint checkpoint, string name = "replica") =>
        Opened(RocksDbReplica.CreateFrom(checkpoint, this[name], Volume).Value());

    public T Opened<T>(T store)
        where T : IDisposable
    {
        _opened.Add(store);
        return store;
    }

    /// <summary>What would be on the disk if the process died now: a copy of a store's folder.</summary>
    public string ImageOf(string name, string image)
    {
        // A copy is no snapshot: RocksDB compacts and deletes in the background. What stands still from before to after the copy is one.
        while (!TryCopy(this[name], this[image])) Directory.Delete(this[image], recursive: true);
        return this[image];
    }

    private static bool TryCopy(string source, string target)
    {
        var before = Files(source);
        foreach (var folder in Directory.GetDirectories(source, "*", SearchOption.AllDirectories).Prepend(source))
            Directory.CreateDirectory(Path.Combine(target, Path.GetRelativePath(source, folder)));
        try
        {
            foreach (var (path, _) in before) File.Copy(path, Path.Combine(target, Path.GetRelativePath(source, path)));
        }
        catch (FileNotFoundException)
        {
            return false;
        }

        return before.SequenceEqual(Files(source));
    }

    // The locks are held while the store is open, and say nothing.
    private static List<(string Path, long Length)> Files(string folder) =>
        [.. new DirectoryInfo(folder).GetFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Name is not ("lock" or "LOCK") && !file.Name.StartsWith("LOG", StringComparison.Ordinal))
            .OrderBy(file => file.FullName, StringComparer.Ordinal)
            .Select(file => (file.FullName, file.Length))];

    /// <summary>The RocksDB database in a closed store.</summary>
    public string ContentOf(string name) => Path.Combine(Directory.GetDirectories(this[name], "generation-*").Single(), "content");

    /// <summary>Opens a database past the library, as an administrator might; with its own settings it deletes log it does not need.</summary>
    public static Engine Raw(string path, bool keepLog = true)
    {
        var families = new ColumnFamilies();
        families.Add("meta", new ColumnFamilyOptions());
        var options = new DbOptions().SetCreateIfMissing().SetCreateMissingColumnFamilies();
        if (keepLog) options.SetWalTtlSeconds(ulong.MaxValue);
        return Engine.Open(options, path, families);
    }

    public void Dispose()
    {
        foreach (var store in _opened.AsEnumerable().Reverse()) store.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}

/// <summary>The few words most tests are written in.</summary>
public static class Words
{
    public static readonly PinCaps NoCaps = new(0, 0);

    public static T Value<T>(this Result<T> result) =>
        result.TryGet(out var value, out var error) ? value : throw new InvalidOperationException(error.ToString());

    public static Authority Authority(ulong epoch = 1, ulong session = 1) =>
        new(Disk.Volume, new ReplicaId("r1"), new Endpoint("data", "control", 1), new Epoch(epoch), new SessionId(session));

    public static Lsn Put(this RocksDbPrimary primary, string key, string value, bool sync = true)
    {
        using var batch = new StoreBatch();
        batch.Put(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value));
        return primary.Write(batch, sync).Value();
    }

    /// <summary>Writes keys <paramref name="from"/>, … one batch each.</summary>
    public static Lsn PutMany(this RocksDbPrimary primary, int from, int count, int valueBytes = 20)
    {
        for (var i = from; i < from + count; i++)
            primary.Put($"key-{i:D6}", new string((char)('a' + i % 26), valueBytes), sync: i == from + count - 1);
        return primary.Durable;
    }

    public static string? Text(this Result<byte[]?> value) => value.Value() is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    public static string? Read(this RocksDbPrimary primary, string key) => primary.Get(Encoding.UTF8.GetBytes(key)).Text();

    public static string? Read(this RocksDbReplica replica, string key) => replica.Get(Encoding.UTF8.GetBytes(key)).Text();

    public static Pin PinLog(this RocksDbPrimary primary, Lsn from, PinCaps caps = default, ulong session = 1) =>
        primary.Pin(new PinRequest(PinKind.Wal, from, new SessionId(session), caps)).Value();

    /// <summary>All chunks in (after, end].</summary>
    public static List<LogChunk> Chunks(this RocksDbPrimary primary, Lsn after, Lsn end, int maxBytes = 1 << 20)
    {
        var pin = primary.PinLog(after);
        try
        {
            return [.. primary.Read(pin, after, end, maxBytes).Select(Value)];
        }
        finally
        {
            primary.Release(pin);
        }
    }

    /// <summary>Brings a replica to what is durable on the primary.</summary>
    public static Lsn Ship(this RocksDbPrimary primary, RocksDbReplica replica, Authority authority, Lsn? upTo = null, int maxBytes = 1 << 20)
    {
        var flushed = replica.Promise(authority).Value().Flushed;
        foreach (var chunk in primary.Chunks(flushed, upTo ?? primary.Durable, maxBytes))
            flushed = replica.Append(authority, chunk, sync: true).Value();
        return flushed;
    }

    public static ContentChecksum Checksum(this RocksDbPrimary primary) => primary.ContentChecksum(TestContext.Current.CancellationToken).Value();

    public static ContentChecksum Checksum(this RocksDbReplica replica) => replica.ContentChecksum(TestContext.Current.CancellationToken).Value();

    /// <summary>Copies a pinned base to a replica, up to but not including its end.</summary>
    public static async Task<BaseManifest> SendBase(
        this RocksDbPrimary primary, Pin pin, RocksDbReplica replica, Authority authority, int pieceBytes = 1 << 16)
    {
        var manifest = (await primary.ReadManifestAsync(pin, TestContext.Current.CancellationToken)).Value();
        replica.BeginBase(authority, manifest).Value();
        foreach (var file in manifest.Files) await primary.SendFile(pin, file, replica, authority, pieceBytes);
        return manifest;
    }

    public static async Task SendFile(
        this RocksDbPrimary primary, Pin pin, BaseFile file, RocksDbReplica replica, Authority authority, int pieceBytes = 1 << 16)
    {
        await using var source = primary.OpenBaseFile(pin, file);
        var buffer = new byte[pieceBytes];
        for (ulong offset = 0; offset < file.Length;)
        {
            var read = await source.ReadAsync(buffer, TestContext.Current.CancellationToken);
            offset = replica.WriteBase(authority, file.Name, offset, buffer.AsMemory(0, read)).Value();
        }
    }

    public static Pin PinFullBase(this RocksDbPrimary primary, PinCaps caps = default) =>
        primary.Pin(new PinRequest(PinKind.FullBase, default, new SessionId(1), caps)).Value();

    public static void Refused<T>(this Result<T> result, RecoveryCode code, string? mentions = null)
    {
        Assert.False(result.TryGet(out _, out var error));
        Assert.Equal(code, error.Code);
        if (mentions is not null) Assert.Contains(mentions, error.ToString(), StringComparison.Ordinal);
    }
}
