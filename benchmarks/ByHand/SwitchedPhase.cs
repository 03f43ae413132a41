using System.Runtime.CompilerServices;

namespace Replication.Benchmarks.ByHand;

/// <summary>The table of <see cref="Machines.Phase"/> as its author would write it without a compiler for it: a field and two switches, inlined.</summary>
internal sealed class SwitchedPhase
{
    internal enum Trigger : byte
    {
        Begin,
        Advance,
        Finish,
        Fail,
        Reset,
    }

    internal enum State : byte
    {
        Idle,
        Connecting,
        Ready,
        Replaying,
        Failed,
    }

    public SwitchedPhase(State initial = State.Idle) => Now = initial;

    public State Now { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFire(Trigger trigger)
    {
        switch (Now)
        {
            case State.Idle:
                switch (trigger)
                {
                    case Trigger.Begin: Now = State.Connecting; return true;
                    default: return false;
                }

            case State.Connecting:
                switch (trigger)
                {
                    case Trigger.Advance: Now = State.Ready; return true;
                    case Trigger.Fail: Now = State.Failed; return true;
                    case Trigger.Reset: Now = State.Idle; return true;
                    default: return false;
                }

            case State.Ready:
                switch (trigger)
                {
                    case Trigger.Begin: Now = State.Replaying; return true;
                    case Trigger.Fail: Now = State.Failed; return true;
                    case Trigger.Finish: Now = State.Idle; return true;
                    default: return false;
                }

            case State.Replaying:
                switch (trigger)
                {
                    case Trigger.Advance: Now = State.Replaying; return true;
                    case Trigger.Finish: Now = State.Ready; return true;
                    case Trigger.Fail: Now = State.Failed; return true;
                    case Trigger.Reset: Now = State.Idle; return true;
                    default: return false;
                }

            case State.Failed:
                switch (trigger)
                {
                    case Trigger.Reset: Now = State.Idle; return true;
                    case Trigger.Begin: Now = State.Connecting; return true;
                    default: return false;
                }

            default: return false;
        }
    }
}
