using Replication.Recovery;

namespace Replication.Embedding.Storage;

/// <summary>
/// The primary's half of a storage engine, in memory: content, log and pins. Entry i of the content has LSN i + 1; what is written is committed at once. Thread-safe.
/// </summary>
internal sealed class MemoryPrimary
{
    private readonly Lock _lock = new();
    private readonly List<string> _content = [];
    private readonly Dictionary<ulong, Lsn> _kept = [];      // by WAL pin: the log above this is needed
    private readonly Dictionary<ulong, string[]> _bases = [];
    private string[] _checkpoint = [];
    private ulong _lastPin;
    private Lsn _tail;
    private TaskCompletionSource _grown = NewSignal();

    /// <summary>The LSN of the last entry.</summary>
    public Lsn Head
    {
        get
        {
            lock (_lock) return Last;
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

    /// <summary>How many pins are held.</summary>
    public int Pins
    {
        get
        {
            lock (_lock) return _kept.Count + _bases.Count;
        }
    }

    private Lsn Last => new((ulong)_content.Count);

    /// <summary>Writes entries.</summary>
    public void Write(IEnumerable<string> entries)
    {
        lock (_lock)
        {
            _content.AddRange(entries);
            _grown.SetResult();
            _grown = NewSignal();
        }
    }

    /// <summary>Keeps the content of now as the checkpoint that a rebuild may start from.</summary>
    public void TakeCheckpoint()
    {
        lock (_lock) _checkpoint = [.. _content];
    }

    /// <summary>Lets the log up to an LSN go, except what a pin keeps.</summary>
    public void RecycleLog(Lsn upTo)
    {
        lock (_lock) _tail = Lsn.Max(_tail, _kept.Values.Append(Lsn.Min(upTo, Last)).Min());
    }

    /// <summary>What the log still holds.</summary>
    public Result<HistoryReading> ReadHistory()
    {
        lock (_lock)
        {
            var checkpoint = new Lsn((ulong)_checkpoint.Length);
            return RetainedHistory.TryCreate(Last, _tail, committed: Last, checkpoint, checkpointTrusted: checkpoint > Lsn.Zero, out var history, out var error)
                ? new HistoryReading(history!, Lineage: null)
                : error;
        }
    }

    /// <summary>Keeps what is asked for. The caps of a pin are not kept to: there is no disk to fill here.</summary>
    public Result<Pin> Pin(PinRequest request)
    {
        lock (_lock)
        {
            switch (request.Kind)
            {
                case PinKind.Wal when request.From < _tail:
                    return new RecoveryError(RecoveryCode.GapExceedsRetention, $"entries above LSN {request.From}", $"tail {_tail}", "a rebuild");
                case PinKind.Wal:
                    _kept.Add(++_lastPin, request.From);
                    return new Pin(_lastPin, request, request.From, Last);
                case PinKind.Snapshot when request.From.Value != (ulong)_checkpoint.Length:
                    return new RecoveryError(RecoveryCode.StorageFailed, $"the checkpoint of LSN {request.From}", $"that of LSN {_checkpoint.Length}", "the newest checkpoint");
                case PinKind.Snapshot:
                    return Base(request, _checkpoint);
                default:
                    return Base(request, [.. _content]);
            }
        }
    }

    /// <summary>Moves a WAL pin along: what was acknowledged is no longer needed.</summary>
    public void Advance(Pin pin, Lsn acknowledged)
    {
        lock (_lock)
        {
            if (_kept.ContainsKey(pin.Id)) _kept[pin.Id] = acknowledged;
        }
    }

    /// <summary>Lets go of a pin.</summary>
    public void Release(Pin pin)
    {
        lock (_lock)
        {
            if (!_kept.Remove(pin.Id) && !_bases.Remove(pin.Id)) throw new InvalidOperationException($"Pin {pin.Id} is not held.");
        }
    }

    /// <summary>Reads the log in (after, end], or up to the head where that comes first. A hole is an error, never a later start.</summary>
    public Result<LogPiece> Read(Lsn after, Lsn end)
    {
        lock (_lock)
        {
            if (after < _tail) return new RecoveryError(RecoveryCode.GapExceedsRetention, $"entries above LSN {after}", $"tail {_tail}", "a rebuild");
            return new LogPiece(after, [.. _content.Take((int)Lsn.Min(end, Last).Value).Skip((int)after.Value)], Last);
        }
    }

    /// <summary>The content of a pinned base.</summary>
    public string[] ReadBase(Pin pin)
    {
        lock (_lock) return _bases[pin.Id];
    }

    /// <summary>Waits until there is something above an LSN.</summary>
    public async Task WaitForAsync(Lsn after, CancellationToken cancellationToken)
    {
        while (GrowthAbove(after) is { } growth) await growth.WaitAsync(cancellationToken);
    }

    private Task? GrowthAbove(Lsn after)
    {
        lock (_lock) return Last > after ? null : _grown.Task;
    }

    private Pin Base(PinRequest request, string[] content)
    {
        _bases.Add(++_lastPin, content);
        var at = new Lsn((ulong)content.Length);
        return new Pin(_lastPin, request, at, at);
    }

    // Whoever waits goes on elsewhere: not under the lock of who writes.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
