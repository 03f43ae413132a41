using CsCheck;

namespace Replication.Recovery.Tests.Concurrency;

/// <summary>
/// One log of two volumes, written by workers at both of them and read meanwhile. A failing run prints the seed of the programs; how they ran against each other is the machine's.
/// </summary>
public sealed class LogUnderWritersTests(ITestOutputHelper output)
{
    private const int Workers = 4;

    private static readonly Gen<Op[][]> Programs = Op.Any.Array[50, 150].Array[Workers];

    [Fact]
    public void A_log_has_no_holes_and_every_session_one_beginning_and_one_end() => Programs.Sample(
        programs =>
        {
            var log = new RecoveryLog(new Still(restless: true), 100_000);
            var scenes = Write(log, programs, read: () => { });
            var events = log.Read();
            Assert.Equal(Enumerable.Range(1, (int)log.LastSequence).Select(i => (ulong)i), events.Select(e => e.Sequence));
            var live = scenes.SelectMany(s => s.Registry.Status().Senders).Where(s => s.Session is not null).Select(s => s.Session!.Session).ToHashSet();
            var begun = events.Where(e => e.Begins).ToDictionary(e => e.Session);   // of both volumes: no ID comes twice
            var ended = events.Where(e => e.Ends).ToDictionary(e => e.Session);
            Assert.Equal(begun.Keys.Order(), ended.Keys.Concat(live).Order());
            foreach (var e in events.Where(e => e.Session != SessionId.None && e.Session.Value < 99))
            {
                var beginning = begun[e.Session];
                Assert.Equal((beginning.Volume, beginning.Replica), (e.Volume, e.Replica));
                Assert.InRange(e.Sequence, beginning.Sequence, ended.TryGetValue(e.Session, out var end) ? end.Sequence : ulong.MaxValue);
            }
        },
        iter: 100,
        threads: 1);

    [Theory]
    [InlineData(100_000)]
    [InlineData(7)]
    public async Task Readers_meanwhile_see_what_was_written(int capacity)
    {
        var (written, read, missed) = (0UL, 0L, 0UL);
        await Programs.SampleAsync(
            async programs =>
            {
                var log = new RecoveryLog(new Still(restless: true), capacity);
                var sink = new Keeping();
                var keepsAll = capacity > 1_000;
                LogReader[] readers = [new(log, keepsAll), new(log, keepsAll), new(log, keepsAll, Calls.Replicas[0])];
                await using (var follower = LogFollower.Start(log, sink))
                {
                    Write(log, programs, () => Array.ForEach(readers, reader => reader.Read()));
                    await follower.StopAsync(TestContext.Current.CancellationToken);
                }

                while (readers[0].Seen.Count == 0 || readers[0].Seen[^1].Sequence < log.LastSequence) readers[0].Read();

                // Whoever saw an event saw the same: what stands still, what a follower was given, what was read while it was replaced.
                var known = log.Read().ToDictionary(e => e.Sequence);
                foreach (var e in sink.Events.Concat(readers.SelectMany(reader => reader.Seen)))
                {
                    if (!known.TryAdd(e.Sequence, e)) Assert.Equal(known[e.Sequence], e);
                }

                Assert.Equal(log.LastSequence, (ulong)sink.Events.Count + sink.Missed);
                if (keepsAll)
                {
                    Assert.Equal(log.Read(), readers[0].Seen);
                    Assert.Equal(log.Read(), sink.Events);
                }

                written += log.LastSequence;
                read += readers.Sum(reader => reader.Seen.Count);
                missed += sink.Missed;
            },
            iter: 100,
            threads: 1);
        output.WriteLine($"{written} events written, {read} read meanwhile, {missed} gave way before the follower came");
    }

    // The workers share two volumes, and one more thread reads until they are done.
    private static Scene[] Write(RecoveryLog log, Op[][] programs, Action read)
    {
        var ids = new SessionIdSource(null);
        Scene[] scenes = [new(new VolumeId("v1"), ids, log), new(new VolumeId("v2"), ids, log)];
        var working = programs.Length;
        Parallel.For(0, programs.Length + 1, new ParallelOptions { MaxDegreeOfParallelism = -1 }, i =>
        {
            if (i == programs.Length)
            {
                while (Volatile.Read(ref working) > 0)
                {
                    read();
                    Thread.Yield();
                }

                return;
            }

            try
            {
                scenes[i % 2].Prepare(programs[i]);
            }
            finally
            {
                Interlocked.Decrement(ref working);
            }
        });
        return scenes;
    }
}
