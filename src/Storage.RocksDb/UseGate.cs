namespace Replication.Storage.RocksDb;

/// <summary>Counts who is inside native code, so that closing a store waits for them and lets nobody in any more. Thread-safe.</summary>
internal sealed class UseGate
{
    private readonly object _lock = new();
    private int _inside;
    private bool _closed;

    /// <summary>Enters; every success is followed by one <see cref="Exit"/>.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_closed) return false;
            _inside++;
            return true;
        }
    }

    public void Exit()
    {
        lock (_lock)
        {
            if (--_inside == 0) Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Closes, and waits until everybody has left.</summary>
    /// <returns>Whether this call closed it.</returns>
    public bool Close()
    {
        lock (_lock)
        {
            if (_closed) return false;
            _closed = true;
            while (_inside > 0) Monitor.Wait(_lock);
            return true;
        }
    }
}
