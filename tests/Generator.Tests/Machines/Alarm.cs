namespace Replication.Generator.Tests.Machines;

/// <summary>A machine with guards and hooks, for one thread. Its hooks write down what they hear.</summary>
[StateMachine<LedgerWhy>(Fence.None, Context = typeof(Limit))]
[On<Armed, Tick, Armed>(When = nameof(IsEarly))]
[On<Armed, Tick, Ringing>(When = nameof(IsDue))]
[On<Armed, Tick, Missed>]
[On<Ringing, Snooze, Armed>(When = nameof(IsSensible))]
[On<Ringing, Lift, Missed>(When = nameof(IsSensible))]
[On<Ringing, Shake, Ringing>(When = nameof(IsLoud))]
[On<IOver, Clear, Off>(When = nameof(IsLoud))]
public sealed partial class Alarm
{
    public interface IOver;

    public readonly record struct Armed(long Due);

    public readonly record struct Ringing(long Since) : IOver;

    public readonly record struct Missed : IOver;

    public readonly record struct Off;

    public readonly record struct Tick(long Now);

    public readonly record struct Snooze(long By);

    public readonly record struct Lift(long By);

    public readonly record struct Shake;

    public readonly record struct Clear(bool IsLoud);

    /// <summary>What the hooks heard, in order.</summary>
    public List<string> Heard { get; } = [];

    /// <summary>Makes the next hook throw.</summary>
    public bool IsDeaf { get; set; }

    static bool IsEarly(in Armed s, in Tick t) => t.Now < s.Due;

    static bool IsDue(in Armed s, in Tick t, in Limit limit) => t.Now < s.Due + limit.Sum;

    static bool IsSensible(Ringing s, Snooze t, Limit limit) => t.By <= limit.Sum;

    static bool IsSensible(in Ringing s, in Lift t) => t.By > s.Since;

    static bool IsLoud(in Ringing s, in Shake t) => s.Since % 2 == 1;

    static bool IsLoud<TState>(in TState s, in Clear t)
        where TState : struct, IOver => t.IsLoud;

    static Ringing On(in Armed s, in Tick t) => new(t.Now);

    static Next<Armed, LedgerWhy> On(in Ringing s, in Snooze t) => t.By == 0 ? LedgerWhy.Nothing.Because(t.By, s.Since) : new Armed(s.Since + t.By);

    static Ringing On(in Ringing s, in Shake t) => new(s.Since + 1);

    private void Entered(in Ringing s) => Hear($"entered Ringing since {s.Since}");

    private void Entered(in Missed s) => Hear("entered Missed");

    private void Exited(in Armed s) => Hear($"exited Armed until {s.Due}");

    private void Exited<TState>(in TState s)
        where TState : struct, IOver => Hear($"exited {typeof(TState).Name}");

    private void Hear(string what)
    {
        Heard.Add($"{what} as {Now().State}");
        if (IsDeaf) throw new InvalidTimeZoneException("deaf");
    }
}
