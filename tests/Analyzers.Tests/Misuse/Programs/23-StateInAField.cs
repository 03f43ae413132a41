// A warning: a state that every method and every thread can use.
using Engine;
using Replication;

public sealed class Worker
{
    private At<Session.CatchUp> _catchUp;

    public void Take(At<Session.CatchUp> catchUp) => _catchUp = catchUp;

    public bool IsDone(FenceOwner owner)
    {
        using var step = owner.Enter();
        return !_catchUp.IsCurrent(step);
    }
}
