using Replication;

namespace Consumer;

public enum DoorError
{
    WrongCode,
}

/// <summary>A machine under an owner: payloads, a refusal, a branch.</summary>
[StateMachine<DoorError>(Fence.Owner)]
[On<Closed, Open, Opened>]
[On<Closed, Unlock, Closed>]
[On<Closed, Unlock, Opened>]
[On<Opened, Close, Closed>]
#if UNREACHABLE
[On<Lost, Open, Opened>] // RPL0006
#endif
public sealed partial class Door
{
#if UNREACHABLE
    public readonly record struct Lost;
#endif
    public readonly record struct Closed(int Code);
    public readonly record struct Opened;
    public readonly record struct Open(int Code);
    public readonly record struct Unlock(int Code, bool Enter);
    public readonly record struct Close(int NewCode);

    static Next<Opened, DoorError> On(in Closed s, in Open t) =>
        t.Code == s.Code ? new Opened() : DoorError.WrongCode.Because(t.Code, s.Code);

    static Next<Closed, Opened, DoorError> On(in Closed s, in Unlock t) =>
        t.Code != s.Code ? DoorError.WrongCode.Because(t.Code, s.Code) : t.Enter ? new Opened() : s;

    static Closed On(in Opened s, in Close t) => new(t.NewCode);
}
