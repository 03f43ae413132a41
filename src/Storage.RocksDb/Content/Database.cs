using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Replication.Recovery;
using RocksDbSharp;

namespace Replication.Storage.RocksDb;

/// <summary>
/// One RocksDB database: user data in the default family, and in <c>meta</c> the committed LSN and the lineage, written in the same batches as the
/// data so that no crash separates them. The LSN is RocksDB's sequence number. Methods throw what <see cref="StorageFault"/> names.
/// </summary>
internal sealed class Database : IDisposable
{
    private const string MetaName = "meta";
    private static ReadOnlySpan<byte> CommittedKey => "committed"u8;
    private static ReadOnlySpan<byte> LineageKey => "lineage"u8;
    private readonly Engine _engine;
    private readonly ColumnFamilyHandle _data;
    private readonly ColumnFamilyHandle _meta;

    private Database(Engine engine, string path)
    {
        _engine = engine;
        Path = path;
        _data = engine.GetDefaultColumnFamily();
        _meta = engine.GetColumnFamily(MetaName);
        Families = new FamilyMap([.. new[] { (FamilyId(_data), "default"), (FamilyId(_meta), MetaName) }.OrderBy(family => family.Item1)]);
    }

    /// <summary>Its folder.</summary>
    public string Path { get; }

    /// <summary>Its families, as write batches refer to them.</summary>
    public FamilyMap Families { get; }

    /// <summary>The last LSN written, durable or not.</summary>
    public Lsn Latest => new(_engine.GetLatestSequenceNumber());

    /// <summary>Opens a database, or makes an empty one.</summary>
    public static Database Open(string path, RocksDbStoreOptions options)
    {
        Directory.CreateDirectory(path);
        var settings = Settings(options)
            .SetCreateIfMissing()
            .SetCreateMissingColumnFamilies()
            // Log files that RocksDB no longer needs go to its archive and stay there until we delete them. A limit that can be reached would not
            // do: the size limit is lax, and the age goes by a wall clock that may be set.
            .SetWalTtlSeconds(ulong.MaxValue);
        if (options.WriteBufferBytes > 0) settings.SetWriteBufferSize(options.WriteBufferBytes);
        return new Database(Engine.Open(settings, path, Named()), path);
    }

    /// <summary>
    /// Opens a checkpoint without changing a byte of it, and copies it (by hard links where the file system can) to folders that do not exist yet.
    /// </summary>
    /// <returns>The LSN it holds: it is known only by opening it.</returns>
    public static Lsn CloneCheckpoint(string checkpoint, params ReadOnlySpan<string> targets)
    {
        using var engine = Engine.OpenReadOnly(Settings(RocksDbStoreOptions.Default), checkpoint, Named(), false);
        foreach (var target in targets)
        {
            using var cloning = engine.Checkpoint();
            cloning.Save(target, 0);
        }

        return new Lsn(engine.GetLatestSequenceNumber());
    }

    /// <summary>Writes a batch to the log and the memtable; not durable before <see cref="SyncLog"/>.</summary>
    public void Write(WriteBatch batch) => _engine.Write(batch);

    /// <summary>Adds to a batch the LSN known to be committed.</summary>
    public void RecordCommitted(WriteBatch batch, Lsn committed)
    {
        Span<byte> value = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(value, committed.Value);
        batch.Put(CommittedKey, value, _meta);
    }

    /// <summary>Adds to a batch the lineage.</summary>
    public void RecordLineage(WriteBatch batch, EpochStarts starts) => batch.Put(LineageKey, starts.Encode(), _meta);

    /// <summary>The LSN that was known to be committed when the last batch was written.</summary>
    public Lsn ReadCommitted() => _engine.Get(CommittedKey, _meta) switch
    {
        null => Lsn.Zero,
        { Length: sizeof(ulong) } value => new Lsn(BinaryPrimitives.ReadUInt64LittleEndian(value)),
        var value => throw new InvalidDataException($"The stored committed LSN has {value.Length} bytes, not {sizeof(ulong)}."),
    };

    public EpochStarts ReadLineage() => _engine.Get(LineageKey, _meta) is { } value ? EpochStarts.Decode(value) : EpochStarts.None;

    public byte[]? Get(ReadOnlySpan<byte> key) => _engine.Get(key);

    /// <summary>Makes everything written so far durable.</summary>
    public void SyncLog() => Native.Instance.rocksdb_flush_wal(_engine.Handle, 1);

    /// <summary>
    /// Flushes both families, so that no log file is needed to open the database again. Flushing one would keep the log for the other.
    /// </summary>
    public void Flush()
    {
        var options = new FlushOptions().SetWaitForFlush(true);
        Native.Instance.rocksdb_flush_cfs(_engine.Handle, options.Handle, [_data.Handle, _meta.Handle], 2);
        GC.KeepAlive(options);
        // RocksDB archives the log files it no longer needs in the background, some time after the flush; turning deletions on again does it here
        // and now.
        _engine.DisableFileDeletions();
        _engine.EnableFileDeletions();
    }

    /// <summary>Takes a checkpoint into a folder that does not exist yet; durable when this returns.</summary>
    public void SaveCheckpoint(string path)
    {
        using var checkpoint = _engine.Checkpoint();
        checkpoint.Save(path, 0);
    }

    /// <summary>Opens the log at the batch that holds an LSN, or wherever what is left begins: the caller compares.</summary>
    public TransactionLogIterator OpenLog(Lsn first) => _engine.GetUpdatesSince(first.Value);

    /// <summary>The log files that hold entries, oldest first. File deletions are off while RocksDB lists them, because listing may purge.</summary>
    public ImmutableArray<LogFile> ListLogFiles()
    {
        _engine.DisableFileDeletions();
        try
        {
            // The elements belong to the list: destroying one of them aborts the process.
            var list = Native.Instance.rocksdb_get_sorted_wal_files(_engine.Handle);
            try
            {
                var files = ImmutableArray.CreateBuilder<LogFile>();
                for (nuint i = 0; i < Native.Instance.rocksdb_wal_files_count(list); i++)
                {
                    var file = Native.Instance.rocksdb_wal_files_get_wal_file(list, i);
                    var first = Native.Instance.rocksdb_wal_file_start_sequence(file);
                    if (first == 0) continue;
                    var name = Marshal.PtrToStringUTF8(Native.Instance.rocksdb_wal_file_path_name(file))!.TrimStart('/');
                    files.Add(new LogFile(
                        System.IO.Path.Combine(Path, name),
                        new Lsn(first),
                        Native.Instance.rocksdb_wal_file_size_file_bytes(file),
                        IsArchived: name.StartsWith("archive/", StringComparison.Ordinal)));
                }

                return files.ToImmutable();
            }
            finally
            {
                Native.Instance.rocksdb_wal_files_destroy(list);
            }
        }
        finally
        {
            _engine.EnableFileDeletions();
        }
    }

    /// <summary>Reads every key and value at one snapshot.</summary>
    public ContentChecksum Checksum(CancellationToken cancellationToken)
    {
        using var snapshot = _engine.CreateSnapshot();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var iterator = _engine.NewIterator(readOptions: new ReadOptions().SetSnapshot(snapshot).SetFillCache(false));
        ulong count = 0;
        for (iterator.SeekToFirst(); iterator.Valid(); iterator.Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            AppendWithLength(hash, iterator.Key());
            AppendWithLength(hash, iterator.Value());
            count++;
        }

        var at = Native.Instance.rocksdb_snapshot_get_sequence_number(snapshot.Handle);
        return new ContentChecksum(new Lsn(at), count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public void Dispose() => _engine.Dispose();

    private static void AppendWithLength(IncrementalHash hash, byte[] bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    private static uint FamilyId(ColumnFamilyHandle family) => Native.Instance.rocksdb_column_family_handle_get_id(family.Handle);

    private static DbOptions Settings(RocksDbStoreOptions options) => new DbOptions().SetInfoLogLevel(InfoLogLevel.Warn).SetKeepLogFileNum(2);

    private static ColumnFamilies Named()
    {
        var families = new ColumnFamilies();
        families.Add(MetaName, new ColumnFamilyOptions());
        return families;
    }
}
