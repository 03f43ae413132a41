using CsCheck;
using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

/// <summary>Random operations by workers with valid, stale and invented session IDs; a failing run prints the seed that repeats it.</summary>
public sealed class RegistryPropertyTests
{
    private static readonly ReplicaId[] Replicas = [R1, R2];

    private static readonly Gen<(int Op, int Replica, int Session, int A, int B)[]> Operations = Gen.Select(
        Gen.Int[0, 19], Gen.Int[0, 1], Gen.Int[0, 5], Gen.Int[0, 6], Gen.Int[0, 6]).Array[1, 60];

    [Fact]
    public void Nothing_stale_changes_anything_and_in_sync_comes_only_from_completion() => Operations.Sample(
        operations => new Run().Execute(operations), iter: 3_000, threads: 2);

    [Fact]
    public void Many_threads_at_one_registry_keep_its_invariants()
    {
        var log = new RecoveryLog(TimeProvider.System, 1_000_000);
        var registry = new SenderRegistry(Volume, new SessionIdSource(null), log);
        registry.Apply(Intent(1, 1, Replicas));
        Parallel.For(0, 4, worker =>
        {
            var run = new Run(registry, worker);
            var random = new Random(worker);
            for (var i = 0; i < 4_000; i++)
            {
                run.Step((random.Next(20), random.Next(2), random.Next(6), random.Next(7), random.Next(7)));
                var status = registry.Status();
                Assert.True(status.InSync + status.Recovering <= status.Total);
            }
        });

        Run.CheckLog(log, registry);
    }

    /// <summary>One run: a registry, the IDs its workers know, and what may change by an operation.</summary>
    private sealed class Run
    {
        private readonly SenderRegistry _registry;
        private readonly bool _alone;
        private readonly List<SessionId> _known = [SessionId.None, new(ulong.MaxValue)];
        private ulong _revision;

        public Run()
            : this(new SenderRegistry(Volume, new SessionIdSource(null), new RecoveryLog(TimeProvider.System, 100_000)), 0)
        {
            _alone = true;
            _registry.Apply(Intent(1, 1, Replicas));
        }

        public Run(SenderRegistry registry, int worker)
        {
            _registry = registry;
            _revision = (ulong)worker + 2;
        }

        public void Execute((int Op, int Replica, int Session, int A, int B)[] operations)
        {
            foreach (var operation in operations) Step(operation);
            CheckLog(_registry.Log, _registry);
        }

        public void Step((int Op, int Replica, int Session, int A, int B) o)
        {
            var replica = Replicas[o.Replica];
            if (_registry.Find(replica) is not { } sender)
            {
                Assign(o);
                return;
            }

            // The worker presents the newest ID it knows, an older one, or one that nobody has.
            var before = sender.View();
            if (before.Session is { } live && !_known.Contains(live.Session)) _known.Add(live.Session);
            var session = _known[Math.Max(0, _known.Count - 1 - o.Session)];
            var (a, b) = (new Lsn((ulong)o.A), new Lsn((ulong)o.B));
            var tick = new Tick((ulong)o.A);
            RecoveryError? answer = o.Op switch
            {
                0 => sender.BeginConnect(session),
                1 => sender.RecordHandshake(session, a, b),
                2 => sender.RecordHandshake(session, a, History(6, (ulong)Math.Min(o.B, 2), 4)).Error,
                3 => sender.BeginCatchUp(session, tick),
                4 => sender.RecordProgress(session, a, tick),
                5 => sender.RecordTruncation(session, a),
                6 or 7 => sender.Complete(session),
                8 => sender.CheckBudget(session, tick, out _),
                9 => sender.SelectSource(session, RebuildSource.From(a, o.B > 2, b)),
                10 => sender.BeginTransfer(session),
                11 => sender.RecordBase(session, a),
                12 => sender.BeginTail(session),
                13 => sender.RecordTail(session, a),
                14 => sender.CompleteRebuild(session),
                15 => sender.Invalidate(session, new EndReason(EndCause.Other), (ReplicaState)o.A),
                _ => null,
            };
            if (answer is { } error)
            {
                if (_alone) CheckAnswer(before, sender.View(), session, error, completes: o.Op is 6 or 7 or 14);
                return;
            }

            switch (o.Op)
            {
                case 16: _ = _registry.InvalidateEpoch(new Epoch((ulong)o.A), out _); break;
                case 17: _registry.UpdateSenderEpoch(replica, new Epoch((ulong)o.A)); break;
                default: Assign(o); break;
            }

            if (_alone && before.State != ReplicaState.InSync) Assert.NotEqual(ReplicaState.InSync, _registry.Find(replica)?.View().State);
        }

        public static void CheckLog(RecoveryLog log, SenderRegistry registry)
        {
            var events = log.Read();
            Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (ulong)i), events.Select(e => e.Sequence));
            var begun = events.Where(e => e.Kind is RecoveryEventKind.SessionCreated or RecoveryEventKind.SessionSuperseded).Select(e => e.Session).ToArray();
            Assert.Equal(begun.Distinct(), begun);
            var ended = events.Where(e => e.Kind == RecoveryEventKind.SessionInvalidated).Select(e => e.Session).ToArray();
            Assert.Equal(ended.Distinct(), ended);
            Assert.Subset(begun.ToHashSet(), ended.ToHashSet());
            foreach (var sender in registry.Status().Senders)
            {
                if (sender.Session is not { } live) continue;
                Assert.Contains(live.Session, begun);
                Assert.DoesNotContain(live.Session, ended);
                Assert.Equal(sender.Epoch, live.Epoch);
            }
        }

        private static void CheckAnswer(SenderView before, SenderView after, SessionId presented, RecoveryError error, bool completes)
        {
            if (before.Session?.Session != presented)
            {
                Assert.Equal(before.Session is null ? RecoveryCode.NoActiveSession : RecoveryCode.SessionMismatch, error.Code);
                Assert.Equal(before, after);
            }
            else if (!error.IsNone)
            {
                Assert.Equal(before, after);
            }
            else if (after.State == ReplicaState.InSync && before.State != ReplicaState.InSync)
            {
                Assert.True(completes);
                Assert.Equal(new SessionEnd(presented, new EndReason(EndCause.Completed)), after.LastEnd);
                Assert.Null(after.Session);
            }
            else
            {
                Assert.False(completes);
            }
        }

        private void Assign((int Op, int Replica, int Session, int A, int B) o)
        {
            ReplicaId[] named = o.B == 0 ? [R1] : o.B == 1 ? [R2] : Replicas;
            var target = (Replicas[o.Replica], (SessionKind)(1 + (o.A % 4)));
            var answer = _registry.Apply(Intent(Math.Max(1, _registry.Status().HighWater.Value), _revision += 4, named, target));
            foreach (var made in answer.Created.Concat(answer.Superseded)) _known.Add(made.Session);
        }
    }
}
