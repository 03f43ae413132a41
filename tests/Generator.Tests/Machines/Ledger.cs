namespace Replication.Generator.Tests.Machines;

/// <summary>A machine for several threads. Its bodies throw when they are shown data of two transitions at once.</summary>
[StateMachine<LedgerWhy>(Fence.Cas, Context = typeof(Limit))]
[On<Open, Add, Open>] // a loop that can refuse
[On<Open, Mark, Open>] // a loop that cannot
[On<Open, Settle, Open>] // a branch back,
[On<Open, Settle, Shut>] // or away
[On<Open, Close, Shut>]
[On<Shut, Reopen, Open>]
[On<Shut, Rest, Shut>]
[On<Shut, Burn, Ash>] // neither body nor data
[On<Ash, Found, Open>] // data enters with its state
[On<Open, Tear, Open>] // its body throws
public sealed partial class Ledger
{
    /// <summary>Six words and a reference that one transition sets together.</summary>
    public readonly record struct Open(long A, long B, string Text, long C, long D, long E, long F)
    {
        public static Open At(long value) => new(value, value, (value & 1) == 0 ? "even" : "odd", value, value, value, value);

        public long Whole() =>
            B == A && C == A && D == A && E == A && F == A && Text == ((A & 1) == 0 ? "even" : "odd")
                ? A
                : throw new InvalidDataException($"A torn state was seen: {this}.");
    }

    public readonly record struct Shut(long Sum, long Check)
    {
        public long Whole() => Check == ~Sum ? Sum : throw new InvalidDataException($"A torn state was seen: {this}.");
    }

    public readonly record struct Ash;

    /// <param name="By">How much; nothing is refused.</param>
    /// <param name="Meanwhile">What another caller does while this one's body runs. A test's way to lose a race for certain; a real body is pure.</param>
    public readonly record struct Add(long By, Action? Meanwhile);

    public readonly record struct Mark;

    public readonly record struct Settle(bool Away, Action? Meanwhile);

    public readonly record struct Close;

    public readonly record struct Reopen;

    public readonly record struct Rest;

    public readonly record struct Burn;

    public readonly record struct Found(long Sum, Action? Meanwhile);

    public readonly record struct Tear(Action? Meanwhile);

    static Next<Open, LedgerWhy> On(in Open s, in Add t, in Limit limit)
    {
        var sum = s.Whole() + t.By;
        t.Meanwhile?.Invoke();
        return t.By == 0 ? LedgerWhy.Nothing.Because(t.By, s.A)
            : sum > limit.Sum ? LedgerWhy.BeyondLimit.Because(sum, limit.Sum)
            : Open.At(sum);
    }

    static Open On(in Open s, in Mark t) => Open.At(s.Whole() + 1);

    static Next<Shut, Open, LedgerWhy> On(in Open s, in Settle t)
    {
        var sum = s.Whole();
        t.Meanwhile?.Invoke();
        return sum == 0 ? LedgerWhy.Nothing.Because("an empty ledger")
            : t.Away ? new Shut(sum, ~sum)
            : Open.At(sum + 1);
    }

    static Shut On(in Open s, in Close t) => new(s.Whole(), ~s.A);

    static Open On(in Shut s, in Reopen t) => Open.At(s.Whole());

    static Shut On(in Shut s, in Rest t) => s;

    static Open On(in Ash s, in Found t)
    {
        t.Meanwhile?.Invoke();
        return Open.At(t.Sum);
    }

    static Open On(in Open s, in Tear t)
    {
        s.Whole();
        t.Meanwhile?.Invoke();
        throw new InvalidTimeZoneException("torn out");
    }
}
