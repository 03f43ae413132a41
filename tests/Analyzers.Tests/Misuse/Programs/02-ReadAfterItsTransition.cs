// Progress is read from the state that the session has left.
using Engine;
using Replication;

public static class Program
{
    public static ulong Finish(FenceOwner owner, At<Session.CatchUp> catchUp)
    {
        using var step = owner.Enter();
        if (!catchUp.TryComplete(step, out _, out _)) return 0;
        return catchUp.Read(step).Recovered;
    }
}
