// What the programs beside this file use: a session as a machine, a pin, a worker's view of an engine. Nothing in it is misused.
using System;
using System.Threading;
using System.Threading.Tasks;
using Replication;

namespace Engine;

public readonly record struct SessionId(ulong Value)
{
    public static SessionId None => default;
}

public readonly record struct Tick([MonotonicTime] ulong Value);

public readonly record struct Position(ulong Value)
{
    public static bool operator <(Position left, Position right) => left.Value < right.Value;

    public static bool operator >(Position left, Position right) => left.Value > right.Value;
}

[OfOneLog]
public sealed record Primary(Position Tail, Position Committed);

[OfOneLog]
public sealed record Replica(Position Flushed);

public enum Why { None, Regression }

[StateMachine<Why>(Fence.Owner)]
[On<Idle, Connect, Connected>]
[On<Connected, Decide, CatchUp>]
[On<Connected, Decide, Rebuild>]
[On<CatchUp, Advance, CatchUp>]
[On<CatchUp, Complete, Done>]
[On<Rebuild, Complete, Done>]
[Terminal<Done>]
public sealed partial class Session
{
    public readonly record struct Idle;
    public readonly record struct Connected;
    public readonly record struct CatchUp(ulong Recovered);
    public readonly record struct Rebuild;
    public readonly record struct Done;
    public readonly record struct Connect;
    public readonly record struct Decide(bool IsRetained);
    public readonly record struct Advance(ulong To);
    public readonly record struct Complete;

    static Next<CatchUp, Rebuild, Why> On(in Connected s, in Decide t) => t.IsRetained ? new CatchUp(0) : new Rebuild();

    static Next<CatchUp, Why> On(in CatchUp s, in Advance t) => t.To <= s.Recovered ? Why.Regression.Because(t.To, s.Recovered) : new CatchUp(t.To);
}

[MustComplete]
public sealed class Pin : IDisposable
{
    public ulong From => 0;

    public void Dispose()
    {
    }
}

public static class Log
{
    public static Pin Take() => new();

    public static void Copy([Borrows] Pin pin)
    {
    }
}

[MustUse]
public readonly record struct Fault(int Code);

public sealed class Sender
{
    public SessionId CurrentSession { get; private set; }

    public SessionId Attach() => CurrentSession = new SessionId(CurrentSession.Value + 1);

    [EndsSession] public SessionId Supersede() => Attach();

    public Fault Complete([RequiresSessionId] SessionId session) => new(session == CurrentSession ? 0 : 1);

    public Fault Invalidate([RequiresSessionId(Ends = true)] SessionId session, string reason) => new(reason.Length);
}
