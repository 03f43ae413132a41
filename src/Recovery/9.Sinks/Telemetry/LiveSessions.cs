using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Replication.Recovery;

/// <summary>
/// The sessions that are live as far as the events tell: one a replica of a volume at most, so that a beginning ends whatever stood there before. Bounded: beyond the
/// capacity the session that began first is given up as <see cref="EndCauseTag.Unobserved"/>.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class LiveSessions<T>(ILiveSessionObserver<T> observer, int capacity)
{
    private readonly Dictionary<(VolumeId Volume, ReplicaId Replica), Entry> _live = [];

    // In the order of their beginnings. Those that have ended since stay until it is their turn, or until they are the most.
    private readonly Queue<((VolumeId Volume, ReplicaId Replica) Key, ulong Nth)> _begun = [];
    private ulong _beginnings;

    public int Count => _live.Count;

    public void Observe(in RecoveryEvent e)
    {
        var key = (e.Volume, e.Replica);
        if (e.Begins) Begin(key, e);
        else if (e.Kind == RecoveryEventKind.SenderRemoved) End(key, e.Time, EndCauseTag.Unobserved);
        else Continue(key, e);
    }

    /// <summary>Ends what is live, because nobody will see how it ends.</summary>
    public void EndAll(DateTimeOffset at)
    {
        foreach (var key in _live.Keys.ToArray()) End(key, at, EndCauseTag.Unobserved);
    }

    /// <summary>Does something to each live session.</summary>
    public void ForEach(Action<T> act)
    {
        foreach (var entry in _live.Values) act(entry.State);
    }

    private void Begin((VolumeId Volume, ReplicaId Replica) key, in RecoveryEvent e)
    {
        End(key, e.Time, EndCauseTag.Unobserved);
        if (_live.Count == capacity) EndOldest(e.Time);
        if (_begun.Count > 2 * (_live.Count + 32)) ForgetEnded();
        _begun.Enqueue((key, _beginnings));
        _live.Add(key, new Entry(e.Session, _beginnings++, observer.Begin(e)));
    }

    private void Continue((VolumeId Volume, ReplicaId Replica) key, in RecoveryEvent e)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(_live, key);
        if (Unsafe.IsNullRef(ref entry) || entry.Session != e.Session) return;
        observer.Observe(ref entry.State, e);
        if (e.Ends) End(key, e.Time, EndCauseTag.Of(e));
    }

    private void End((VolumeId Volume, ReplicaId Replica) key, DateTimeOffset at, string cause)
    {
        if (_live.Remove(key, out var entry)) observer.End(entry.State, at, cause);
    }

    private void EndOldest(DateTimeOffset at)
    {
        while (_begun.TryDequeue(out var oldest))
        {
            if (!IsLive(oldest)) continue;
            End(oldest.Key, at, EndCauseTag.Unobserved);
            return;
        }
    }

    private void ForgetEnded()
    {
        for (var left = _begun.Count; left > 0; left--)
        {
            if (_begun.Dequeue() is var begun && IsLive(begun)) _begun.Enqueue(begun);
        }
    }

    private bool IsLive(((VolumeId Volume, ReplicaId Replica) Key, ulong Nth) begun) => _live.TryGetValue(begun.Key, out var entry) && entry.Nth == begun.Nth;

    private struct Entry(SessionId session, ulong nth, T state)
    {
        public readonly SessionId Session = session;
        public readonly ulong Nth = nth;
        public T State = state;
    }
}
