using CsCheck;

namespace Replication.Recovery.Tests.Concurrency;

/// <summary>
/// Whatever workers do at once to one registry and its senders, there is an order of their operations in which the same engine, with one worker, answers every one of them the
/// same to the word, logs the same events and ends the same. The workers present sessions that somebody was answered, live ones and stale ones.
/// A failing run prints the history and the seed of the programs; how they ran against each other is the machine's.
/// </summary>
public sealed class LinearizabilityTests(ITestOutputHelper output)
{
    private const int Workers = 3;

    // How far each replica's recovery has come before the workers begin: the operations that bring it there, of a catch-up and of a rebuild.
    private static readonly OpKind[] CatchUp = [OpKind.BeginConnect, OpKind.RecordHandshake, OpKind.BeginCatchUp, OpKind.RecordProgress, OpKind.Complete];

    private static readonly OpKind[] Rebuild =
        [OpKind.BeginConnect, OpKind.RecordHandshake, OpKind.SelectSource, OpKind.BeginTransfer, OpKind.RecordBase, OpKind.BeginTail, OpKind.RecordTail];

    [Fact]
    public void Whatever_workers_do_at_once_has_an_order() => HaveAnOrder(
        Gen.Select(
            Gen.Select(Gen.Bool, Gen.Int[0, 7]).Array[3],
            Op.Any.Array[0, 3],
            Op.Any.Array[1, 4].Array[Workers],
            (stages, more, programs) => (Begun(stages).Concat(more).ToArray(), programs)),
        iterations: 30_000);

    [Fact]
    public void Who_is_named_changes_at_one_moment_also_for_who_only_looks() => HaveAnOrder(
        Gen.Select(
            Gen.Int[0, 6],
            Gen.Int[0, 6],
            Gen.Int[0, 2].Array[2, 8].Array[Workers - 1],
            (before, after, looks) => (
                new[] { new Op(OpKind.Apply, 0, 0, 1, before) },
                (Op[][])[[new Op(OpKind.Apply, 0, 3, 1, after)], .. looks.Select(replicas => replicas.Select(r => new Op(OpKind.Find, r, 0, 0, 0)).ToArray())])),
        iterations: 30_000);

    private void HaveAnOrder(Gen<(Op[] Prefix, Op[][] Programs)> programs, long iterations)
    {
        using var crew = new Crew(Workers);
        var (histories, calls, replayed, overlapping) = (0, 0L, 0L, 0);
        programs.Sample(
            sample =>
            {
                var history = new History(sample.Prefix, sample.Programs);
                var scene = new Scene(new Still(restless: true));
                scene.Prepare(history.Prefix);
                crew.Do(worker => history.Work(scene, worker));
                var linearizer = new Linearizer(history, scene);
                histories++;
                calls += history.Count;
                if (history.Overlaps) overlapping++;
                Assert.True(linearizer.HasOrder(), $"history {histories}: no order of these gives the same answers\n{history}\n{scene.Picture}");
                replayed += linearizer.Replayed;
            },
            iter: iterations,
            threads: 1);
        output.WriteLine($"{histories} histories of {calls} operations, {overlapping} with some at once; {replayed} carried out again");
    }

    private static IEnumerable<Op> Begun((bool Rebuilds, int Stage)[] stages)
    {
        // Names all replicas, with a session for each: pick 7 = all of them.
        yield return new Op(OpKind.Apply, 0, 7, 1, 0);
        for (var replica = 0; replica < stages.Length; replica++)
        {
            var (rebuilds, stage) = stages[replica];
            if (rebuilds) yield return new Op(OpKind.Supersede, replica, 0, 3, 0);
            foreach (var kind in (rebuilds ? Rebuild : CatchUp).Take(stage))
            {
                yield return kind switch
                {
                    OpKind.RecordHandshake => new Op(kind, replica, 0, 1, 3),
                    OpKind.SelectSource => new Op(kind, replica, 0, 2, 3),
                    OpKind.RecordBase => new Op(kind, replica, 0, 2, 0),
                    _ => new Op(kind, replica, 0, 3, 0),
                };
            }
        }
    }
}
