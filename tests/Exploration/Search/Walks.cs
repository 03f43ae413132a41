using System.Diagnostics;
using Replication.Exploration.Core;
using Replication.Exploration.Model;

namespace Replication.Exploration.Search;

/// <summary>Goes through worlds that are too large to be visited whole, by chance, and holds every state and move on the way to all that <see cref="Explorer"/> does.</summary>
/// <param name="bounds">How far a world may go.</param>
/// <param name="seed">What chance begins with.</param>
internal sealed class Walks(Bounds bounds, int seed)
{
    private const int Longest = 100;
    private const int Remembered = 5_000_000;

    private volatile string? _broken;

    /// <summary>What was found.</summary>
    /// <param name="Ways">How many walks.</param>
    /// <param name="Moves">Moves that were made.</param>
    /// <param name="States">Distinct states, up to five million a thread.</param>
    /// <param name="Broken">An invariant that does not hold, and the way there; <see langword="null"/> where all hold.</param>
    public sealed record Outcome(long Ways, long Moves, long States, string? Broken);

    /// <summary>Walks.</summary>
    /// <param name="limit">For how long; a walk that was begun is ended.</param>
    public Outcome Run(TimeSpan limit)
    {
        var start = Stopwatch.GetTimestamp();
        return Run(_ => Stopwatch.GetElapsedTime(start) < limit);
    }

    /// <summary>Walks.</summary>
    /// <param name="ways">How many walks a thread makes.</param>
    public Outcome Run(int ways) => Run(made => made < ways);

    private Outcome Run(Func<long, bool> goesOn)
    {
        var walkers = new (long Ways, long Moves, HashSet<State> Seen)[Math.Clamp(Environment.ProcessorCount, 1, 16)];
        Parallel.For(0, walkers.Length, walker =>
        {
            var (core, chance, seen) = (new RealCore(), new Random(seed + walker), new HashSet<State>());
            var (ways, moves) = (0L, 0L);
            for (; _broken is null && goesOn(ways); ways++) moves += Walk(core, chance, seen);
            walkers[walker] = (ways, moves, seen);
        });
        var all = walkers[0].Seen;
        foreach (var (_, _, seen) in walkers.AsSpan(1)) all.UnionWith(seen);
        return new Outcome(walkers.Sum(one => one.Ways), walkers.Sum(one => one.Moves), all.Count, _broken);
    }

    private long Walk(RealCore core, Random chance, HashSet<State> seen)
    {
        var world = World.Beginning;
        var way = new List<string>();
        var order = Enumerable.Range(0, Moves.Names.Length).ToArray();
        var (made, move, taken) = (0L, -1, "Begin");
        try
        {
            for (var length = 0; length < Longest; length++)
            {
                way.Add($"  {taken}\n    {world}");
                move = -1;
                var state = world.Write(isSymmetric: false);
                var before = World.Read(state);
                Invariants.OfState(core, state, before);

                // On to where nobody has been, where there is such a way.
                chance.Shuffle(order);
                foreach (var next in order)
                {
                    var tried = before;
                    move = next;
                    if (!Moves.TryMake(move, core, bounds, ref tried)) continue;
                    made++;
                    Invariants.OfMove(core, move, before, tried);
                    Independence.OfMove(core, bounds, move, before, tried);
                    (world, taken) = (tried, Moves.Names[move]);
                    if (seen.Count < Remembered && seen.Add(tried.Write(isSymmetric: false))) break;
                }
            }
        }
        catch (Exception e)
        {
            var what = e is BrokenException ? e.Message : e.ToString();
            _broken = $"{what}\n{string.Join('\n', way)}{(move >= 0 ? $"\n  {Moves.Names[move]}" : "")}";
        }

        return made;
    }
}
