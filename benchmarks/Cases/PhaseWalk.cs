using Replication.Benchmarks.ByHand;
using Replication.Benchmarks.Machines;
using Replication.Benchmarks.Measuring;

namespace Replication.Benchmarks.Cases;

/// <summary>The walk by triggers from an array: generated, by hand, and through Stateless.</summary>
internal static class PhaseWalk
{
    public static Walker<Phase> Generated(Phase.Trigger[] triggers) =>
        new(Phase.Start(out _), machine => Walk(machine, triggers), machine => machine.Now().State);

    public static Walker<SwitchedPhase> ByHand(Phase.Trigger[] triggers)
    {
        var named = PhaseTriggers.Named(triggers);
        return new(new SwitchedPhase(), phase => Walk(phase, named), phase => phase.Now.ToString());
    }

    public static Walker<StatelessPhase> Stateless(Phase.Trigger[] triggers)
    {
        var named = PhaseTriggers.Named(triggers);
        return new(new StatelessPhase(), phase => Walk(phase, named), phase => phase.Machine.State.ToString());
    }

    private static Walked Walk(Phase machine, Phase.Trigger[] triggers)
    {
        long refused = 0;
        foreach (var trigger in triggers)
        {
            if (!machine.TryFire(trigger)) refused++;
        }

        return new Walked(triggers.Length - refused, refused, 0);
    }

    private static Walked Walk(SwitchedPhase phase, SwitchedPhase.Trigger[] triggers)
    {
        long refused = 0;
        foreach (var trigger in triggers)
        {
            if (!phase.TryFire(trigger)) refused++;
        }

        return new Walked(triggers.Length - refused, refused, 0);
    }

    private static Walked Walk(StatelessPhase phase, SwitchedPhase.Trigger[] triggers)
    {
        var before = phase.Refused;
        foreach (var trigger in triggers) phase.Machine.Fire(trigger);
        var refused = phase.Refused - before;
        return new Walked(triggers.Length - refused, refused, 0);
    }
}
