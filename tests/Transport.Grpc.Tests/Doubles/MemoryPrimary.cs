using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Replication.Transport.Grpc.Tests.Doubles;

/// <summary>A primary whose log and base are in memory. Every pin taken, advanced and released is written down.</summary>
internal sealed class MemoryPrimary : IPrimaryStore
{
    private readonly Lock _lock = new();
    private readonly List<byte[]> _log = [];
    private readonly Dictionary<ulong, RecoveryError> _revoked = [];
    private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(Lsn To, TaskCompletionSource Reached)> _waiting = [];
    private ulong _pins;
    private int _reading;

    public VolumeId Volume { get; init; } = new("vol");

    /// <summary>Called before a chunk is read, with the LSN it follows; an error ends the reading with it.</summary>
    public Func<Lsn, RecoveryError> BeforeRead { get; set; } = _ => default;

    /// <summary>Wraps an opened file of the base.</summary>
    public Func<BaseFile, Stream, Stream> Opened { get; set; } = (_, stream) => stream;

    public Lsn BaseAt { get; set; }

    public List<(string Name, byte[] Content)> BaseFiles { get; } = [];

    public List<ulong> Released { get; } = [];

    public List<Lsn> Advanced { get; } = [];

    public Action BeforeAdvance { get; set; } = () => { };

    /// <summary>Whether anybody was reading when a pin was released.</summary>
    public bool ReleasedWhileReading { get; private set; }

    public Lsn Head
    {
        get
        {
            lock (_lock) return new Lsn((ulong)_log.Count);
        }
    }

    public void Write(params IEnumerable<byte[]> entries)
    {
        TaskCompletionSource written;
        lock (_lock)
        {
            _log.AddRange(entries);
            written = _written;
            _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        written.SetResult();
    }

    public byte[][] Entries()
    {
        lock (_lock) return [.. _log];
    }

    public void Revoke(Pin pin)
    {
        lock (_lock) _revoked[pin.Id] = new(RecoveryCode.PinRevoked, $"pin {pin.Id}", "its caps were exceeded");
    }

    public Result<HistoryReading> ReadHistory() => RetainedHistory.TryCreate(Head, Lsn.Zero, Head, Lsn.Zero, false, out var history, out var error)
        ? new HistoryReading(history!, null)
        : error;

    public Result<Pin> Pin(PinRequest request)
    {
        lock (_lock) return new Pin(++_pins, request, request.Kind == PinKind.Wal ? request.From : BaseAt, request.Kind == PinKind.Wal ? new((ulong)_log.Count) : BaseAt);
    }

    /// <summary>Completes when a pin was advanced to an LSN or further.</summary>
    public Task WhenAdvancedTo(Lsn to)
    {
        lock (_lock)
        {
            if (Advanced.Any(lsn => lsn >= to)) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((to, reached));
            return reached.Task;
        }
    }

    public void Advance(Pin pin, Lsn acknowledged)
    {
        BeforeAdvance();
        lock (_lock)
        {
            Advanced.Add(acknowledged);
            foreach (var (to, reached) in _waiting)
                if (acknowledged >= to) reached.TrySetResult();
        }
    }

    public RecoveryError Revocation(Pin pin)
    {
        lock (_lock) return _revoked.GetValueOrDefault(pin.Id);
    }

    public void Release(Pin pin)
    {
        lock (_lock)
        {
            Released.Add(pin.Id);
            ReleasedWhileReading |= _reading > 0;
        }
    }

    public IEnumerable<Result<LogChunk>> Read(Pin pin, Lsn after, Lsn end, int maxBytes)
    {
        Interlocked.Increment(ref _reading);
        try
        {
            while (true)
            {
                var error = BeforeRead(after);
                if (!error.IsNone)
                {
                    yield return error;
                    yield break;
                }

                var entries = Next(after, end, maxBytes);
                if (entries.Count == 0) yield break;
                yield return new LogChunk(after, entries[^1].At, Doubles.Entries.Encode(entries));
                after = entries[^1].At;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _reading);
        }
    }

    public async ValueTask WaitForAsync(Lsn after, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task written;
            lock (_lock)
            {
                if ((ulong)_log.Count > after.Value) return;
                written = _written.Task;
            }

            await written.WaitAsync(cancellationToken);
        }
    }

    public ValueTask<Result<BaseManifest>> ReadManifestAsync(Pin pin, CancellationToken cancellationToken) => ValueTask.FromResult<Result<BaseManifest>>(new BaseManifest(
        BaseAt,
        BaseFiles.Select(file => new BaseFile(file.Name, (ulong)file.Content.Length, Convert.ToHexStringLower(SHA256.HashData(file.Content)))).ToImmutableArray()));

    public Stream OpenBaseFile(Pin pin, BaseFile file) => Opened(file, new MemoryStream(BaseFiles.Single(f => f.Name == file.Name).Content, writable: false));

    private List<(Lsn At, byte[] Bytes)> Next(Lsn after, Lsn end, int maxBytes)
    {
        lock (_lock)
        {
            var entries = new List<(Lsn, byte[])>();
            var size = 0;
            for (var i = after.Value; i < (ulong)_log.Count && i < end.Value; i++)
            {
                size += Doubles.Entries.Size(_log[(int)i]);
                if (entries.Count > 0 && size > maxBytes) break;
                entries.Add((new Lsn(i + 1), _log[(int)i]));
            }

            return entries;
        }
    }
}
