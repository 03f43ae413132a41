using Stateless;

namespace Replication.Benchmarks.ByHand;

/// <summary>The table of <see cref="Machines.Phase"/> as a configured Stateless machine. An illegal trigger is counted, not thrown.</summary>
internal sealed class StatelessPhase
{
    public StatelessPhase()
    {
        Machine.OnUnhandledTrigger((_, _) => Refused++);
        Machine.Configure(SwitchedPhase.State.Idle)
            .Permit(SwitchedPhase.Trigger.Begin, SwitchedPhase.State.Connecting);
        Machine.Configure(SwitchedPhase.State.Connecting)
            .Permit(SwitchedPhase.Trigger.Advance, SwitchedPhase.State.Ready)
            .Permit(SwitchedPhase.Trigger.Fail, SwitchedPhase.State.Failed)
            .Permit(SwitchedPhase.Trigger.Reset, SwitchedPhase.State.Idle);
        Machine.Configure(SwitchedPhase.State.Ready)
            .Permit(SwitchedPhase.Trigger.Begin, SwitchedPhase.State.Replaying)
            .Permit(SwitchedPhase.Trigger.Fail, SwitchedPhase.State.Failed)
            .Permit(SwitchedPhase.Trigger.Finish, SwitchedPhase.State.Idle);
        Machine.Configure(SwitchedPhase.State.Replaying)
            .PermitReentry(SwitchedPhase.Trigger.Advance)
            .Permit(SwitchedPhase.Trigger.Finish, SwitchedPhase.State.Ready)
            .Permit(SwitchedPhase.Trigger.Fail, SwitchedPhase.State.Failed)
            .Permit(SwitchedPhase.Trigger.Reset, SwitchedPhase.State.Idle);
        Machine.Configure(SwitchedPhase.State.Failed)
            .Permit(SwitchedPhase.Trigger.Reset, SwitchedPhase.State.Idle)
            .Permit(SwitchedPhase.Trigger.Begin, SwitchedPhase.State.Connecting);
    }

    public StateMachine<SwitchedPhase.State, SwitchedPhase.Trigger> Machine { get; } = new(SwitchedPhase.State.Idle);

    public long Refused { get; private set; }
}
