using Microsoft.Extensions.Time.Testing;
using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

public sealed class RecoveryLogTests
{
    [Fact]
    public void F28_The_log_is_bounded_and_numbered_and_timed()
    {
        var time = new FakeTimeProvider();
        var log = new RecoveryLog(time, capacity: 4);
        var registry = new SenderRegistry(Volume, new SessionIdSource(null), log);
        registry.Apply(Intent(1, 1, [R1, R2]));
        for (ulong epoch = 2; epoch <= 6; epoch++) registry.Apply(Intent(epoch, 1, [R1], (R1, SessionKind.CatchUp)));

        var events = log.Read();
        Assert.Equal(4, events.Count);
        Assert.Equal(Enumerable.Range(0, 4).Select(i => log.LastSequence - 3 + (ulong)i), events.Select(e => e.Sequence));
        Assert.All(events, e => Assert.Equal(time.GetUtcNow(), e.Time));
        Assert.All(log.Read(0, R2), e => Assert.Equal(R2, e.Replica));
        Assert.Equal([log.LastSequence], log.Read(log.LastSequence - 1).Select(e => e.Sequence));
        Assert.Empty(log.Read(log.LastSequence));
        Assert.Empty(log.Read(ulong.MaxValue));
    }

    [Fact]
    public void A_read_is_bounded_and_goes_on_where_it_left_off()
    {
        var log = new RecoveryLog(new FakeTimeProvider(), capacity: 32);
        var ids = new SessionIdSource(null);
        foreach (var volume in new[] { Volume, new VolumeId("v2") }) new SenderRegistry(volume, ids, log).Apply(Intent(1, 1, [R1, R2], (R1, SessionKind.CatchUp)));
        var (after, read) = (0UL, new List<ulong>());
        while (log.Read(after, most: 4) is { Count: > 0 } events)
        {
            Assert.InRange(events.Count, 1, 4);
            read.AddRange(events.Select(e => e.Sequence));
            after = read[^1];
        }

        Assert.Equal([1UL, 2, 3, 4, 5, 6], read);
        Assert.Equal([4UL, 6], log.Read(0, R1, new VolumeId("v2")).Select(e => e.Sequence));
        Assert.Equal([1UL, 3, 4], log.Read(0, R1, most: 3).Select(e => e.Sequence));
        Assert.Equal([5UL], log.Read(4, volume: new VolumeId("v2"), most: 1).Select(e => e.Sequence));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.Read(most: 0));
    }

    [Fact]
    public void A_read_that_writers_overtake_leaves_out_nothing_between_its_events()
    {
        var log = new RecoveryLog(TimeProvider.System, capacity: 10_000);
        var registry = new SenderRegistry(Volume, new SessionIdSource(null), log);
        registry.Apply(Intent(9, 1, [R1]));
        var stale = Intent(1, 1, [R1], [.. Enumerable.Range(0, 50).Select(i => (new ReplicaId($"r{i}"), SessionKind.CatchUp))]);
        var writing = Task.Run(() => { for (var i = 0; i < 20_000; i++) registry.Apply(stale); }, TestContext.Current.CancellationToken);

        // More readers than processors, so that readers lose theirs in the middle of a read.
        Parallel.For(0, 4, _ =>
        {
            while (!writing.IsCompleted)
            {
                var events = log.Read();
                for (var i = 1; i < events.Count; i++)
                {
                    if (events[i].Sequence != events[i - 1].Sequence + 1) Assert.Fail($"{events[i].Sequence} after {events[i - 1].Sequence}");
                }
            }
        });
    }

    [Fact]
    public async Task A_reader_waits_for_what_comes_and_not_for_what_is_there()
    {
        await using var world = new RecoveryWorld();
        var token = TestContext.Current.CancellationToken;
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(token);
        var first = world.Orchestrator.Log.WaitAsync(0, token);
        var cancelled = world.Orchestrator.Log.WaitAsync(0, impatient.Token);
        Assert.False(first.IsCompleted);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        world.Assign(1);
        await Gate.Patiently(first);
        Assert.True(world.Orchestrator.Log.WaitAsync(0, token).IsCompletedSuccessfully);
        Assert.False(world.Orchestrator.Log.WaitAsync(world.Orchestrator.Log.LastSequence, token).IsCompleted);
    }

    [Fact]
    public void F28_Assignments_that_race_are_applied_one_after_the_other()
    {
        var log = new RecoveryLog(TimeProvider.System, capacity: 100_000);
        var registry = new SenderRegistry(Volume, new SessionIdSource(null), log);
        var revision = 0;
        Parallel.For(0, 4, worker =>
        {
            for (var i = 0; i < 500; i++)
                registry.Apply(Intent(1, (ulong)Interlocked.Increment(ref revision), i % 5 == worker ? [R2] : [R1, R2], (R2, SessionKind.CatchUp)));
        });
        var events = log.Read().Where(e => e.Replica == R2 && (e.Begins || e.Ends)).ToArray();

        // One begins, it ends, the next begins: nobody's session is lost, and none is there twice.
        Assert.All(events.Index(), e => Assert.Equal(e.Index % 2 == 0, e.Item.Begins));
        Assert.All(events.Chunk(2), pair => Assert.Equal(pair[0].Session, pair[^1].Session));
        Assert.Equal(events[^1].Session, registry.Find(R2)!.View().Session?.Session);
        Assert.Equal(1, log.Read().Count(e => e.Replica == R2 && e.Kind == RecoveryEventKind.SenderAdded));
    }

    [Fact]
    public void F28_Writers_that_do_nothing_but_write_lose_no_event()
    {
        var log = new RecoveryLog(TimeProvider.System, capacity: 100_000);
        var ids = new SessionIdSource(null);
        var stale = Intent(1, 1, [R1], [.. Enumerable.Range(0, 50).Select(i => (new ReplicaId($"r{i}"), SessionKind.CatchUp))]);
        Parallel.For(0, 4, i =>
        {
            var registry = new SenderRegistry(new VolumeId($"v{i}"), ids, log);
            registry.Apply(Intent(9, 1, []));
            for (var n = 0; n < 400; n++) registry.Apply(stale);
        });
        Assert.Equal(Enumerable.Range(1, 4 * 400 * 50).Select(i => (ulong)i), log.Read().Select(e => e.Sequence));
        for (var i = 0; i < 4; i++) Assert.Equal(400 * 50, log.Read(volume: new VolumeId($"v{i}")).Count);
    }

    [Fact]
    public void F28_Many_writers_leave_no_hole()
    {
        var log = new RecoveryLog(TimeProvider.System, capacity: 100_000);
        var ids = new SessionIdSource(null);
        Parallel.For(0, 4, i =>
        {
            var registry = new SenderRegistry(new VolumeId($"v{i}"), ids, log);
            for (ulong revision = 1; revision <= 200; revision++) registry.Apply(Intent(1, revision, [R1, R2], (R1, SessionKind.CatchUp)));
        });
        Assert.Equal(Enumerable.Range(1, (int)log.LastSequence).Select(i => (ulong)i), log.Read().Select(e => e.Sequence));
        Assert.Equal(800, log.Read().Count(e => e.Kind is RecoveryEventKind.SessionCreated or RecoveryEventKind.SessionSuperseded));
        var created = log.Read().Where(e => e.Kind is RecoveryEventKind.SessionCreated or RecoveryEventKind.SessionSuperseded).Select(e => e.Session);
        Assert.Equal(800, created.Distinct().Count());
    }
}
