// A catch-up is handled, a rebuild is not.
using Engine;
using Replication;

public static class Program
{
    public static void Go(FenceOwner owner, At<Session.Connected> connected)
    {
        using var step = owner.Enter();
        if (!connected.TryDecide(step, true, out var outcome, out _)) return;
        switch (outcome)
        {
            case { CatchUp: { } catchUp }:
                catchUp.Complete(step);
                break;
        }
    }
}
