// A warning: a position of the replica's log is held against one of the primary's, and nobody asked whether they share it.
using Engine;

public static class Program
{
    public static bool NeedsCatchUp(Replica replica, Primary primary) => replica.Flushed < primary.Committed;
}
