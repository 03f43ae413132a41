using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Replication.Analyzers.Flow;

/// <summary>What holds before each block of a method, found by following its control flow forward until nothing changes.</summary>
/// <typeparam name="TState">What may hold at a point. Immutable; equal states say the same.</typeparam>
/// <remarks>
/// An exception may leave a block between any two operations, so what holds there flows into the handlers around it. A <see langword="finally"/> that is
/// left normally is followed for each way through it on its own: what holds on one way must not be taken for what holds on another. On the way of an exception
/// it is followed with what holds before the <see langword="try"/>, and that counts where no other way leads.
/// </remarks>
internal abstract class ForwardFlow<TState>
    where TState : class, IEquatable<TState>
{
    private readonly ImmutableArray<BasicBlock> _blocks;
    private readonly Dictionary<int, TState> _seen = [];
    private readonly Dictionary<int, TState> _thrown = [];

    protected ForwardFlow(ControlFlowGraph graph)
    {
        Graph = graph;
        _blocks = graph.Blocks;
    }

    protected ControlFlowGraph Graph { get; }

    /// <summary>Follows the flow.</summary>
    /// <param name="entry">What holds at the entry.</param>
    /// <returns>What holds before each block that is reached, over all ways.</returns>
    public IReadOnlyDictionary<int, TState> Run(TState entry)
    {
        _ = Follow(0, _blocks.Length - 1, entry, isThrown: false);
        foreach (var thrown in _thrown.Where(thrown => !_seen.ContainsKey(thrown.Key)).ToList()) _seen.Add(thrown.Key, thrown.Value);
        return _seen;
    }

    /// <summary>Goes once more over what is reached, each block from what holds before it for good: the time to report.</summary>
    /// <param name="before">What holds before each block.</param>
    protected void Revisit(IReadOnlyDictionary<int, TState> before)
    {
        foreach (var block in _blocks)
        {
            if (!before.TryGetValue(block.Ordinal, out var state)) continue;
            foreach (var operation in block.Operations) state = After(operation, state);
            if (block.BranchValue is { } value) After(value, state);
        }
    }

    /// <summary>What the compiler keeps for later from one place only: that it is. From several, as after a conditional expression, it is no one's.</summary>
    protected static IEnumerable<IFlowCaptureOperation> KeptOnce(ControlFlowGraph graph) => graph.Blocks
        .SelectMany(block => block.Operations).SelectMany(operation => operation.DescendantsAndSelf()).OfType<IFlowCaptureOperation>()
        .GroupBy(capture => capture.Id).Where(same => same.Take(2).Count() == 1).Select(same => same.First());

    /// <summary>What holds after an operation and everything within it.</summary>
    protected abstract TState After(IOperation operation, TState state);

    /// <summary>What holds when a condition came out so; <see langword="null"/> where it cannot.</summary>
    protected abstract TState? When(IOperation condition, bool outcome, TState state);

    /// <summary>What holds where two ways meet.</summary>
    protected abstract TState Join(TState left, TState right);

    /// <summary>A branch is taken, and what holds behind the finallys it leaves through. The last time that it is told of a branch, it is so for good.</summary>
    protected virtual void Leaving(BasicBlock block, ControlFlowBranch branch, TState state)
    {
    }

    // From the first of these blocks to the last; answers what holds where the end of a finally is reached. What an exception leaves by is not told.
    private TState? Follow(int first, int last, TState entry, bool isThrown)
    {
        var before = new Dictionary<int, TState> { [first] = entry };
        var waiting = new SortedSet<int> { first };
        var known = isThrown ? _thrown : _seen;
        TState? end = null;
        while (waiting.Count > 0)
        {
            var block = _blocks[waiting.Min];
            waiting.Remove(block.Ordinal);
            var state = before[block.Ordinal];
            known[block.Ordinal] = known.TryGetValue(block.Ordinal, out var seen) ? Join(seen, state) : state;
            foreach (var region in Finallys(block)) _ = Follow(region.FirstBlockOrdinal, region.LastBlockOrdinal, state, isThrown: true);
            Throw(block, state);
            foreach (var operation in block.Operations)
            {
                state = After(operation, state);
                Throw(block, state);
            }

            if (block.BranchValue is { } value && block.ConditionalSuccessor is { } conditional)
            {
                var isJump = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
                Leave(block, conditional, Outcome(value, isJump, state));
                Leave(block, block.FallThroughSuccessor, Outcome(value, !isJump, state));
            }
            else
            {
                if (block.BranchValue is { } answer) state = After(answer, state);
                Throw(block, state);
                Leave(block, block.FallThroughSuccessor, state);
            }
        }

        return end;

        void Leave(BasicBlock block, ControlFlowBranch? branch, TState? state)
        {
            if (branch is null || state is null) return;
            if (branch.Semantics == ControlFlowBranchSemantics.StructuredExceptionHandling) end = end is null ? state : Join(end, state);
            var leaving = state;
            foreach (var region in branch.FinallyRegions)
            {
                if (Follow(region.FirstBlockOrdinal, region.LastBlockOrdinal, leaving, isThrown) is not { } left) return;
                leaving = left;
            }

            if (!isThrown) Leaving(block, branch, leaving);
            if (branch.Destination is { } destination) Reach(destination.Ordinal, leaving);
        }

        void Throw(BasicBlock block, TState state)
        {
            for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
            {
                if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { Kind: ControlFlowRegionKind.TryAndCatch } whole) continue;
                foreach (var handler in whole.NestedRegions.Where(handler => handler != region)) Reach(handler.FirstBlockOrdinal, state);
            }
        }

        void Reach(int ordinal, TState state)
        {
            if (ordinal < first || ordinal > last) return;
            var joined = before.TryGetValue(ordinal, out var held) ? Join(held, state) : state;
            if (held is not null && joined.Equals(held)) return;
            before[ordinal] = joined;
            waiting.Add(ordinal);
        }
    }

    // Nothing leaves `while (true)` but what is written in it.
    private TState? Outcome(IOperation condition, bool outcome, TState state) =>
        condition.ConstantValue is { HasValue: true, Value: bool always } && always != outcome ? null : When(condition, outcome, state);

    // What is run when nothing but an exception comes of what a block begins.
    private static IEnumerable<ControlFlowRegion> Finallys(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null && region.FirstBlockOrdinal == block.Ordinal; region = region.EnclosingRegion)
        {
            if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { Kind: ControlFlowRegionKind.TryAndFinally } whole }) yield return whole.NestedRegions[1];
        }
    }
}
