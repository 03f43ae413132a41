namespace Replication.Interop.Tests;

/// <summary>Why a door refuses.</summary>
public enum DoorError
{
    WrongCode,
}

/// <summary>A machine with every kind of cell.</summary>
[StateMachine<DoorError>(Fence.None)]
[On<Closed, Open, Opened>]
[On<Closed, Unlock, Closed>]
[On<Closed, Unlock, Opened>]
[On<Opened, Push, Opened>]
[On<Opened, Close, Closed>]
[On<IWhole, Smash, Broken>]
public sealed partial class Door
{
    public interface IWhole;

    public readonly record struct Closed(int Code) : IWhole;

    public readonly record struct Opened(int Width) : IWhole;

    public readonly record struct Broken;

    public readonly record struct Open(int Code);

    public readonly record struct Unlock(int Code, bool Enter);

    public readonly record struct Push(int By);

    public readonly record struct Close(int Code);

    public readonly record struct Smash;

    static Next<Opened, DoorError> On(in Closed s, in Open t) => t.Code == s.Code ? new Opened(0) : DoorError.WrongCode.Because(t.Code, s.Code);

    static Next<Closed, Opened, DoorError> On(in Closed s, in Unlock t) =>
        t.Code != s.Code ? DoorError.WrongCode.Because(t.Code, s.Code) : t.Enter ? new Opened(0) : s;

    static Opened On(in Opened s, in Push t) => t.By > 0 ? new(s.Width + t.By) : throw new ArgumentOutOfRangeException(nameof(t));

    static Closed On(in Opened s, in Close t) => new(t.Code);
}
