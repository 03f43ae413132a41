using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests.Concurrency;

/// <summary>The whole life of recoveries through an orchestrator, with callers whose code lets an outsider in.</summary>
internal sealed class Life : IAsyncDisposable
{
    private readonly Outsider _outsider;
    private readonly FakePort _port = new(History(), Facts(0));
    private readonly CallersTime _time;
    private readonly Orchestrator _orchestrator;
    private readonly LogFollower _follower;
    private readonly CancellationTokenSource _waiting = new();
    private readonly Task[] _waiters;
    private ulong _revision;
    private ulong _epoch = 1;

    public Life(Outsider outsider)
    {
        _outsider = outsider;
        _time = new CallersTime(outsider);
        var journal = new CallersJournal(outsider);
        var registry = new SenderRegistry(Volume, new SessionIdSource(journal, block: 1), new RecoveryLog(_time), journal);
        _orchestrator = new Orchestrator(registry, new CallersPort(outsider, _port), _time, new ExecutionOptions { StepEntries = 30, PhaseDeadline = 1_000 });
        outsider.Orchestrator = _orchestrator;
        _follower = LogFollower.Start(registry.Log, new CallersSink(outsider));
        _waiters = [Task.Run(WaitInContextAsync), Task.Run(WaitOnScheduler), Task.Run(WaitInline)];
    }

    public async Task LiveAsync()
    {
        // Zero gap, catch-up, truncation, both rebuilds.
        await InSync(flushed: 100);
        await InSync(flushed: 40);
        await InSync(flushed: 110);
        await InSync(flushed: 40, SessionKind.Rebuild);
        _port.BaseReports.AddRange([new(1, 2), new(2, 2)]);
        _port.Reading = new HistoryReading(History(checkpoint: 60, trusted: true), null);
        await InSync(flushed: 40, SessionKind.Rebuild);

        // Streams that end: at once, later, by a fault, because of a pin; one that is asked what it has.
        foreach (var end in new Action<FakeStream>[] { s => s.End(RecoveryCode.TransportLost), s => s.End(RecoveryCode.PinRevoked), s => s.Crash() })
        {
            await InSync(flushed: 100);
            Assert.Single(_orchestrator.Acknowledged);
            end(_port.Streams[^1]);
            await _port.Streams[^1].WhenDisposed;
            _port.Opened = end;
            Assert.True((await Run(Assign(SessionKind.CatchUp))).IsNone);
            await _port.Streams[^1].WhenDisposed;
            _port.Opened = _ => { };
        }

        // Superseded, cancelled, expired, fenced and deposed in the middle of I/O; refused and faulty I/O.
        await Overtaken(PortOp.Stream, _ => Assign(SessionKind.CatchUp));
        await Overtaken(PortOp.Transfer, _ => Assign(SessionKind.CatchUp), SessionKind.Rebuild);
        await Overtaken(PortOp.Facts, stop => stop.Cancel());
        await Overtaken(PortOp.Live, stop => stop.Cancel());
        await Overtaken(PortOp.Stream, _ =>
        {
            _orchestrator.Expire(_orchestrator.Now);
            _time.Advance(TimeSpan.FromSeconds(2));
            _orchestrator.Expire(_orchestrator.Now);
        });
        await Overtaken(PortOp.Stream, _ => Assert.True(_orchestrator.InvalidateEpoch(new Epoch(++_epoch), out var _).IsNone));
        await Overtaken(PortOp.Stream, _ => Assert.True(_orchestrator.UpdateSenderEpoch(R1, new Epoch(++_epoch)).IsNone));
        await Overtaken(PortOp.Stream, _ => _orchestrator.ProcessAssignment(Intent(_epoch, ++_revision, [R2])));
        _port.Refuse(PortOp.Stream, RecoveryCode.TransportLost, _port.Calls(PortOp.Stream) + 1);
        _port.Facts = Facts(40);
        Assert.False((await Run(Assign(SessionKind.CatchUp))).IsNone);
        _port.Throw(PortOp.Pin, _port.Calls(PortOp.Pin) + 1);
        await Assert.ThrowsAsync<InjectedFaultException>(() => Run(Assign(SessionKind.CatchUp)));

        // One that stays until the end.
        await InSync(flushed: 100);
    }

    public async ValueTask DisposeAsync()
    {
        await _orchestrator.DisposeAsync();
        _port.AssertPinsAreAccountedFor();
        await _waiting.CancelAsync();
        _orchestrator.ProcessAssignment(Intent(_epoch, ++_revision, []));   // wakes those who wait
        await Gate.Patiently(Task.WhenAll(_waiters));
        await _follower.DisposeAsync();
        _waiting.Dispose();
    }

    private SessionId Assign(SessionKind kind)
    {
        var answer = _orchestrator.ProcessAssignment(Intent(_epoch, ++_revision, [R1, R2], (R1, kind)));
        Assert.True(answer.Error.IsNone, answer.Error.ToString());
        return answer.Created.Concat(answer.Superseded).Single().Session;
    }

    private async Task<RecoveryError> Run(SessionId session, CancellationToken cancellationToken = default)
    {
        var run = _orchestrator.RunAsync(R1, session, cancellationToken).AsTask();
        await run.ContinueWith(_ => _outsider.Look("continuation of RunAsync"), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return await run;
    }

    private async Task InSync(ulong flushed, SessionKind kind = SessionKind.CatchUp)
    {
        _port.Facts = Facts(flushed);
        var error = await Run(Assign(kind));
        Assert.True(error.IsNone, error.ToString());
        Assert.Equal(ReplicaState.InSync, _orchestrator.Registry.Find(R1)!.View().State);
    }

    private async Task Overtaken(PortOp at, Action<CancellationTokenSource> by, SessionKind kind = SessionKind.CatchUp)
    {
        _port.Facts = Facts(40);
        using var stop = new CancellationTokenSource();
        var gate = _port.Hold(at, _port.Calls(at) + 1);
        var run = Run(Assign(kind), stop.Token);
        await gate.Entered;
        by(stop);
        await Gate.Patiently(run);
        Assert.False((await run).IsNone);
    }

    // Three ways to wait for the log without a token: then nothing of the engine's stands between the event and whoever waits for it.
    private async Task WaitInContextAsync()
    {
        SynchronizationContext.SetSynchronizationContext(new CallersContext(_outsider));
        for (var last = 0UL; !_waiting.IsCancellationRequested; last = _orchestrator.Log.LastSequence) await Next(last);
    }

    private async Task WaitOnScheduler()
    {
        var scheduler = new CallersScheduler(_outsider);
        for (var last = 0UL; !_waiting.IsCancellationRequested; last = _orchestrator.Log.LastSequence)
            await Next(last).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, scheduler).ConfigureAwait(false);
    }

    private async Task WaitInline()
    {
        for (var last = 0UL; !_waiting.IsCancellationRequested; last = _orchestrator.Log.LastSequence)
        {
            await Next(last).ContinueWith(
                _ => _outsider.Look("continuation of WaitAsync"), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    private Task Next(ulong last) => _orchestrator.Log.WaitAsync(last, CancellationToken.None);
}
