// Two names for one state, and both are used.
using Engine;
using Replication;

public static class Program
{
    public static void Finish(FenceOwner owner, At<Session.CatchUp> catchUp)
    {
        using var step = owner.Enter();
        var mine = catchUp;
        mine.Complete(step);
        catchUp.Complete(step);
    }
}
