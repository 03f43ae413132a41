using Replication.Exploration.Model;
using Replication.Exploration.Search;

namespace Replication.Recovery.Tests;

/// <summary>The slice of tests/Exploration that fits into a test run: every state of small worlds, to the last one.</summary>
public sealed class ExplorationTests
{
    [Theory]
    [InlineData(1, 2, 1, 10_000)]    // one replica beside an idle one, two epochs
    [InlineData(2, 1, 1, 100_000)]   // two that are worked on at once
    public void In_every_state_of_a_small_world_the_invariants_hold(int replicas, int epochs, int lsn, long least)
    {
        var outcome = new Explorer(new Bounds(replicas, epochs, lsn, Faults: true)).Run(TimeSpan.FromMinutes(10));

        TestContext.Current.TestOutputHelper?.WriteLine($"{outcome.States} states, {outcome.Moves} moves");
        Assert.Null(outcome.Broken);
        Assert.True(outcome.IsWhole, "the time was up");

        // A world that can do less than it should holds every invariant.
        Assert.InRange(outcome.States, least, long.MaxValue);
    }

    [Fact]
    public void In_a_large_world_two_replicas_that_are_worked_on_do_not_see_each_other()
    {
        var seed = Environment.TickCount & int.MaxValue;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var outcome = new Walks(new Bounds(Replicas: 2, Epochs: 3, Lsn: 4, Faults: true), seed).Run(ways: 200);

        Assert.True(outcome.Broken is null, $"seed {seed}: {outcome.Broken}");
        Assert.InRange(outcome.States, 1_000, long.MaxValue);
    }
}
