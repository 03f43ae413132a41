namespace Replication.Generator.Tests.Machines;

/// <summary>One machine with every kind of cell: bodiless, infallible, fallible, looping, branching, grouped, overridden, throwing, with context.</summary>
[StateMachine<Why>(Fence.Owner, Context = typeof(Route))]
[On<Idle, Rest, Idle>] // a loop without data
[On<Idle, Depart, Moving>] // data enters with its state
[On<Moving, Advance, Moving>] // a loop that can refuse, against the context
[On<Moving, Inspect, Moving>] // a branch back to its own state,
[On<Moving, Inspect, Lost>] // or away
[On<Moving, Arrive, Arrived>]
[On<Moving, Explode, Lost>] // its body throws
[On<Moving, Abandon, Idle>] // goes before the group's row
[On<ILive, Abandon, Lost>]
[On<ILive, Recall, Idle>] // a group without a body
[Terminal<Arrived>]
[Terminal<Lost>]
public sealed partial class Delivery
{
    public interface ILive;

    public readonly record struct Idle : ILive;

    public readonly record struct Moving(int Km, string Driver) : ILive;

    public readonly record struct Arrived(int Km);

    public readonly record struct Lost(string Reason);

    public readonly record struct Rest;

    public readonly record struct Depart(string Driver);

    public readonly record struct Advance(int To);

    public readonly record struct Inspect(bool IsSound);

    public readonly record struct Arrive;

    public readonly record struct Explode;

    public readonly record struct Abandon(string Reason);

    public readonly record struct Recall;

    static Moving On(in Idle s, in Depart t) => new(0, t.Driver);

    static Next<Moving, Why> On(in Moving s, in Advance t, in Route route) =>
        t.To <= s.Km ? Why.NotFurther.Because(t.To, s.Km)
        : t.To > route.Length ? Why.BeyondRoute.Because(t.To, route.Length)
        : s with { Km = t.To };

    // Written in another order than the rows on purpose: branches are matched by type.
    static Next<Lost, Moving, Why> On(in Moving s, in Inspect t) =>
        !t.IsSound ? new Lost("broken")
        : s.Km == 0 ? Why.TooEarly.Because("nothing to inspect yet")
        : s with { Driver = s.Driver + "*" };

    static Next<Arrived, Why> On(in Moving s, in Arrive t, in Route route) =>
        s.Km < route.Length ? Why.TooEarly.Because(s.Km, route.Length) : new Arrived(s.Km);

    static Lost On(in Moving s, in Explode t) => throw new InvalidTimeZoneException("boom");

    static Idle On(in Moving s, in Abandon t) => default;

    static Lost On<TState>(in TState s, in Abandon t)
        where TState : struct, ILive => new(t.Reason);
}
