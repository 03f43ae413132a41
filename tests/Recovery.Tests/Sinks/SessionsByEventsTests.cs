using CsCheck;
using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

/// <summary>
/// Sinks know of sessions from events alone. Whatever the orchestrator is asked and whatever the storage engine answers: what the events tell to be live is what the registry
/// has. A failing run prints the seed that repeats it.
/// </summary>
public sealed class SessionsByEventsTests
{
    private static readonly RecoveryCode[] Failures =
    [
        RecoveryCode.TransportLost, RecoveryCode.StorageFailed, RecoveryCode.StaleEpoch, RecoveryCode.StaleSession, RecoveryCode.PinRevoked,
        RecoveryCode.GapExceedsRetention, RecoveryCode.TruncationUnsafe, RecoveryCode.VerificationFailed, RecoveryCode.DeadlineExceeded, RecoveryCode.WrongVolume,
    ];

    private static readonly Gen<(int Op, int A, int B)[]> Histories = Gen.Select(Gen.Int[0, 14], Gen.Int[0, 9], Gen.Int[0, 130]).Array[1, 25];

    [Fact]
    public Task What_the_events_tell_to_be_live_is_live() => Histories.SampleAsync(
        async history =>
        {
            await using var run = new Run();
            foreach (var (op, a, b) in history)
            {
                await run.Step(op, a, (ulong)b);
                run.Check();
            }
        },
        iter: 400,
        threads: 2);

    /// <summary>One history, and the sessions its workers know, an invented one included.</summary>
    private sealed class Run : IAsyncDisposable
    {
        private readonly JournalFolder _folder = new();
        private readonly RecoveryWorld _world = new(new ExecutionOptions { StepEntries = 20, PhaseDeadline = 1_000 });
        private readonly RecoveryJournal _journal;
        private readonly List<SessionId> _known = [new(77)];
        private ulong _epoch = 1;
        private ulong _revision;
        private ulong _read;

        public Run() => _journal = _folder.Open();

        public void Check()
        {
            var events = _world.Orchestrator.Log.Read(_read);
            if (events.Count > 0) _journal.Write(new RecoveryLogBatch(0, events));
            _read = _world.Orchestrator.Log.LastSequence;
            Assert.Equal(
                _world.Registry.Status().Senders.Where(s => s.Session is not null).Select(s => (s.Replica, s.Session!.Session)),
                _journal.Unfinished.Select(u => (u.Replica, u.Session)));
        }

        public async Task Step(int op, int a, ulong b)
        {
            var session = _known[^(1 + (a % Math.Min(3, _known.Count)))];
            switch (op)
            {
                case 0 or 1:
                    Assign((SessionKind)(1 + (a % 4)), a == 9 ? new RecoveryBudget(0, 10, 0) : default, both: a % 3 == 0);
                    break;
                case 2:
                    _world.Port.Facts = Facts(b, unfinished: a == 0);
                    await _world.Recover(session);
                    break;
                case 3:
                    _ = await _world.CatchUp(session, b, a < 3 ? 100UL : null);
                    break;
                case 4:
                    _ = await _world.Rebuild(session, History(checkpoint: a < 5 ? 50UL : 0, trusted: a < 5));
                    break;
                case 5 or 6:
                    _ = await _world.Run(session);
                    break;
                case 7:
                    _world.Port.Refuse((PortOp)(a % 7), Failures[(int)b % Failures.Length], _world.Port.Calls((PortOp)(a % 7)) + 1);
                    break;
                case 8:
                    _world.Invalidated(++_epoch);
                    break;
                case 9:
                    _ = _world.Orchestrator.UpdateSenderEpoch(R1, new Epoch(++_epoch));
                    break;
                case 10:
                    _world.Time.Advance(TimeSpan.FromMilliseconds(b * 20));
                    _world.Orchestrator.Expire(_world.Orchestrator.Now);
                    break;
                case 11:
                    _world.Port.Reading = new HistoryReading(History(tail: a < 4 ? 60UL : 0), null);
                    break;
                default:
                    await CatchUpFromTheBeginning(a, b);
                    break;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _world.DisposeAsync();
            _journal.Dispose();
            _folder.Dispose();
        }

        // Deep enough that every step of a catch-up is refused now and then: a target beyond the frozen one, a truncation that is missing, wrong or not asked for.
        private async Task CatchUpFromTheBeginning(int a, ulong b)
        {
            Assign(SessionKind.CatchUp, default, both: true);
            _world.Port.Facts = Facts((ulong)a * 13);
            await _world.Recover(_known[^1]);
            _ = await _world.CatchUp(_known[^1], b, (b % 4) switch { 0 => 100UL, 1 => b, _ => null });
        }

        private void Assign(SessionKind kind, RecoveryBudget budget, bool both)
        {
            var answer = _world.Orchestrator.ProcessAssignment(new AssignmentIntent(
                new Epoch(_epoch), ++_revision, both ? [new(R1, At()), new(R2, At())] : [new(R1, At())], [new RecoveryTarget(R1, kind, budget)]));
            _known.AddRange(answer.Created.Concat(answer.Superseded).Select(s => s.Session));
        }
    }
}
