using Replication.Benchmarks.ByHand;

namespace Replication.Benchmarks.Cases;

/// <summary>A random walk along the table of the phases, made before anything is measured; one trigger in eight is illegal where it is fired.</summary>
internal static class PhaseTriggers
{
    private const int Count = 4096;

    public static SwitchedPhase.Trigger[] Make()
    {
        // The same walk in every run.
        var random = new Random(20_260_102);
        var phase = new SwitchedPhase();
        var triggers = new SwitchedPhase.Trigger[Count];
        for (var i = 0; i < Count; i++)
        {
            var wantsLegal = random.Next(8) != 0;
            do triggers[i] = (SwitchedPhase.Trigger)random.Next(5);
            while (IsLegal(phase.Now, triggers[i]) != wantsLegal);
            phase.TryFire(triggers[i]);
        }

        return triggers;
    }

    private static bool IsLegal(SwitchedPhase.State state, SwitchedPhase.Trigger trigger) => new SwitchedPhase(state).TryFire(trigger);
}
