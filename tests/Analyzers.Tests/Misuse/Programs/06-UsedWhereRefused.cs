// The condition is the wrong way round: the state is used where the transition was refused.
using Engine;
using Replication;

public static class Program
{
    public static void Connect(FenceOwner owner, At<Session.Idle> idle)
    {
        using var step = owner.Enter();
        if (!idle.TryConnect(step, out var connected, out _)) _ = connected.TryDecide(step, true, out _, out _);
    }
}
