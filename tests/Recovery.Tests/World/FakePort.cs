namespace Replication.Recovery.Tests;

/// <summary>The calls of a storage port.</summary>
internal enum PortOp
{
    History,
    Facts,
    Pin,
    Truncate,
    Stream,
    Transfer,
    Live,
}

/// <summary>
/// A storage engine in memory that achieves exactly what is asked, unless a test says otherwise for the n-th call of an operation. It keeps account of what an executor
/// must never get wrong: every pin is released once, and never while I/O is under way.
/// </summary>
internal sealed class FakePort : IStoragePort
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(PortOp Op, int Nth), Func<CancellationToken, Task<RecoveryError>>> _plans = [];
    private readonly Dictionary<PortOp, int> _calls = [];
    private readonly Dictionary<ulong, Pin> _open = [];
    private readonly List<string> _wrongs = [];
    private readonly List<string> _trace = [];
    private readonly List<ulong> _busy = [];
    private ulong _pins;
    private int _working;

    public FakePort(RetainedHistory history, ReplicaFacts facts)
    {
        Reading = new HistoryReading(history, null);
        Facts = facts;
    }

    public HistoryReading Reading { get; set; }

    public ReplicaFacts Facts { get; set; }

    /// <summary>What a stream answers for (start, end]; default: the end.</summary>
    public Func<Lsn, Lsn, Result<Lsn>> Streamed { get; set; } = (_, end) => end;

    /// <summary>What a truncation answers; default: what was asked.</summary>
    public Func<Lsn, Result<Lsn>> Truncated { get; set; } = to => to;

    /// <summary>What a transfer answers; default: the LSN of the base.</summary>
    public Func<Pin, Result<Lsn>> Transferred { get; set; } = pin => pin.To;

    /// <summary>What happens to a live stream as it opens.</summary>
    public Action<FakeStream> Opened { get; set; } = _ => { };

    /// <summary>Told to the executor while a base is copied.</summary>
    public List<BaseProgress> BaseReports { get; } = [];

    /// <summary>The progress sink of the last transfer.</summary>
    public IProgress<BaseProgress>? BaseSink { get; private set; }

    /// <summary>Whether every release ends in a fault, after it has let go.</summary>
    public bool ReleaseThrows { get; set; }

    public List<FakeStream> Streams { get; } = [];

    /// <summary>Every call, in order, as text.</summary>
    public IReadOnlyList<string> Trace
    {
        get
        {
            lock (_lock) return [.. _trace];
        }
    }

    public int Acquired { get; private set; }

    public int Released { get; private set; }

    /// <summary>Streams a log whose batches end at these LSNs; none of them is split.</summary>
    public void SendBatches(params ulong[] ends) =>
        Streamed = (start, end) => ends.Select(last => new Lsn(last)).Where(last => last <= end).Append(start).Max();

    /// <summary>Makes the n-th call of an operation (from 1) answer an error.</summary>
    public void Refuse(PortOp op, RecoveryCode code, int nth = 1) => Plan(op, nth, _ => Task.FromResult(new RecoveryError(code, "injected")));

    /// <summary>Makes the n-th call throw.</summary>
    public void Throw(PortOp op, int nth = 1) => Plan(op, nth, _ => throw new InjectedFaultException());

    /// <summary>Makes something happen before the n-th call, which then does its work.</summary>
    public void Before(PortOp op, Action act, int nth = 1) => Plan(op, nth, _ =>
    {
        act();
        return Task.FromResult(default(RecoveryError));
    });

    /// <summary>Makes something happen within the n-th call, which then does its work.</summary>
    public void Meanwhile(PortOp op, Func<Task> act, int nth = 1) => Plan(op, nth, async _ =>
    {
        await act();
        return default;
    });

    /// <summary>Holds the n-th call until the gate is opened or the call is cancelled.</summary>
    public Gate Hold(PortOp op, int nth = 1)
    {
        var gate = new Gate();
        Plan(op, nth, gate.PassAsync);
        return gate;
    }

    public int Calls(PortOp op)
    {
        lock (_lock) return _calls.GetValueOrDefault(op);
    }

    /// <summary>Pins acquired = pins released, or owned by a live stream; nothing was released twice, or while I/O was under way.</summary>
    public void AssertPinsAreAccountedFor()
    {
        lock (_lock)
        {
            Assert.Empty(_wrongs);
            var owned = Streams.Where(s => !s.Disposed).Select(s => s.Pin.Id).Order().ToArray();
            Assert.Equal(owned, _open.Keys.Order().ToArray());
            Assert.Equal(Acquired, Released + owned.Length);
            Assert.Equal(0, _working);
        }
    }

    public ValueTask<Result<HistoryReading>> ReadHistoryAsync(CancellationToken cancellationToken) =>
        DoAsync<HistoryReading>(PortOp.History, "", () => Reading, cancellationToken);

    public ValueTask<Result<ReplicaFacts>> ReadFactsAsync(Authority authority, CancellationToken cancellationToken) =>
        DoAsync<ReplicaFacts>(PortOp.Facts, $"session {authority.Session}", () => Facts, cancellationToken);

    public ValueTask<Result<Pin>> PinAsync(PinRequest request, CancellationToken cancellationToken) =>
        DoAsync<Pin>(PortOp.Pin, $"{request.Kind} {request.From}", () => Acquire(request), cancellationToken);

    public ValueTask ReleaseAsync(Pin pin)
    {
        lock (_lock)
        {
            if (_busy.Contains(pin.Id)) _wrongs.Add($"pin {pin.Id} was released while I/O under it was under way");
            Release(pin);
            if (ReleaseThrows) return ValueTask.FromException(new InjectedFaultException());
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<Result<Lsn>> TruncateAsync(Authority authority, Lsn to, CancellationToken cancellationToken) =>
        DoAsync(PortOp.Truncate, $"{to}", () => Truncated(to), cancellationToken);

    public ValueTask<Result<Lsn>> StreamAsync(Authority authority, Pin pin, Lsn start, Lsn end, CancellationToken cancellationToken) =>
        DoAsync(PortOp.Stream, $"({start}, {end}]", () => Streamed(start, end), cancellationToken, pin);

    public ValueTask<Result<Lsn>> TransferBaseAsync(Authority authority, Pin pin, IProgress<BaseProgress> progress, CancellationToken cancellationToken)
    {
        BaseSink = progress;
        return DoAsync(
            PortOp.Transfer,
            $"{pin.Request.Kind} {pin.To}",
            () =>
            {
                foreach (var report in BaseReports) progress.Report(report);
                return Transferred(pin);
            },
            cancellationToken,
            pin);
    }

    public ValueTask<Result<ILiveStream>> OpenLiveStreamAsync(Authority authority, Pin pin, Lsn from, CancellationToken cancellationToken) =>
        DoAsync(
            PortOp.Live,
            $"from {from}",
            () =>
            {
                var stream = new FakeStream(this, pin, from, authority.Session);
                lock (_lock) Streams.Add(stream);
                Opened(stream);
                return Result.Ok<ILiveStream>(stream);
            },
            cancellationToken,
            pin);

    /// <summary>What a live stream does with its pin when it ends.</summary>
    public void ReleaseOwned(Pin pin)
    {
        lock (_lock) Release(pin);
    }

    private void Plan(PortOp op, int nth, Func<CancellationToken, Task<RecoveryError>> plan)
    {
        lock (_lock) _plans[(op, nth)] = plan;
    }

    private async ValueTask<Result<T>> DoAsync<T>(PortOp op, string what, Func<Result<T>> work, CancellationToken cancellationToken, Pin? under = null)
    {
        Func<CancellationToken, Task<RecoveryError>>? plan;
        lock (_lock)
        {
            var nth = _calls[op] = _calls.GetValueOrDefault(op) + 1;
            _trace.Add($"{op} {what}".TrimEnd());
            _plans.TryGetValue((op, nth), out plan);
            _working++;
            if (under is not null) _busy.Add(under.Id);
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (plan is not null && await plan(cancellationToken) is { IsNone: false } refused) return refused;
            return work();
        }
        finally
        {
            lock (_lock)
            {
                _working--;
                if (under is not null) _busy.Remove(under.Id);
            }
        }
    }

    private Pin Acquire(PinRequest request)
    {
        var to = request.Kind switch
        {
            PinKind.Snapshot => request.From,
            PinKind.FullBase => Reading.History.Committed,
            _ => Reading.History.Head,
        };
        lock (_lock)
        {
            var pin = new Pin(++_pins, request, request.From, to);
            _open.Add(pin.Id, pin);
            Acquired++;
            return pin;
        }
    }

    private void Release(Pin pin)
    {
        if (_open.Remove(pin.Id)) Released++;
        else _wrongs.Add($"pin {pin.Id} was released twice");
    }
}

/// <summary>A fault on purpose.</summary>
internal sealed class InjectedFaultException() : Exception("injected");

/// <summary>Holds a call until it is opened.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the call has arrived at the gate.</summary>
    public Task Entered => Patiently(_entered.Task);

    /// <summary>Turns a wait that would hang into a failure; what is waited for comes at once in a correct run, whatever the machine.</summary>
    public static Task Patiently(Task task) => task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    public void Open() => _open.TrySetResult();

    public async Task<RecoveryError> PassAsync(CancellationToken cancellationToken)
    {
        _entered.TrySetResult();
        await _open.Task.WaitAsync(cancellationToken);
        return default;
    }
}

/// <summary>A live stream that ships nothing and ends when a test says so.</summary>
internal sealed class FakeStream(FakePort port, Pin pin, Lsn from, SessionId session) : ILiveStream
{
    private readonly TaskCompletionSource<RecoveryError> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposals;

    public Pin Pin => pin;

    public SessionId Session => session;

    /// <summary>Happens before the stream says what was acknowledged.</summary>
    public Action Asked { get; set; } = () => { };

    public Lsn Acknowledged
    {
        get
        {
            Asked();
            return from;
        }
    }

    public Task<RecoveryError> Ended => _ended.Task;

    /// <summary>Holds the stream's disposal until it is set: I/O that takes its time to stop.</summary>
    public Task Stopping { get; set; } = Task.CompletedTask;

    public bool Disposed => _disposed.Task.IsCompleted;

    /// <summary>Completes when the stream has been disposed.</summary>
    public Task WhenDisposed => Gate.Patiently(_disposed.Task);

    public void End(RecoveryCode code) => _ended.TrySetResult(new RecoveryError(code, "injected"));

    public void Crash() => _ended.TrySetException(new InjectedFaultException());

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposals, 1) != 0) return;
        await Stopping;
        port.ReleaseOwned(pin);
        _disposed.TrySetResult();
        _ended.TrySetResult(new RecoveryError(RecoveryCode.Cancelled));
    }
}
