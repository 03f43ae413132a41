namespace Replication.Generator.Tests.Machines;

/// <summary>A machine that is entered by the ID of its session, which is a number.</summary>
[StateMachine<LedgerWhy>(Fence.Cas, Context = typeof(Terms), SessionId = nameof(Terms.Id))]
[On<Held, Renew, Held>]
[On<Held, Release, Free>]
public sealed partial class Lease
{
    public readonly record struct Terms(ulong Id, long Days);

    public readonly record struct Held(long Until);

    public readonly record struct Free;

    public readonly record struct Renew;

    public readonly record struct Release;

    static Held On(in Held s, in Renew t, in Terms terms) => new(s.Until + terms.Days);
}
