using Microsoft.Extensions.Time.Testing;
using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests;

public sealed class LogFollowerTests
{
    private readonly RecoveryLog _log = new(new FakeTimeProvider(), capacity: 8);
    private readonly SenderRegistry _registry;
    private readonly RecordingSink _sink = new();
    private ulong _epoch;

    public LogFollowerTests() => _registry = new SenderRegistry(Volume, new SessionIdSource(null), _log);

    [Fact]
    public async Task Everything_logged_before_the_stop_is_delivered_in_order_and_once()
    {
        Log(3);
        await using var follower = LogFollower.Start(_log, _sink);
        Log(2);
        await follower.StopAsync(TestContext.Current.CancellationToken);
        Log(1);
        Assert.Equal([1UL, 2, 3, 4, 5], _sink.Sequences);
        Assert.Equal(5UL, follower.Delivered);
        Assert.Equal(0UL, _sink.Missed);
    }

    [Fact]
    public async Task Events_are_delivered_as_they_come_without_a_stop()
    {
        await using var follower = LogFollower.Start(_log, _sink);
        for (ulong i = 1; i <= 5; i++)
        {
            Log(1);
            await _sink.Reached(i);
        }
    }

    [Fact]
    public async Task An_empty_log_stops_at_once()
    {
        await using var follower = LogFollower.Start(_log, _sink);
        await follower.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_sink.Batches);
        Assert.True(follower.Completion.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_follower_goes_on_after_the_event_that_is_known()
    {
        Log(3);
        await using var follower = LogFollower.Start(_log, _sink, after: 2);
        await follower.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal([3UL], _sink.Sequences);
        Assert.Equal(0UL, _sink.Missed);
    }

    [Fact]
    public void A_number_that_the_log_has_not_reached_is_refused_because_events_would_be_skipped()
    {
        Log(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => LogFollower.Start(_log, _sink, after: 4));
    }

    [Fact]
    public async Task The_sink_is_told_how_many_events_gave_way_before_they_were_read()
    {
        Log(11);
        await using var follower = LogFollower.Start(_log, _sink);
        await follower.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3UL, _sink.Missed);
        Assert.Equal(Enumerable.Range(4, 8).Select(i => (ulong)i), _sink.Sequences);
    }

    [Fact]
    public async Task What_gives_way_while_a_sink_is_slow_is_counted()
    {
        var slow = new Gate();
        _sink.Before = slow.PassAsync;
        await using var follower = LogFollower.Start(_log, _sink);
        Log(1);
        await slow.Entered;
        Log(20);
        slow.Open();
        await follower.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0UL, 12], _sink.Batches.Select(b => b.Missed));
        Assert.Equal([1UL, .. Enumerable.Range(14, 8).Select(i => (ulong)i)], _sink.Sequences);
    }

    [Fact]
    public async Task A_sink_that_lags_gets_bounded_batches()
    {
        var log = new RecoveryLog(new FakeTimeProvider());
        var registry = new SenderRegistry(Volume, new SessionIdSource(null), log);
        registry.Apply(Intent(1, 1, [.. Enumerable.Range(0, 1_200).Select(i => new ReplicaId($"r{i}"))]));
        await using var follower = LogFollower.Start(log, _sink);
        await follower.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal([512, 512, 176], _sink.Batches.Select(b => b.Events.Count));
        Assert.Equal(0UL, _sink.Missed);
    }

    [Fact]
    public async Task A_sink_that_throws_ends_its_follower_and_nothing_else()
    {
        var failing = new RecordingSink { Before = _ => throw new InjectedFaultException() };
        var follower = LogFollower.Start(_log, failing);
        await using var other = LogFollower.Start(_log, _sink);
        Log(1);
        await Assert.ThrowsAsync<InjectedFaultException>(() => Gate.Patiently(follower.Completion));
        Log(2);
        await other.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal([1UL, 2, 3], _sink.Sequences);
        Assert.Equal(0UL, follower.Delivered);
        await Assert.ThrowsAsync<InjectedFaultException>(() => follower.StopAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<InjectedFaultException>(() => follower.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task A_stop_that_is_given_up_cancels_the_sink()
    {
        var never = new Gate();
        _sink.Before = never.PassAsync;
        var follower = LogFollower.Start(_log, _sink);
        Log(1);
        await never.Entered;
        using var patience = new CancellationTokenSource();
        var stop = follower.StopAsync(patience.Token);
        Assert.False(stop.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Gate.Patiently(stop));
        Assert.True(follower.Completion.IsCanceled);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => follower.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task A_stop_ends_though_writers_go_on()
    {
        await using var follower = LogFollower.Start(_log, _sink);
        _sink.Before = _ =>
        {
            Log(1);
            return Task.FromResult(default(RecoveryError));
        };
        Log(1);
        await Gate.Patiently(follower.StopAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1UL, _sink.Sequences[0]);
    }

    [Fact]
    public async Task Every_caller_of_stop_hears_the_end()
    {
        await using var follower = LogFollower.Start(_log, _sink);
        Log(4);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => follower.StopAsync(TestContext.Current.CancellationToken))));
        Assert.Equal([1UL, 2, 3, 4], _sink.Sequences);
    }

    // An epoch that sees the replica named logs one event: sender_added first, session_failed (stale) afterwards.
    private void Log(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _epoch++;
            if (_epoch == 1) _registry.Apply(Intent(5, 1, [R1]));
            else _registry.Apply(Intent(1, 1, [R1], (R1, SessionKind.CatchUp)));
        }
    }

    private sealed class RecordingSink : IRecoveryLogSink
    {
        private readonly Lock _lock = new();
        private readonly List<RecoveryLogBatch> _batches = [];
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Func<CancellationToken, Task<RecoveryError>>? Before { get; set; }

        public RecoveryLogBatch[] Batches
        {
            get
            {
                lock (_lock) return [.. _batches];
            }
        }

        public ulong[] Sequences => [.. Batches.SelectMany(b => b.Events).Select(e => e.Sequence)];

        public ulong Missed => Batches.Aggregate(0UL, (sum, b) => sum + b.Missed);

        public async ValueTask WriteAsync(RecoveryLogBatch batch, CancellationToken cancellationToken)
        {
            if (Before is { } before) Assert.True((await before(cancellationToken)).IsNone);
            lock (_lock)
            {
                _batches.Add(batch);
                _changed.SetResult();
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        public async Task Reached(ulong sequence)
        {
            while (true)
            {
                Task changed;
                lock (_lock)
                {
                    if (_batches.Count > 0 && _batches[^1].Events[^1].Sequence >= sequence) return;
                    changed = _changed.Task;
                }

                await Gate.Patiently(changed);
            }
        }
    }
}
