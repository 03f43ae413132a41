using CsCheck;
using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

public sealed class StatusTests
{
    private const int Many = (3 * StatusReading.AtOnce) + 1;

    private static readonly ReplicaId[] _replicas = [.. Enumerable.Range(0, Many).Select(i => new ReplicaId($"r{i:D3}"))];

    private static readonly Gen<(int Operation, int Replica, int A)[]> _operations = Gen.Select(Gen.Int[0, 23], Gen.Int[0, 3], Gen.Int[0, 4]).Array[1, 40];

    [Fact]
    public void A_picture_is_of_the_moment_it_was_begun_whatever_is_done_meanwhile() => _operations.Sample(
        operations =>
        {
            var registry = Registry();
            var half = operations.Length / 2;
            foreach (var operation in operations.AsSpan(0, half)) Do(registry, operation);
            var expected = AtOnce(registry);

            var reading = registry.BeginReading();
            for (var i = half; i < operations.Length; i++)
            {
                Do(registry, operations[i]);
                if (i % 3 == 0) Advance(registry, reading);
            }

            while (!reading.IsWhole) Advance(registry, reading);
            registry.EndReading(reading);

            var picture = reading.Picture();
            Assert.Equal(expected.HighWater, picture.HighWater);
            Assert.Equal(expected.Senders.AsEnumerable(), picture.Senders);
            Assert.Equal(AtOnce(registry).Senders.AsEnumerable(), registry.Status().Senders);
        },
        iter: 2_000,
        threads: 2);

    [Fact]
    public async Task A_picture_beside_a_writer_shows_both_changes_of_a_step_or_none()
    {
        var registry = Registry();
        var (first, last) = (registry.Find(_replicas[0])!, registry.Find(_replicas[^1])!);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        void Write()
        {
            for (ulong epoch = 2; !stop.IsCancellationRequested; epoch++)
            {
                using var step = registry.Enter();
                first.UpdateEpoch(new Epoch(epoch));
                last.UpdateEpoch(new Epoch(epoch));
            }
        }

        var writer = Task.Run(Write, TestContext.Current.CancellationToken);

        for (var i = 0; i < 2_000; i++)
        {
            var senders = registry.Status().Senders;
            Assert.Equal(senders[0].Epoch, senders[^1].Epoch);
        }

        await stop.CancelAsync();
        await writer;
    }

    private static SenderRegistry Registry()
    {
        var registry = new SenderRegistry(Volume, new SessionIdSource(null), new RecoveryLog(TimeProvider.System, 64));
        registry.Apply(Intent(1, 1, _replicas));
        return registry;
    }

    private static RegistryStatus AtOnce(SenderRegistry registry)
    {
        using var step = registry.Enter();
        return registry.Status();
    }

    private static void Advance(SenderRegistry registry, StatusReading reading)
    {
        using var step = registry.Enter();
        reading.Advance(step);
    }

    // On the first replica, two in the middle and the last one, so that some have been read when they change.
    private static void Do(SenderRegistry registry, (int Operation, int Replica, int A) one)
    {
        var replica = _replicas[one.Replica * (Many - 1) / 3];
        if (registry.Find(replica) is not { } sender)
        {
            registry.Apply(Intent(registry.Status().HighWater.Value + 1, 1, _replicas));
            return;
        }

        var view = sender.View();
        var (session, a, tick) = (view.Session?.Session ?? SessionId.None, new Lsn((ulong)one.A), new Tick((ulong)one.A));
        if (one.Operation == 22) sender.UpdateEndpoint(At(view.Endpoint.Version + 1));
        else if (one.Operation == 23) sender.Stop();
        else _ = one.Operation switch
        {
            0 => sender.Attach(view.Epoch, one.A % 2 == 0 ? SessionKind.CatchUp : SessionKind.Rebuild, new RecoveryBudget(1, 0, 0)).Error,
            1 or 2 => sender.BeginConnect(session),
            3 => sender.RecordHandshake(session, new Lsn(1), a),
            4 => sender.RecordHandshake(session, a, History(6, 2, 4)).Error,
            5 => sender.BeginCatchUp(session, tick),
            6 => sender.RecordProgress(session, a, tick),
            7 => sender.RecordTruncation(session, a),
            8 => sender.Complete(session),
            9 => sender.CheckBudget(session, new Tick(9), out _),
            10 => sender.SelectSource(session, RebuildSource.From(a, one.A > 1, new Lsn(3))),
            11 => sender.BeginTransfer(session),
            12 => sender.RecordBase(session, a),
            13 => sender.BeginTail(session),
            14 => sender.RecordTail(session, a),
            15 => sender.CompleteRebuild(session),
            16 => sender.Invalidate(session, new EndReason(EndCause.Other, Words: "a test"), ReplicaState.Degraded),
            17 => sender.Invalidate(view.Epoch, ReplicaState.NeedsRebuild),
            18 => registry.UpdateSenderEpoch(replica, new Epoch(view.Epoch.Value + 1)),
            19 => registry.InvalidateEpoch(new Epoch(registry.Status().HighWater.Value + 1), out _),
            20 => registry.Apply(Intent(registry.Status().HighWater.Value + 1, 1, [.. _replicas.Where(other => other != replica)])).Error,
            _ => registry.Apply(Intent(registry.Status().HighWater.Value + 1, 1, _replicas, (replica, SessionKind.CatchUp))).Error,
        };
    }
}
