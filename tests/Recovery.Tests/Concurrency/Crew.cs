namespace Replication.Recovery.Tests.Concurrency;

/// <summary>Workers who begin at the same moment, over and over.</summary>
internal sealed class Crew : IDisposable
{
    private readonly int _workers;
    private readonly Barrier _start;
    private readonly Barrier _end;
    private readonly Thread[] _threads;
    private Action<int>? _work;
    private int _ready;
    private Exception? _failure;

    public Crew(int workers)
    {
        _workers = workers;
        _start = new Barrier(workers);
        _end = new Barrier(workers);
        _threads = [.. Enumerable.Range(1, workers - 1).Select(worker => new Thread(() => Serve(worker)) { IsBackground = true })];
        foreach (var thread in _threads) thread.Start();
    }

    /// <summary>Lets every worker do its part; returns when all have.</summary>
    public void Do(Action<int> work)
    {
        _work = work;
        _ready = 0;
        _start.SignalAndWait();
        Try(0);
        _end.SignalAndWait();
        if (_failure is { } failure) throw new InvalidOperationException("A worker failed.", failure);
    }

    public void Dispose()
    {
        _work = null;
        _start.SignalAndWait();
        foreach (var thread in _threads) thread.Join();
        _start.Dispose();
        _end.Dispose();
    }

    private void Serve(int worker)
    {
        while (true)
        {
            _start.SignalAndWait();
            if (_work is null) return;
            Try(worker);
            _end.SignalAndWait();
        }
    }

    private void Try(int worker)
    {
        try
        {
            // Who waits on a barrier wakes up long after the others have begun.
            Interlocked.Increment(ref _ready);
            for (var spin = new SpinWait(); Volatile.Read(ref _ready) < _workers;) spin.SpinOnce(sleep1Threshold: -1);
            _work!(worker);
        }
        catch (Exception e)
        {
            _failure = e;
        }
    }
}
