using System.Diagnostics;
using Replication.Exploration.Core;
using Replication.Exploration.Model;

namespace Replication.Exploration.Search;

/// <summary>Visits every state that a world can reach, in order of distance, on all processors: the first way to a fault that is found is a shortest one.</summary>
/// <param name="bounds">How far the world may go.</param>
internal sealed class Explorer(Bounds bounds)
{
    private const int Batch = 1 << 16;

    private readonly Visited[] _parts = [.. Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount, 1, 16)).Select(_ => new Visited())];
    private long _made;
    private volatile Found? _found;

    /// <summary>What was found.</summary>
    /// <param name="States">Distinct states.</param>
    /// <param name="Moves">Moves that were made.</param>
    /// <param name="Depth">Moves on the longest shortest way.</param>
    /// <param name="IsWhole">Whether every state was visited that can be reached.</param>
    /// <param name="Elapsed">How long it took.</param>
    /// <param name="Broken">An invariant that does not hold, and the way there; <see langword="null"/> where all hold.</param>
    public sealed record Outcome(long States, long Moves, int Depth, bool IsWhole, TimeSpan Elapsed, string? Broken);

    /// <summary>Explores.</summary>
    /// <param name="limit">How long at most.</param>
    /// <param name="progress">Told of each distance: how far, how many states.</param>
    public Outcome Run(TimeSpan limit, Action<int, long>? progress = null)
    {
        var start = Stopwatch.GetTimestamp();
        var first = World.Beginning.Write(bounds.IsSymmetric);
        _parts[PartOf(first)].Add(first, new Step(-1, 0, 0));
        var from = new int[_parts.Length];
        var depth = 0;
        var isWhole = false;
        while (_found is null && Stopwatch.GetElapsedTime(start) < limit)
        {
            var to = _parts.Select(part => part.Count).ToArray();
            if (from.SequenceEqual(to))
            {
                isWhole = true;
                break;
            }

            while (!from.SequenceEqual(to) && _found is null && Stopwatch.GetElapsedTime(start) < limit) Advance(from, to);
            progress?.Invoke(++depth, _parts.Sum(part => (long)part.Count));
        }

        return new Outcome(_parts.Sum(part => (long)part.Count), _made, depth, isWhole, Stopwatch.GetElapsedTime(start), _found is { } found ? Describe(found) : null);
    }

    // Some states of the level are expanded, each part's by one thread; then each part takes what is its own from all of them.
    private void Advance(int[] from, int[] to)
    {
        var made = new List<(State State, Step Step)>[_parts.Length][];
        Parallel.For(0, _parts.Length, part =>
        {
            made[part] = [.. _parts.Select(_ => new List<(State, Step)>())];
            var end = Math.Min(to[part], from[part] + Batch);
            Expand(part, from[part], end, made[part]);
            from[part] = end;
        });
        Parallel.For(0, _parts.Length, part =>
        {
            foreach (var lists in made)
            {
                foreach (var (state, step) in lists[part]) _parts[part].Add(state, step);
            }
        });
    }

    private void Expand(int part, int from, int to, List<(State State, Step Step)>[] made)
    {
        var core = new RealCore();
        var count = 0L;
        for (var index = from; index < to && _found is null; index++)
        {
            var state = _parts[part][index];
            var world = World.Read(state);
            var move = -1;
            try
            {
                Invariants.OfState(core, state, world);
                for (move = 0; move < Moves.Names.Length; move++)
                {
                    var next = world;
                    if (!Moves.TryMake(move, core, bounds, ref next)) continue;
                    count++;
                    Invariants.OfMove(core, move, world, next);
                    Independence.OfMove(core, bounds, move, world, next);
                    var reached = next.Write(bounds.IsSymmetric);   // after the invariants: which replica is which may change here
                    if (reached != state) made[PartOf(reached)].Add((reached, new Step((sbyte)part, (byte)move, index)));
                }
            }
            catch (Exception e)
            {
                _found = new Found(part, index, move, e is BrokenException ? e.Message : e.ToString());
            }
        }

        Interlocked.Add(ref _made, count);
    }

    private int PartOf(in State state) => (int)(state.Hash % (uint)_parts.Length);

    private string Describe(Found found)
    {
        var lines = new List<string>();
        for (var (part, index) = (found.Part, found.Index); ;)
        {
            var step = _parts[part].StepTo(index);
            lines.Add($"  {(step.Part < 0 ? "Begin" : Moves.Names[step.Move])}\n    {World.Read(_parts[part][index])}");
            if (step.Part < 0) break;
            (part, index) = (step.Part, step.Index);
        }

        lines.Reverse();
        if (found.Move >= 0) lines.Add($"  {Moves.Names[found.Move]}");
        return $"{found.What}\n{string.Join('\n', lines)}";
    }

    private sealed record Found(int Part, int Index, int Move, string What);
}
