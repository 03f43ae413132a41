using System.Security.Cryptography;
using System.Text;
using Replication.Recovery;

namespace Replication.Embedding.Storage;

/// <summary>
/// A replica's half of a storage engine, in memory. Entry i of its content has LSN i + 1. What is said here to be durable, a real one flushes to its disk before it answers.
/// Thread-safe.
/// </summary>
/// <param name="volume">The volume it holds.</param>
/// <param name="store">Its store.</param>
/// <param name="content">What it holds from before.</param>
internal sealed class MemoryReplica(VolumeId volume, StoreId store, IEnumerable<string> content)
{
    private readonly Lock _lock = new();
    private List<string> _content = [.. content];
    private List<string>? _incoming;
    private Epoch _epoch;
    private SessionId _session;
    private Lsn _knownCommitted;
    private bool _baseUnfinished;

    /// <summary>Whether its disk takes the bytes of a base and never answers.</summary>
    public bool Hangs { get; set; }

    /// <summary>What it holds, for people.</summary>
    public string Holds
    {
        get
        {
            lock (_lock) return $"LSN 1-{_content.Count}{(_baseUnfinished ? ", with a base that is not finished" : "")}";
        }
    }

    /// <summary>What it holds.</summary>
    public IReadOnlyList<string> Content
    {
        get
        {
            lock (_lock) return [.. _content];
        }
    }

    private Lsn Last => new((ulong)_content.Count);

    /// <summary>Appends what no primary sent: a tail that nobody else has.</summary>
    public void AppendAlone(IEnumerable<string> entries)
    {
        lock (_lock) _content.AddRange(entries);
    }

    /// <summary>The handshake: promises the authority, then says what the store has.</summary>
    public Result<ReplicaFacts> Promise(Authority authority)
    {
        lock (_lock)
        {
            if (Fence(authority) is { IsNone: false } refused) return refused;

            // No lineage: this volume has one primary for ever. Where primaries change, it is what finds the entries that a former one wrote and nobody else got.
            return new ReplicaFacts(volume, store, _epoch, _session, Last, _knownCommitted, Lineage: null, _baseUnfinished);
        }
    }

    /// <summary>Appends what follows its last entry; entries it has already are passed over.</summary>
    public Result<Lsn> Append(Authority authority, LogPiece piece)
    {
        lock (_lock)
        {
            if (Fence(authority) is { IsNone: false } refused) return refused;
            if (Unfinished($"entries after LSN {piece.After}") is { IsNone: false } unfinished) return unfinished;
            if (piece.After > Last)
                return new RecoveryError(RecoveryCode.InvalidRange, $"entries after LSN {piece.After}", $"the store ends at LSN {Last}", "what follows it, without a hole");
            _content.AddRange(piece.Entries.Skip((int)Last.DistanceFrom(piece.After)));
            _knownCommitted = Lsn.Max(_knownCommitted, piece.Committed);
            return Last;
        }
    }

    /// <summary>Truncates to exactly an LSN, never to another one. An engine that cannot undo what it applied answers <c>truncation_unsafe</c> instead.</summary>
    public Result<Lsn> Truncate(Authority authority, Lsn to)
    {
        lock (_lock)
        {
            if (Fence(authority) is { IsNone: false } refused) return refused;
            if (Unfinished($"a truncation to LSN {to}") is { IsNone: false } unfinished) return unfinished;
            if (to > Last) return new RecoveryError(RecoveryCode.InvalidRange, $"a truncation to LSN {to}", $"the store ends at LSN {Last}", $"LSN {Last} or earlier");
            _content.RemoveRange((int)to.Value, _content.Count - (int)to.Value);

            // Below what it knows to be committed only where the loss was accepted: then that is no longer so.
            _knownCommitted = Lsn.Min(_knownCommitted, to);
            return Last;
        }
    }

    /// <summary>Marks the store unfinished, before the first byte of a base arrives: what breaks off after this needs a rebuild, whatever its LSN says.</summary>
    public RecoveryError BeginBase(Authority authority)
    {
        lock (_lock)
        {
            if (Fence(authority) is { IsNone: false } refused) return refused;
            _baseUnfinished = true;
            _incoming = [];
            return default;
        }
    }

    /// <summary>Takes the next entries of the base, beside the content.</summary>
    public async ValueTask<RecoveryError> WriteBaseAsync(Authority authority, IEnumerable<string> entries, CancellationToken cancellationToken)
    {
        // A call that hangs still hears its token: the engine cancels it when the session is over, and only so does the worker get its answer.
        if (Hangs) await Task.Delay(Timeout.Infinite, cancellationToken);
        lock (_lock)
        {
            if (Fence(authority) is { IsNone: false } refused) return refused;
            if (_incoming is null) return NoBase("entries of a base");
            _incoming.AddRange(entries);
            return default;
        }
    }

    /// <summary>Verifies what arrived, makes it the content, and only then clears the mark.</summary>
    public Result<Lsn> FinishBase(Authority authority, Lsn at, string checksum)
    {
        lock (_lock)
        {
            if (Fence(authority) is { IsNone: false } refused) return refused;
            if (_incoming is not { } incoming) return NoBase("the end of a base");
            _incoming = null;
            if (Checksum(incoming) is var arrived && arrived != checksum)
                return new RecoveryError(RecoveryCode.VerificationFailed, $"a base with the checksum {arrived}", $"its source has {checksum}", "the base, copied again");
            _content = incoming;
            _baseUnfinished = false;
            _knownCommitted = at;
            return Last;
        }
    }

    /// <summary>The checksum of a content, hexadecimal.</summary>
    public static string Checksum(IEnumerable<string> entries) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', entries))));

    // Every operation goes through here first, so that nothing stale touches the store. Whoever is let in was promised to: nobody older is, from now on.
    private RecoveryError Fence(Authority authority)
    {
        if (ReplicaFence.Check(volume, _epoch, _session, authority) is { IsNone: false } refused) return refused;

        // What another session had begun to copy is given up with it.
        if (authority.Session != _session) _incoming = null;
        (_epoch, _session) = (authority.Epoch, authority.Session);
        return default;
    }

    private RecoveryError Unfinished(string presented) =>
        _baseUnfinished ? new(RecoveryCode.VerificationFailed, presented, "a base was begun and not finished", "a base") : default;

    private static RecoveryError NoBase(string presented) => new(RecoveryCode.InvalidRange, presented, "no base was begun", "the begin of a base");
}
