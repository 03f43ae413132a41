// A session is completed that nobody has decided for: the type does not allow it.
using Engine;
using Replication;

public static class Program
{
    public static void Finish(FenceOwner owner, At<Session.Connected> connected)
    {
        using var step = owner.Enter();
        connected.Complete(step);
    }
}
