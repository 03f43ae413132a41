// Whether the progress was recorded is not asked.
using Engine;
using Replication;

public static class Program
{
    public static void Record(FenceOwner owner, At<Session.CatchUp> catchUp, ulong achieved)
    {
        using var step = owner.Enter();
        catchUp.TryAdvance(step, achieved, out _);
    }
}
