using System.Security.Cryptography;

namespace Replication.Transport.Grpc.Tests.Doubles;

/// <summary>A replica whose log and base are in memory. It keeps the contract: it promises, fences, skips what it has, refuses what does not connect.</summary>
internal sealed class MemoryReplica : IReplicaStore
{
    private readonly Lock _lock = new();
    private readonly List<byte[]> _log = [];
    private readonly Dictionary<string, MemoryStream> _arriving = [];
    private BaseManifest? _manifest;
    private int _durable;

    public VolumeId Volume { get; init; } = new("vol");

    public Epoch PromisedEpoch { get; private set; }

    public SessionId PromisedSession { get; private set; }

    public Lineage? Lineage { get; init; }

    public bool Unfinished { get; private set; }

    public Dictionary<string, byte[]> Content { get; private set; } = [];

    /// <summary>Called before anything is done, with the name of the operation; an error is answered with it. Runs on the store's thread, outside its lock.</summary>
    public Func<string, RecoveryError> Before { get; set; } = _ => default;

    /// <summary>Called after a chunk was appended.</summary>
    public Action<LogChunk> Appended { get; set; } = _ => { };

    public List<(ulong After, ulong Last, bool Sync)> Frames { get; } = [];

    public byte[][] Entries()
    {
        lock (_lock) return [.. _log];
    }

    public Lsn Durable
    {
        get
        {
            lock (_lock) return new Lsn((ulong)_durable);
        }
    }

    /// <summary>Promises without a handshake over the wire, as another primary's handshake would.</summary>
    public void PromiseTo(ulong epoch, ulong session)
    {
        lock (_lock) (PromisedEpoch, PromisedSession) = (new Epoch(epoch), new SessionId(session));
    }

    public void Seed(params IEnumerable<byte[]> entries)
    {
        lock (_lock)
        {
            _log.AddRange(entries);
            _durable = _log.Count;
        }
    }

    public Result<ReplicaFacts> Promise(Authority authority) => Under<ReplicaFacts>("promise", authority, () =>
    {
        (PromisedEpoch, PromisedSession) = (authority.Epoch, authority.Session);
        return new ReplicaFacts(Volume, new StoreId("disk-1"), PromisedEpoch, PromisedSession, new Lsn((ulong)_durable), new Lsn(7), Lineage, Unfinished);
    });

    public Result<Lsn> Append(Authority authority, in LogChunk chunk, bool sync)
    {
        var presented = chunk;
        var result = Under<Lsn>("append", authority, () =>
        {
            if (presented.After.Value > (ulong)_log.Count)
                return new RecoveryError(RecoveryCode.InvalidRange, $"entries after {presented.After}", $"the last LSN is {_log.Count}", $"entries after {_log.Count}");
            foreach (var (at, bytes) in Doubles.Entries.Decode(presented.Bytes))
                if (at.Value > (ulong)_log.Count) _log.Add(bytes);
            if (sync) _durable = _log.Count;
            Frames.Add((presented.After.Value, presented.Last.Value, sync));
            return new Lsn((ulong)_log.Count);
        });
        if (result.Error.IsNone) Appended(presented);
        return result;
    }

    public Result<Lsn> Truncate(Authority authority, Lsn to) => Under<Lsn>("truncate", authority, () =>
    {
        _log.RemoveRange((int)to.Value, _log.Count - (int)to.Value);
        _durable = _log.Count;
        return to;
    });

    public Result<Lsn> BeginBase(Authority authority, BaseManifest manifest) => Under<Lsn>("begin base", authority, () =>
    {
        Unfinished = true;
        _manifest = manifest;
        _arriving.Clear();
        return manifest.At;
    });

    public Result<ulong> WriteBase(Authority authority, string file, ulong offset, ReadOnlyMemory<byte> bytes) => Under<ulong>("write base", authority, () =>
    {
        if (!_arriving.TryGetValue(file, out var content)) _arriving[file] = content = new MemoryStream();
        if (offset != (ulong)content.Length) return new RecoveryError(RecoveryCode.InvalidRange, $"offset {offset}", $"length {content.Length}");
        content.Write(bytes.Span);
        return (ulong)content.Length;
    });

    public Result<Lsn> FinishBase(Authority authority) => Under<Lsn>("finish base", authority, () =>
    {
        foreach (var file in _manifest!.Files)
        {
            if (!_arriving.TryGetValue(file.Name, out var content) || Convert.ToHexStringLower(SHA256.HashData(content.ToArray())) != file.Checksum)
                return new RecoveryError(RecoveryCode.VerificationFailed, $"file {file.Name}", "another checksum", file.Checksum);
        }

        Content = _arriving.ToDictionary(file => file.Key, file => file.Value.ToArray());
        Unfinished = false;
        return _manifest.At;
    });

    private Result<T> Under<T>(string operation, Authority authority, Func<Result<T>> act)
    {
        var refused = Before(operation);
        if (!refused.IsNone) return refused;
        lock (_lock)
        {
            refused = ReplicaFence.Check(Volume, PromisedEpoch, PromisedSession, authority);
            return refused.IsNone ? act() : refused;
        }
    }
}
