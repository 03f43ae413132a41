using CsCheck;
using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

/// <summary>
/// Whatever is done to senders by session ID or epoch, past the orchestrator: the log has one event for each beginning, one for each end, and none changes what a replica is
/// in silence. A failing run prints the seed that repeats it.
/// </summary>
public sealed class RawOperationsPropertyTests
{
    private static readonly ReplicaId[] Replicas = [R1, R2];

    private static readonly Gen<(int Op, int Replica, int Session, int A, int B)[]> Operations = Gen.Select(
        Gen.Int[0, 27], Gen.Int[0, 1], Gen.Int[0, 9], Gen.Int[0, 6], Gen.Int[0, 6]).Array[1, 80];

    [Fact]
    public void Every_session_has_one_beginning_and_one_end_and_no_state_changes_in_silence() => Operations.Sample(
        operations =>
        {
            var run = new Run(new RecoveryLog(TimeProvider.System, 10_000));
            foreach (var operation in operations) run.Step(operation);
            run.CheckSessions();
        },
        iter: 5_000,
        threads: 2);

    [Fact]
    public void Many_threads_tell_every_session_once()
    {
        var run = new Run(new RecoveryLog(TimeProvider.System, 1_000_000));
        Parallel.For(0, 4, worker =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 4_000; i++)
                run.Act((random.Next(28), random.Next(2), random.Next(10), random.Next(7), random.Next(7)));
        });
        run.CheckSessions();
    }

    private sealed class Run
    {
        private readonly RecoveryLog _log;
        private readonly SenderRegistry _registry;
        private int _revision;

        public Run(RecoveryLog log)
        {
            _log = log;
            _registry = new SenderRegistry(Volume, new SessionIdSource(null), log);
            Assign(default);
        }

        public void Step((int Op, int Replica, int Session, int A, int B) o)
        {
            var before = _registry.Status().Senders.ToDictionary(s => s.Replica);
            var logged = _log.LastSequence;
            Act(o);
            var events = _log.Read(logged);
            foreach (var after in _registry.Status().Senders)
            {
                if (!before.TryGetValue(after.Replica, out var stood)) continue;
                var told = events.Where(e => e.Replica == after.Replica).ToArray();
                if (after.State != stood.State) Assert.NotEmpty(told);
                if (after.LastEnd != stood.LastEnd)
                {
                    var end = Assert.Single(told, e => e.Ends);
                    Assert.Equal((after.LastEnd!.Value.Session, after.LastEnd.Value.Reason.Cause), (end.Session, end.End));
                    Assert.Equal(stood.Session!.Session, end.Session);
                }

                if (after.Session is { } live && live.Session != stood.Session?.Session)
                    Assert.Equal(live.Session, Assert.Single(told, e => e.Begins).Session);
            }
        }

        public void CheckSessions()
        {
            var events = _log.Read();
            Assert.Equal(_log.LastSequence, (ulong)events.Count);
            var ended = new HashSet<SessionId>();
            var live = new Dictionary<ReplicaId, SessionId>();
            foreach (var e in events)
            {
                if (e.Ends)
                {
                    Assert.True(ended.Add(e.Session), $"ended twice: {e}");
                    Assert.True(live.Remove(e.Replica, out var session), $"ended what had not begun: {e}");
                    Assert.Equal(session, e.Session);
                }

                if (e.Begins) Assert.True(live.TryAdd(e.Replica, e.Session) && !ended.Contains(e.Session), $"began beside another: {e}");
                _ = e.ToString();
            }

            Assert.Equal(
                _registry.Status().Senders.Where(s => s.Session is not null).Select(s => (s.Replica, s.Session!.Session)).Order(),
                live.Select(l => (l.Key, l.Value)).Order());
        }

        public void Act((int Op, int Replica, int Session, int A, int B) o)
        {
            var replica = Replicas[o.Replica];
            if (_registry.Find(replica) is not { } sender)
            {
                Assign(o);
                return;
            }

            // Mostly the session that stands, so that operations get somewhere; sometimes one that is over or was never there.
            var view = sender.View();
            var session = o.Session switch { 0 => SessionId.None, 1 => view.LastEnd?.Session ?? new SessionId(77), _ => view.Session?.Session ?? new SessionId(1) };
            var (a, b) = (new Lsn((ulong)o.A), new Lsn((ulong)o.B));
            var tick = new Tick((ulong)(o.A * 10));
            var (kind, budget) = ((SessionKind)(1 + o.B % 4), new RecoveryBudget((ulong)o.A * 5, (ulong)o.B, 0));
            var reason = new EndReason((EndCause)(o.A * 3), (ulong)o.B, 0, o.B > 3 ? "words" : null);
            _ = o.Op switch
            {
                0 or 1 => sender.BeginConnect(session),
                2 or 3 => sender.RecordHandshake(session, a, b),
                4 => sender.RecordHandshake(session, a, History(6, (ulong)Math.Min(o.B, 2), 4)).Error,
                5 => sender.RecordHandshake(session, a, b, new Lsn(2)).Error,
                6 or 7 => sender.BeginCatchUp(session, tick),
                8 => sender.RecordProgress(session, a, tick),
                9 => sender.RecordTruncation(session, a),
                10 or 11 => sender.Complete(session),
                12 => sender.CheckBudget(session, tick, out _),
                13 => sender.SelectSource(session, RebuildSource.From(a, o.B > 2, b)),
                14 => sender.BeginTransfer(session),
                15 => sender.RecordBase(session, a),
                16 => sender.BeginTail(session),
                17 => sender.RecordTail(session, a),
                18 => sender.CompleteRebuild(session),
                19 => sender.Invalidate(session, reason, (ReplicaState)o.A),
                20 => sender.Invalidate(new Epoch((ulong)o.B), (ReplicaState)o.A),
                21 => _registry.Attach(replica, view.Epoch, kind, budget).Error,
                22 => sender.Supersede(kind, reason, budget).Error,
                23 => Change(sender, o),
                24 => _registry.InvalidateEpoch(new Epoch((ulong)o.A), out _),
                25 => _registry.UpdateSenderEpoch(replica, new Epoch((ulong)o.A)),
                26 => Expire(sender, tick, o.B),
                _ => Assign(o),
            };
        }

        private static RecoveryError Change(Sender sender, (int Op, int Replica, int Session, int A, int B) o)
        {
            switch (o.Session)
            {
                case < 4: sender.UpdateEpoch(new Epoch((ulong)o.A)); break;
                case < 8: sender.UpdateEndpoint(At((ulong)o.A, $"host{o.B}")); break;
                default: sender.Stop(); break;
            }

            return default;
        }

        private static RecoveryError Expire(Sender sender, Tick now, int deadline)
        {
            sender.Expire(now, (ulong)deadline);
            return default;
        }

        private RecoveryError Assign((int Op, int Replica, int Session, int A, int B) o)
        {
            ReplicaId[] named = o.B == 1 ? [R1] : o.B == 2 ? [R2] : Replicas;
            var epoch = Math.Max(1, _registry.Status().HighWater.Value + (o.A == 6 ? 1UL : 0));
            return _registry.Apply(Intent(epoch, (ulong)Interlocked.Increment(ref _revision), named, (Replicas[o.Replica], (SessionKind)(1 + (o.A % 4))))).Error;
        }
    }
}
