namespace Replication.Recovery;

/// <summary>
/// The executions under way, at most one of a session: two present the same authority, so that the replica's fence would let the late I/O of one cut what was
/// acknowledged after the other (fault L4). One whose session no longer stands is told to stop: its I/O would be refused at its end anyway, and until then it would hold
/// its pins, for ever where a call hangs (faults P3, P10).
/// </summary>
internal sealed class Executions(SenderRegistry registry)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SessionId, Execution> _running = [];

    public void StopOvertaken()
    {
        List<Execution> overtaken;
        using (var step = registry.Enter())
        {
            lock (_lock) overtaken = Overtaken(step);
        }

        foreach (var execution in overtaken) execution.Stop();
    }

    /// <returns>Whether it is the one that runs; <see langword="false"/> while another one of its session does.</returns>
    public bool TryBegin(Execution execution)
    {
        lock (_lock) return _running.TryAdd(execution.Session, execution) || _running[execution.Session] == execution;
    }

    public void End(Execution execution)
    {
        lock (_lock)
        {
            if (_running.GetValueOrDefault(execution.Session) == execution) _running.Remove(execution.Session);
        }
    }

    private List<Execution> Overtaken(in OwnerStep step)
    {
        var overtaken = new List<Execution>();
        foreach (var execution in _running.Values)
        {
            if (!execution.Stands(step)) overtaken.Add(execution);
        }

        return overtaken;
    }
}
