// A session is connected, and nobody goes on with it.
using Engine;
using Replication;

public static class Program
{
    public static void Connect(FenceOwner owner, At<Session.Idle> idle)
    {
        using var step = owner.Enter();
        idle.Connect(step);
    }
}
