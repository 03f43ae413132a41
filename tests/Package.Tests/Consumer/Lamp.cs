using Replication;

namespace Consumer;

/// <summary>A machine for several threads.</summary>
[StateMachine<DayOfWeek>(Fence.Cas)]
[On<Off, Press, Lit>]
[On<Lit, Press, Lit>(When = nameof(IsDim))]
[On<Lit, Press, Off>]
internal sealed partial class Lamp
{
    internal readonly record struct Off;
    internal readonly record struct Lit(int Brightness);
    internal readonly record struct Press;

    static bool IsDim(in Lit s, in Press t) => s.Brightness < 2;
    static Lit On(in Off s, in Press t) => new(2);
}
