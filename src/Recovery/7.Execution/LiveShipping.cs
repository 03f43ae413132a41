namespace Replication.Recovery;

/// <summary>
/// The live streams of replicas that are in sync. A replica whose stream ends is in sync no longer; a stream whose replica is in sync by another session, or not at all,
/// is closed.
/// </summary>
internal sealed class LiveShipping(SenderRegistry registry) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ReplicaId, Shipment> _shipments = [];
    private readonly List<Task> _closing = [];
    private bool _disposed;     // read and written in a step only, so that no session completes beside a stream that was closed

    /// <summary>Whether it was disposed: nothing is shipped any more, so nothing may become in sync.</summary>
    public bool IsDisposed(in OwnerStep step) => _disposed;

    /// <summary>Takes over the stream of a session that completes in this step, which found it not disposed. Once the step has been left, <see cref="Watch"/> it.</summary>
    public Shipment Attach(in OwnerStep step, Sender sender, ILiveStream stream)
    {
        var shipment = new Shipment(sender, sender.InSyncBy(step), stream);
        lock (_lock)
        {
            if (_shipments.Remove(sender.Replica, out var old)) Close(old);
            _shipments.Add(sender.Replica, shipment);
        }

        return shipment;
    }

    /// <summary>Sees to it that in_sync does not outlive a stream. A stream is somebody else's code, so not inside a step.</summary>
    public void Watch(Shipment shipment) => _ = WatchAsync(shipment);

    /// <summary>The highest LSN each replica in sync acknowledged.</summary>
    public IReadOnlyDictionary<ReplicaId, Lsn> Acknowledged()
    {
        Shipment[] shipments;
        lock (_lock) shipments = [.. _shipments.Values];

        // A stream is somebody else's code: it is asked outside of any lock. Who counts is asked after that, so that nothing counts of a replica that left meanwhile.
        Lsn[] acknowledged = [.. shipments.Select(s => s.Stream.Acknowledged)];
        var counted = new Dictionary<ReplicaId, Lsn>();
        using var step = registry.Enter();
        for (var i = 0; i < shipments.Length; i++)
        {
            if (shipments[i].Sender.CountsBy(step) == shipments[i].Session) counted.Add(shipments[i].Sender.Replica, acknowledged[i]);
        }

        return counted;
    }

    /// <summary>Closes the streams of replicas that are no longer in sync by the session the stream belongs to.</summary>
    public void Reconcile()
    {
        using var step = registry.Enter();
        lock (_lock)
        {
            foreach (var shipment in _shipments.Values.ToArray())
            {
                if (shipment.Sender.InSyncBy(step) == shipment.Session) continue;
                _shipments.Remove(shipment.Sender.Replica);
                Close(shipment);
            }
        }
    }

    /// <summary>Closes every stream, takes in_sync with it (fault P6), and waits until the I/O of all has stopped.</summary>
    public ValueTask DisposeAsync() => new(Task.WhenAll(CloseAll()));

    private Task[] CloseAll()
    {
        using var step = registry.Enter();
        lock (_lock)
        {
            _disposed = true;
            foreach (var shipment in _shipments.Values)
            {
                Lose(step, shipment, RecoveryCode.TransportLost);
                Close(shipment);
            }

            _shipments.Clear();
            return [.. _closing];
        }
    }

    // Where in_sync stands on another session's stream, this one takes nothing with it.
    private static void Lose(in OwnerStep step, Shipment shipment, RecoveryCode cause)
    {
        if (shipment.Sender.InSyncBy(step) == shipment.Session) Protocol.LoseSync(step, shipment.Sender, cause);
    }

    // Closing waits for I/O, so it runs outside of any lock; disposal waits for all of it.
    private void Close(Shipment shipment)
    {
        _closing.RemoveAll(t => t.IsCompletedSuccessfully);
        _closing.Add(Task.Run(() => shipment.Stream.DisposeAsync().AsTask()));
    }

    private async Task WatchAsync(Shipment shipment)
    {
        var cause = await EndOf(shipment.Stream);
        using var step = registry.Enter();
        lock (_lock)
        {
            // Whoever closed the stream on purpose has taken it out first.
            if (!_shipments.TryGetValue(shipment.Sender.Replica, out var standing) || !ReferenceEquals(standing, shipment)) return;
            _shipments.Remove(shipment.Sender.Replica);
            Close(shipment);
        }

        Lose(step, shipment, cause.Code);
    }

    // A stream that crashes has ended like any other: in_sync must not outlive it (fault P6).
    private static async Task<RecoveryError> EndOf(ILiveStream stream)
    {
        try
        {
            return await stream.Ended;
        }
        catch (Exception e)
        {
            return new RecoveryError(RecoveryCode.StorageFailed, "a live stream", e.Message, "a new session");
        }
    }

    /// <summary>A stream, and the session whose completion it belongs to.</summary>
    internal sealed record Shipment(Sender Sender, SessionId Session, ILiveStream Stream);
}
