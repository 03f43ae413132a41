using Replication.Benchmarks.ByHand;
using Replication.Benchmarks.Machines;

namespace Replication.Benchmarks.Cases;

/// <summary>Both sides of the walk by triggers from an array.</summary>
internal static class PhaseWalk
{
    public static Walked Generated(Phase machine, SwitchedPhase.Trigger[] triggers)
    {
        long refused = 0;
        foreach (var trigger in triggers)
        {
            var made = trigger switch
            {
                SwitchedPhase.Trigger.Begin => machine.TryFire(new Phase.Begin(), out _, out _),
                SwitchedPhase.Trigger.Advance => machine.TryFire(new Phase.Advance(), out _, out _),
                SwitchedPhase.Trigger.Finish => machine.TryFire(new Phase.Finish(), out _, out _),
                SwitchedPhase.Trigger.Fail => machine.TryFire(new Phase.Fail(), out _, out _),
                _ => machine.TryFire(new Phase.Reset(), out _, out _),
            };
            if (!made) refused++;
        }

        return new Walked(refused, 0);
    }

    public static Walked ByHand(SwitchedPhase phase, SwitchedPhase.Trigger[] triggers)
    {
        long refused = 0;
        foreach (var trigger in triggers)
        {
            if (!phase.TryFire(trigger)) refused++;
        }

        return new Walked(refused, 0);
    }
}
