// The step is entered and never left: every other thread waits for ever.
using Engine;
using Replication;

public static class Program
{
    public static ulong Recovered(FenceOwner owner, At<Session.CatchUp> catchUp)
    {
        var step = owner.Enter();
        return catchUp.Read(step).Recovered;
    }
}
