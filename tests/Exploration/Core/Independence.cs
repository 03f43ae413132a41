using Replication.Exploration.Model;
using Replication.Exploration.Search;
using Replication.Recovery;

namespace Replication.Exploration.Core;

/// <summary>
/// What becomes of one replica, of the registry and of the primary depends on another replica by no more than whether it is named and of which epoch its sender is. Where
/// that holds of every move, each state of two replicas that are worked on is, with one of them put aside, a state of one beside an idle one: who has seen all of the
/// latter has seen each replica of the former in all that can become of it.
/// </summary>
internal static class Independence
{
    public static void OfMove(RealCore core, Bounds bounds, int move, in World before, in World after)
    {
        for (var other = bounds.Replicas == 2 ? 0 : 1; other < 2; other++)
        {
            var expected = before;
            PutAside(ref expected, other);

            // Work for the other one is nothing that is seen here; all else is the same thing where the other one is idle.
            if (!Moves.IsWorkFor(move, other)) _ = Moves.TryMake(move, core, bounds, ref expected);
            PutAside(ref expected, other);
            var found = after;
            PutAside(ref found, other);
            if (found.Write(isSymmetric: false) != expected.Write(isSymmetric: false))
                throw new BrokenException($"what becomes of a replica depends on what another one does; beside an idle one it is\n    {expected}\n  and not\n    {found}");
        }
    }

    private static void PutAside(ref World world, int which)
    {
        ref var replica = ref which == 0 ? ref world.First : ref world.Second;
        replica = new Replica { IsNamed = replica.IsNamed, State = ReplicaState.Disconnected, Epoch = replica.Epoch };
    }
}
