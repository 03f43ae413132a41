namespace Replication.Recovery;

/// <summary>
/// The executions under way. One whose session no longer stands is told to stop: its I/O would be refused at its end anyway, and until then it would hold its pins,
/// for ever where a call hangs (faults P3, P10).
/// </summary>
internal sealed class Executions(SenderRegistry registry)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Execution> _running = [];

    public Execution Begin(Sender sender, SessionId session, CancellationToken cancellationToken)
    {
        var execution = new Execution(this, sender, session, cancellationToken);
        lock (_lock) _running.Add(execution);
        return execution;
    }

    public void StopOvertaken()
    {
        List<Execution> overtaken;
        using (var step = registry.Enter())
        {
            lock (_lock) overtaken = Overtaken(step);
        }

        foreach (var execution in overtaken) execution.Stop();
    }

    public void End(Execution execution)
    {
        lock (_lock) _running.Remove(execution);
    }

    private List<Execution> Overtaken(in OwnerStep step)
    {
        var overtaken = new List<Execution>();
        foreach (var execution in _running)
        {
            if (!execution.Stands(step)) overtaken.Add(execution);
        }

        return overtaken;
    }
}

/// <summary>One execution: stopped by its caller or because its session no longer stands.</summary>
internal sealed class Execution : IDisposable
{
    private readonly Executions _executions;
    private readonly Sender _sender;
    private readonly SessionId _session;

    // Not disposed: it holds nothing but memory, and whoever stops an execution may come a moment after its end.
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenRegistration _caller;

    public Execution(Executions executions, Sender sender, SessionId session, CancellationToken cancellationToken)
    {
        _executions = executions;
        _sender = sender;
        _session = session;
        _caller = cancellationToken.UnsafeRegister(static execution => ((Execution)execution!).Stop(), this);
    }

    public CancellationToken Token => _stop.Token;

    public bool Stands(in OwnerStep step) => _sender.LiveSession(step) == _session;

    /// <summary>Tells it to stop; what it does then happens on other threads.</summary>
    public void Stop() => _ = _stop.CancelAsync();

    public void Dispose()
    {
        _caller.Dispose();
        _executions.End(this);
    }
}
