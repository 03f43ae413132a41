using Replication.Benchmarks.ByHand;
using Replication.Benchmarks.Machines;

namespace Replication.Benchmarks.Cases;

/// <summary>A random walk along the table of the phases, made before anything is measured; one trigger in eight is illegal where it is fired.</summary>
internal static class PhaseTriggers
{
    public static Phase.Trigger[] Make(int count)
    {
        // The same walk in every run.
        var random = new Random(20_260_102);
        var triggers = new Phase.Trigger[count];
        var names = Enum.GetValues<Phase.Trigger>();
        var phase = new SwitchedPhase();
        for (var i = 0; i < count; i++)
        {
            var wantsLegal = random.Next(8) != 0;
            do triggers[i] = names[random.Next(names.Length)];
            while (new SwitchedPhase(phase.Now).TryFire(Of(triggers[i])) != wantsLegal);
            phase.TryFire(Of(triggers[i]));
        }

        return triggers;
    }

    /// <summary>The same triggers as the hand-written side names them.</summary>
    public static SwitchedPhase.Trigger[] Named(Phase.Trigger[] triggers) => Array.ConvertAll(triggers, Of);

    private static SwitchedPhase.Trigger Of(Phase.Trigger trigger) => Enum.Parse<SwitchedPhase.Trigger>(trigger.ToString());
}
