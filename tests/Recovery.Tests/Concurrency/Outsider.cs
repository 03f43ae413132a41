using System.Collections.Concurrent;

namespace Replication.Recovery.Tests.Concurrency;

/// <summary>
/// Another thread, which does what anybody may do at any time: enters a step, reads the log, takes status, expires, asks what was acknowledged. Whoever runs a caller's code asks it
/// to, and waits for it: inside a step, or a lock that any of this takes, that would never end.
/// </summary>
internal sealed class Outsider : IDisposable
{
    [ThreadStatic]
    private static bool _isOutsider;

    private readonly BlockingCollection<TaskCompletionSource> _asked = [];
    private readonly ConcurrentDictionary<string, int> _looks = new();
    private readonly ConcurrentQueue<string> _kept = new();
    private readonly Thread _thread;

    public Outsider()
    {
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    public Orchestrator? Orchestrator { get; set; }

    /// <summary>How often it looked, by whose code ran.</summary>
    public IReadOnlyDictionary<string, int> Looks => _looks;

    /// <summary>From where it was kept out.</summary>
    public IReadOnlyCollection<string> KeptOut => _kept;

    /// <summary>Code of a caller runs: somebody else gets in nevertheless.</summary>
    /// <param name="whose">Whose code.</param>
    public void Look(string whose)
    {
        if (_isOutsider || Orchestrator is null || !_kept.IsEmpty) return;
        _looks.AddOrUpdate(whose, 1, (_, n) => n + 1);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Add(done);
        if (!done.Task.Wait(TimeSpan.FromSeconds(20))) _kept.Enqueue($"{whose}\n{Environment.StackTrace}");
        else if (done.Task.Exception is { } e) _kept.Enqueue($"{whose}: {e}");
    }

    public void Dispose()
    {
        _asked.CompleteAdding();
        if (_kept.IsEmpty) _thread.Join();
    }

    private void Serve()
    {
        _isOutsider = true;
        foreach (var done in _asked.GetConsumingEnumerable())
        {
            try
            {
                GoIn(Orchestrator!);
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }
    }

    private static void GoIn(Orchestrator orchestrator)
    {
        var (registry, log) = (orchestrator.Registry, orchestrator.Log);
        using (registry.Enter())
        {
            _ = registry.AcceptsDataLoss;
        }

        var status = registry.Status();
        foreach (var sender in status.Senders) _ = registry.Find(sender.Replica)?.View();
        _ = log.Read(most: 3);
        _ = log.WaitAsync(log.LastSequence == 0 ? 0 : log.LastSequence - 1, CancellationToken.None);
        _ = orchestrator.Acknowledged;
        _ = orchestrator.Activities.Read();
        orchestrator.Expire(default);
    }
}
