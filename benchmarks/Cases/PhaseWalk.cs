using Replication.Benchmarks.ByHand;
using Replication.Benchmarks.Machines;

namespace Replication.Benchmarks.Cases;

/// <summary>Both sides of the walk by triggers from an array.</summary>
internal static class PhaseWalk
{
    public static Walked Generated(Phase machine, Phase.Trigger[] triggers)
    {
        long refused = 0;
        foreach (var trigger in triggers)
        {
            if (!machine.TryFire(trigger)) refused++;
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
