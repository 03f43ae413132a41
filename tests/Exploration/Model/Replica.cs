using Replication.Recovery;

namespace Replication.Exploration.Model;

/// <summary>The lifecycle of a session, as far as it is another one.</summary>
internal enum Lifecycle
{
    None,
    CatchUp,
    Rebuild,
}

/// <summary>The phase of a session of either lifecycle.</summary>
internal enum Phase
{
    Init,
    Connecting,
    Handshake,
    CatchUp,
    SourceSelect,
    Transfer,
    TailReplay,
}

/// <summary>A message that is under way although its sender waits for it no longer.</summary>
internal enum Late
{
    None,
    Handshake,
    Chunk,
    Truncate,
    Base,
}

/// <summary>One replica: what the core knows of it, what its disk holds, and what is on its way to it.</summary>
internal struct Replica
{
    // What the core holds; read from it after every move.
    public bool IsNamed;
    public ReplicaState State;
    public int Epoch;
    public Lifecycle Lifecycle;
    public Phase Phase;
    public int Start;
    public int Target;
    public int Reached;
    public int TruncateTo;      // 0 = none is required, else one more than the LSN
    public bool IsDone;         // truncated, or verified
    public bool IsSnapshot;
    public int SourceTarget;

    // What its disk holds.
    public Log Log;
    public bool IsUnfinished;
    public int PromisedEpoch;

    // Sessions, as numbers of this replica alone: their order is all that counts. 0 = none.
    public int Live;
    public int Promised;

    // What is on its way to it.
    public Late Late;
    public int LateSession;
    public int LateEpoch;
    public int LateStart;
    public int LateEnd;
    public Log LateLog;

    public void Write(ref Bits bits)
    {
        Rank();
        bits.Put(IsNamed ? 1 : 0, 1);
        bits.Put((int)State, 3);
        bits.Put(Epoch, 2);
        bits.Put((int)Lifecycle, 2);
        bits.Put((int)Phase, 3);
        bits.Put(Start, 3);
        bits.Put(Target, 3);
        bits.Put(Reached, 3);
        bits.Put(TruncateTo, 3);
        bits.Put(IsDone ? 1 : 0, 1);
        bits.Put(IsSnapshot ? 1 : 0, 1);
        bits.Put(SourceTarget, 3);
        bits.Put(Log.Bits, Model.Log.Width);
        bits.Put(IsUnfinished ? 1 : 0, 1);
        bits.Put(PromisedEpoch, 2);
        bits.Put(Live, 2);
        bits.Put(Promised, 2);
        bits.Put((int)Late, 3);
        bits.Put(LateSession, 2);
        bits.Put(LateEpoch, 2);
        bits.Put(LateStart, 3);
        bits.Put(LateEnd, 3);
        bits.Put(LateLog.Bits, Model.Log.Width);
    }

    public static Replica Read(ref Bits bits) => new()
    {
        IsNamed = bits.Take(1) == 1,
        State = (ReplicaState)bits.Take(3),
        Epoch = bits.Take(2),
        Lifecycle = (Lifecycle)bits.Take(2),
        Phase = (Phase)bits.Take(3),
        Start = bits.Take(3),
        Target = bits.Take(3),
        Reached = bits.Take(3),
        TruncateTo = bits.Take(3),
        IsDone = bits.Take(1) == 1,
        IsSnapshot = bits.Take(1) == 1,
        SourceTarget = bits.Take(3),
        Log = new Log(bits.Take(Model.Log.Width)),
        IsUnfinished = bits.Take(1) == 1,
        PromisedEpoch = bits.Take(2),
        Live = bits.Take(2),
        Promised = bits.Take(2),
        Late = (Late)bits.Take(3),
        LateSession = bits.Take(2),
        LateEpoch = bits.Take(2),
        LateStart = bits.Take(3),
        LateEnd = bits.Take(3),
        LateLog = new Log(bits.Take(Model.Log.Width)),
    };

    /// <summary>Puts replicas in an order.</summary>
    public (ulong, ulong) Weight()
    {
        Span<ulong> words = [0, 0];
        var bits = new Bits(words);
        Write(ref bits);
        return (words[0], words[1]);
    }

    public void DropLate() => (Late, LateSession, LateEpoch, LateStart, LateEnd, LateLog) = (Late.None, 0, 0, 0, 0, Model.Log.Empty);

    // Sessions are numbered by their order, so that only the order is part of a state.
    private void Rank()
    {
        var (live, promised, late) = (Live, Promised, LateSession);
        int Of(int session) => session == 0 ? 0
            : 1 + Below(live, session) + (promised != live ? Below(promised, session) : 0) + (late != live && late != promised ? Below(late, session) : 0);
        static int Below(int one, int session) => one != 0 && one < session ? 1 : 0;
        (Live, Promised, LateSession) = (Of(live), Of(promised), Of(late));
    }

    public override readonly string ToString() =>
        (!IsNamed ? "not named" : $"{State.Text()} epoch {Epoch}"
            + (Lifecycle == Lifecycle.None ? "" : $", session {Live} {Lifecycle} {Phase} ({Start}, {Target}] at {Reached}"
                + (TruncateTo > 0 ? $" truncate to {TruncateTo - 1}" : "") + (IsDone ? " done" : "") + (IsSnapshot ? " snapshot" : "") + (SourceTarget > 0 ? $" to {SourceTarget}" : "")))
        + $"; disk {Log}{(IsUnfinished ? " unfinished" : "")} promised epoch {PromisedEpoch} session {Promised}"
        + (Late == Late.None ? "" : $"; late {Late} of epoch {LateEpoch} session {LateSession} ({LateStart}, {LateEnd}] {LateLog}");
}
