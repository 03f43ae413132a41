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

    public static TheoryData<string> Lives => [.. _lives.Keys];

    // Each step of a life in turn is what is done between the moment and its reading.
    private static readonly Dictionary<string, Func<Sender, SessionId, RecoveryError>[]> _lives = new(StringComparer.Ordinal)
    {
        ["replay"] = [Connect, Range(1, 3), Begin, Progress(2), Progress(3), Complete],
        ["zero gap"] = [Connect, Range(3, 3), Complete],
        ["truncation before the replay"] = [Connect, Classify(6), Truncate(4), Begin, Complete],
        ["truncation within the replay"] = [Connect, Classify(6), Begin, Truncate(4), Complete],
        ["gap beyond retention"] = [Connect, Classify(1)],
        ["budget"] = [Connect, Range(1, 3), Begin, static (sender, session) => sender.CheckBudget(session, new Tick(9), out _)],
        ["full base"] = [Connect, Range(0, 3), Select(0, false), Transfer, Base(2), Base(3), CompleteRebuild],
        ["snapshot and tail"] = [Connect, Range(0, 3), Select(2, true), Transfer, Base(2), Tail, TailTo(3), CompleteRebuild],
    };

    [Theory]
    [MemberData(nameof(Lives))]
    public void Every_step_of_a_session_is_kept_from_a_picture_of_the_moment_before(string life)
    {
        var kind = life is "full base" or "snapshot and tail" ? SessionKind.Rebuild : SessionKind.CatchUp;
        for (var at = 0; at < _lives[life].Length; at++)
        {
            var registry = Registry();
            var sender = registry.Find(_replicas[^1])!;
            Assert.True(sender.Attach(new Epoch(1), kind, new RecoveryBudget(1, 0, 0)).TryGet(out var session, out var error), error.ToString());
            foreach (var before in _lives[life][..at]) Assert.Equal(default, before(sender, session));
            var expected = AtOnce(registry);

            var reading = registry.BeginReading();
            Assert.Equal(default, _lives[life][at](sender, session));
            while (!reading.IsWhole) Advance(registry, reading);
            registry.EndReading(reading);

            Assert.Equal(expected.Senders.AsEnumerable(), reading.Picture().Senders);
        }
    }

    [Fact]
    public void A_base_that_is_verified_is_kept_from_a_picture_of_the_moment_before()
    {
        var registry = Registry();
        var sender = registry.Find(_replicas[^1])!;
        Assert.True(sender.Attach(new Epoch(1), SessionKind.Rebuild).TryGet(out var session, out var error), error.ToString());
        foreach (var before in _lives["full base"][..4]) Assert.Equal(default, before(sender, session));
        var expected = AtOnce(registry);

        var reading = registry.BeginReading();
        using (var step = registry.Enter())
        {
            var transfer = ((RebuildSession)sender.Machine(step)!).Now(step).Transfer!.Value;
            Assert.True(sender.TryVerifyBase(step, ref transfer, new Lsn(3), out _));
        }

        while (!reading.IsWhole) Advance(registry, reading);
        registry.EndReading(reading);
        Assert.Equal(expected.Senders.AsEnumerable(), reading.Picture().Senders);
        Assert.Equal(new Lsn(3), sender.View().Session?.Base);
    }

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

    private static RecoveryError Connect(Sender sender, SessionId session) => sender.BeginConnect(session);

    private static Func<Sender, SessionId, RecoveryError> Range(ulong start, ulong target) => (sender, session) => sender.RecordHandshake(session, new Lsn(start), new Lsn(target));

    private static Func<Sender, SessionId, RecoveryError> Classify(ulong flushed) => (sender, session) => sender.RecordHandshake(session, new Lsn(flushed), History(6, 2, 4)).Error;

    private static RecoveryError Begin(Sender sender, SessionId session) => sender.BeginCatchUp(session, default);

    private static Func<Sender, SessionId, RecoveryError> Progress(ulong to) => (sender, session) => sender.RecordProgress(session, new Lsn(to), default);

    private static Func<Sender, SessionId, RecoveryError> Truncate(ulong to) => (sender, session) => sender.RecordTruncation(session, new Lsn(to));

    private static RecoveryError Complete(Sender sender, SessionId session) => sender.Complete(session);

    private static Func<Sender, SessionId, RecoveryError> Select(ulong snapshot, bool isValid) =>
        (sender, session) => sender.SelectSource(session, RebuildSource.From(new Lsn(snapshot), isValid, new Lsn(3)));

    private static RecoveryError Transfer(Sender sender, SessionId session) => sender.BeginTransfer(session);

    private static Func<Sender, SessionId, RecoveryError> Base(ulong to) => (sender, session) => sender.RecordBase(session, new Lsn(to));

    private static RecoveryError Tail(Sender sender, SessionId session) => sender.BeginTail(session);

    private static Func<Sender, SessionId, RecoveryError> TailTo(ulong to) => (sender, session) => sender.RecordTail(session, new Lsn(to));

    private static RecoveryError CompleteRebuild(Sender sender, SessionId session) => sender.CompleteRebuild(session);
}
