using Replication.Recovery;

namespace Replication.Tool.Replay;

/// <summary>Traces name a session by its ordinal for its replica: 1, 2, … in the order they were made; 0 = none.</summary>
internal sealed class SessionOrdinals
{
    private readonly Dictionary<ReplicaId, List<SessionId>> _sessions = [];

    public int Of(ReplicaId replica, SessionId session)
    {
        if (session == SessionId.None) return 0;
        if (!_sessions.TryGetValue(replica, out var known)) _sessions[replica] = known = [];
        var index = known.IndexOf(session);
        if (index >= 0) return index + 1;
        known.Add(session);
        return known.Count;
    }

    /// <summary>The session that was made last for a replica; none where none was.</summary>
    public SessionId Latest(ReplicaId replica) => _sessions.TryGetValue(replica, out var known) && known.Count > 0 ? known[^1] : SessionId.None;

    /// <summary>The session of an ordinal. One that was never made gets an ID that no sender has.</summary>
    public SessionId Session(ReplicaId replica, ulong ordinal) =>
        ordinal == 0 ? SessionId.None
        : _sessions.TryGetValue(replica, out var known) && ordinal <= (ulong)known.Count ? known[(int)ordinal - 1]
        : new SessionId(ulong.MaxValue);
}
