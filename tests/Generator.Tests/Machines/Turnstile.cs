namespace Replication.Generator.Tests.Machines;

/// <summary>A machine for one thread.</summary>
[StateMachine<LedgerWhy>(Fence.None)]
[On<Locked, Coin, Unlocked>]
[On<Unlocked, Coin, Unlocked>]
[On<Unlocked, Push, Locked>]
[On<Unlocked, Look, Unlocked>] // a branch back,
[On<Unlocked, Look, Locked>] // or away
[On<Locked, Kick, Locked>] // its body throws
public sealed partial class Turnstile
{
    public readonly record struct Locked;

    public readonly record struct Unlocked(int Coins);

    public readonly record struct Coin(int Value);

    public readonly record struct Push;

    public readonly record struct Look(bool IsLate);

    public readonly record struct Kick;

    static Next<Unlocked, LedgerWhy> On(in Locked s, in Coin t) => t.Value == 0 ? LedgerWhy.Nothing.Because(t.Value, 1) : new Unlocked(t.Value);

    static Unlocked On(in Unlocked s, in Coin t) => new(s.Coins + t.Value);

    static Next<Unlocked, Locked, LedgerWhy> On(in Unlocked s, in Look t) => t.IsLate ? new Locked() : s;

    static Locked On(in Locked s, in Kick t) => throw new InvalidTimeZoneException("ouch");
}
