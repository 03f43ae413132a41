using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Replication.Recovery;

/// <summary>
/// The sessions that are live as far as the events tell: one a replica at most, so that a beginning ends whatever stood there before. Bounded: beyond the capacity
/// the session that began first is given up as <see cref="SessionEnding.Unobserved"/>.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class LiveSessions<T>(ILiveSessionObserver<T> observer, int capacity)
{
    private readonly Dictionary<(VolumeId Volume, ReplicaId Replica), Entry> _live = [];
    private ulong _beginnings;

    public int Count => _live.Count;

    public void Observe(VolumeId volume, in RecoveryEvent e)
    {
        var key = (volume, e.Replica);
        if (SessionEnding.IsBeginning(e.Kind)) Begin(key, e);
        else if (e.Kind == RecoveryEventKind.SenderRemoved) End(key, e.Time, SessionEnding.Unobserved);
        else Continue(key, e);
    }

    /// <summary>Ends what is live, because nobody will see how it ends.</summary>
    public void EndAll(DateTimeOffset at)
    {
        foreach (var key in _live.Keys.ToArray()) End(key, at, SessionEnding.Unobserved);
    }

    /// <summary>Does something to each live session of a volume.</summary>
    public void ForEach(VolumeId volume, Action<T> act)
    {
        foreach (var (key, entry) in _live)
        {
            if (key.Volume == volume) act(entry.State);
        }
    }

    private void Begin((VolumeId Volume, ReplicaId Replica) key, in RecoveryEvent e)
    {
        End(key, e.Time, SessionEnding.Unobserved);
        if (_live.Count == capacity) End(_live.MinBy(entry => entry.Value.Nth).Key, e.Time, SessionEnding.Unobserved);
        _live.Add(key, new Entry(e.Session, _beginnings++, observer.Begin(key.Volume, e)));
    }

    private void Continue((VolumeId Volume, ReplicaId Replica) key, in RecoveryEvent e)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(_live, key);
        if (Unsafe.IsNullRef(ref entry) || entry.Session != e.Session) return;
        observer.Observe(ref entry.State, e);
        if (SessionEnding.CauseOf(e) is { } cause) End(key, e.Time, cause);
    }

    private void End((VolumeId Volume, ReplicaId Replica) key, DateTimeOffset at, string cause)
    {
        if (_live.Remove(key, out var entry)) observer.End(entry.State, at, cause);
    }

    private struct Entry(SessionId session, ulong nth, T state)
    {
        public readonly SessionId Session = session;
        public readonly ulong Nth = nth;
        public T State = state;
    }
}
