using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

/// <summary>An epoch is durable before it takes effect, and a journal is asked while nobody holds the registry.</summary>
public sealed class EpochJournalTests
{
    private readonly FakeEpochJournal _journal = new();

    public static TheoryData<string> Raises => ["intent", "invalidate epoch", "update sender epoch"];

    [Theory]
    [MemberData(nameof(Raises))]
    public void What_raised_the_high_water_still_stands_after_a_restart(string how)
    {
        var before = Registry(1);
        Assert.True(Raise(before, how, 7).IsNone);
        Assert.Equal(new Epoch(7), _journal.Durable);

        var restarted = new SenderRegistry(Volume, new SessionIdSource(null), new RecoveryLog(TimeProvider.System), _journal);
        Assert.Equal(new Epoch(7), restarted.Status().HighWater);
        var stale = restarted.Apply(Intent(6, 99, [R1], (R1, SessionKind.CatchUp)));
        Assert.Equal(RecoveryCode.StaleIntent, stale.Error.Code);
        Assert.Equal([R1], stale.Failed.Select(f => f.Replica));
        Assert.Empty(restarted.Status().Senders);

        Assert.True(restarted.Apply(Intent(7, 1, [R1])).Error.IsNone);
        Assert.Equal(RecoveryCode.EpochMismatch, restarted.Attach(R1, new Epoch(6), SessionKind.CatchUp).Error.Code);
        Assert.True(restarted.InvalidateEpoch(new Epoch(8), out _).IsNone);
        Assert.Equal(RecoveryCode.EpochMismatch, restarted.Attach(R1, new Epoch(7), SessionKind.CatchUp).Error.Code);
    }

    [Theory]
    [MemberData(nameof(Raises))]
    public async Task Nothing_takes_effect_before_it_is_durable_and_nobody_waits_for_it(string how)
    {
        var registry = Registry(1);
        var (before, logged) = (registry.Status(), registry.Log.LastSequence);
        using var writing = new Blocked();
        _journal.Before = writing.Pass;
        var raising = Task.Run(() => Raise(registry, how, 2), TestContext.Current.CancellationToken);
        await writing.Entered;

        // Everybody else goes on meanwhile: pictures, sessions, an intent of the epoch that stands.
        Assert.Equal((before.HighWater, logged), (registry.Status().HighWater, registry.Log.LastSequence));
        Assert.Equal(before.Senders, registry.Status().Senders);
        Assert.True(registry.Apply(Intent(1, 2, [R1], (R1, SessionKind.Rebuild))).Error.IsNone);

        writing.Open();
        await Gate.Patiently(raising);
        Assert.True((await raising).IsNone);
        Assert.Equal(new Epoch(2), registry.Status().HighWater);
        Assert.Null(registry.Find(R1)!.View().Session);
    }

    [Theory]
    [MemberData(nameof(Raises))]
    public void The_journal_is_called_with_no_lock_of_the_registry_held(string how)
    {
        var registry = Registry(1);
        _journal.Before = () =>
        {
            // Another thread enters the registry while this one waits for it inside the journal.
            var other = Task.Run(() => Assert.True(registry.Find(R1)!.Supersede(SessionKind.CatchUp, new EndReason(EndCause.Other)).Error.IsNone));
            Assert.True(other.Wait(TimeSpan.FromSeconds(20)), "the journal was called with the registry's lock held");
        };
        Assert.True(Raise(registry, how, 2).IsNone);
        Assert.Equal(2, _journal.Calls);
    }

    [Fact]
    public void A_journal_that_fails_costs_an_intent_and_nothing_else()
    {
        var registry = Registry(1);
        var (before, logged) = (registry.Status(), registry.Log.LastSequence);
        _journal.Failure = new RecoveryError(RecoveryCode.StorageFailed, "the journal", "full");
        var intent = Intent(2, 1, [R1, R2], (R1, SessionKind.CatchUp), (R2, SessionKind.CatchUp));
        var answer = registry.Apply(intent);
        Assert.Equal(_journal.Failure, answer.Error);
        Assert.Equal((0, 0, 0, 0), (answer.Added.Length, answer.Removed.Length, answer.Created.Length, answer.Superseded.Length));
        Assert.Equal((before.HighWater, logged), (registry.Status().HighWater, registry.Log.LastSequence));
        Assert.Equal(before.Senders, registry.Status().Senders);

        _journal.Failure = default;
        Assert.Equal([R2], registry.Apply(intent).Created.Select(c => c.Replica).Except([R1]));
    }

    [Fact]
    public void A_fence_stands_in_this_process_though_the_journal_fails_and_the_error_says_that_it_may_be_gone_after_a_restart()
    {
        var registry = Registry(1);
        _journal.Failure = new RecoveryError(RecoveryCode.StorageFailed, "the journal", "full");
        Assert.Equal(_journal.Failure, registry.InvalidateEpoch(new Epoch(2), out var ended));
        Assert.Equal(1, ended);
        Assert.Equal(RecoveryCode.EpochMismatch, registry.Attach(R1, new Epoch(1), SessionKind.CatchUp).Error.Code);
        Assert.Equal(RecoveryCode.StaleIntent, registry.Apply(Intent(1, 2, [R1])).Error.Code);
        Assert.Equal(_journal.Failure, registry.UpdateSenderEpoch(R1, new Epoch(3)));
        Assert.Equal((new Epoch(3), new Epoch(3)), (registry.Status().HighWater, registry.Find(R1)!.View().Epoch));

        // What is above the durable high-water asks for it anew, whatever this process knows already.
        Assert.Equal(_journal.Failure, registry.Apply(Intent(3, 1, [R1])).Error);
        _journal.Failure = default;
        Assert.True(registry.UpdateSenderEpoch(R1, new Epoch(3)).IsNone);
        Assert.Equal(new Epoch(3), _journal.Durable);
        Assert.True(registry.Apply(Intent(3, 1, [R1])).Error.IsNone);
    }

    [Fact]
    public void A_journal_that_throws_leaves_an_intent_unapplied_and_a_fence_standing()
    {
        var registry = Registry(1);
        _journal.Before = static () => throw new InjectedFaultException();
        Assert.Throws<InjectedFaultException>(() => registry.Apply(Intent(2, 1, [])));
        Assert.Equal(new Epoch(1), registry.Status().HighWater);
        Assert.NotNull(registry.Find(R1));
        Assert.Throws<InjectedFaultException>(() => registry.UpdateSenderEpoch(R1, new Epoch(2)));
        Assert.Equal(new Epoch(2), registry.Status().HighWater);
        Assert.Throws<InjectedFaultException>(() => registry.InvalidateEpoch(new Epoch(3), out _));
        Assert.Equal(new Epoch(3), registry.Status().HighWater);
    }

    [Fact]
    public async Task Work_for_an_epoch_that_is_over_stops_though_the_journal_throws()
    {
        await using var world = new RecoveryWorld(epochs: _journal);
        await world.InSync();
        var stream = Assert.Single(world.Port.Streams);
        _journal.Before = static () => throw new InjectedFaultException();
        Assert.Throws<InjectedFaultException>(() => world.Orchestrator.InvalidateEpoch(new Epoch(2), out _));
        await stream.WhenDisposed;
        Assert.Equal(ReplicaState.Disconnected, world.View().State);
    }

    [Fact]
    public void What_changes_no_high_water_asks_no_journal()
    {
        var registry = Registry(5);
        _journal.Before = static () => throw new InjectedFaultException();
        Assert.Equal(RecoveryCode.StaleIntent, registry.Apply(Intent(4, 9, [R1])).Error.Code);
        Assert.True(registry.Apply(Intent(5, 1, [R1], (R1, SessionKind.CatchUp))).Redelivered);
        Assert.True(registry.Apply(Intent(5, 2, [R1])).Error.IsNone);
        Assert.Equal(RecoveryCode.ZeroEpoch, registry.Apply(Intent(0, 3, [R1])).Error.Code);
        Assert.True(registry.InvalidateEpoch(new Epoch(5), out _).IsNone);
        Assert.True(registry.UpdateSenderEpoch(R1, new Epoch(5)).IsNone);
        Assert.Equal(RecoveryCode.SenderNotFound, registry.UpdateSenderEpoch(R2, new Epoch(6)).Code);
        registry.Find(R1)!.Stop();
        Assert.Equal(RecoveryCode.SenderStopped, registry.UpdateSenderEpoch(R1, new Epoch(6)).Code);
    }

    [Fact]
    public void Within_a_step_of_the_callers_own_no_journal_is_waited_for()
    {
        var registry = Registry(1);
        var refused = Assert.Throws<InvalidOperationException>(() =>
        {
            using var step = registry.Enter();
            registry.Apply(Intent(2, 1, [R1]));
        });
        Assert.StartsWith("An epoch is made durable outside of every step", refused.Message, StringComparison.Ordinal);
        Assert.Equal((1, new Epoch(1)), (_journal.Calls, registry.Status().HighWater));

        // What is durable already needs none.
        using var step = registry.Enter();
        Assert.True(registry.Apply(Intent(1, 2, [R1])).Error.IsNone);
    }

    [Fact]
    public void Epochs_that_race_leave_the_highest_durable()
    {
        var registry = Registry(1);
        Parallel.For(2, 200, i => Raise(registry, i % 2 == 0 ? "invalidate epoch" : "intent", (ulong)i));
        Assert.Equal((new Epoch(199), new Epoch(199)), (_journal.Durable, registry.Status().HighWater));
    }

    private static RecoveryError Raise(SenderRegistry registry, string how, ulong epoch) => how switch
    {
        "intent" => registry.Apply(Intent(epoch, 1, [R1])).Error,
        "invalidate epoch" => registry.InvalidateEpoch(new Epoch(epoch), out _),
        _ => registry.UpdateSenderEpoch(R1, new Epoch(epoch)),
    };

    private SenderRegistry Registry(ulong epoch)
    {
        var registry = new SenderRegistry(Volume, new SessionIdSource(null), new RecoveryLog(TimeProvider.System), _journal);
        Assert.True(registry.Apply(Intent(epoch, 1, [R1], (R1, SessionKind.CatchUp))).Error.IsNone);
        return registry;
    }

    private sealed class FakeEpochJournal : IEpochJournal
    {
        private readonly Lock _lock = new();

        public Epoch Durable { get; private set; }

        public int Calls { get; private set; }

        public RecoveryError Failure { get; set; }

        public Action? Before { get; set; }

        public Epoch EpochHighWater(VolumeId volume) => Durable;

        public RecoveryError RaiseEpoch(VolumeId volume, Epoch epoch)
        {
            Assert.Equal(Volume, volume);
            Before?.Invoke();
            lock (_lock)
            {
                Calls++;
                if (Failure.IsNone) Durable = Epoch.Max(Durable, epoch);
                return Failure;
            }
        }
    }

    /// <summary>A disk that takes its time.</summary>
    private sealed class Blocked : IDisposable
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _open = new();

        public Task Entered => Gate.Patiently(_entered.Task);

        public void Open() => _open.Set();

        public void Pass()
        {
            _entered.TrySetResult();
            Assert.True(_open.Wait(TimeSpan.FromSeconds(20)));
        }

        public void Dispose()
        {
            _open.Set();
            _open.Dispose();
        }
    }
}
