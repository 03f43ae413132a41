using static Replication.Recovery.Tests.RecoveryWorld;

namespace Replication.Recovery.Tests.Concurrency;

/// <summary>
/// No lock is held while a caller's code runs: clock, journals, storage engine, live streams, sinks, cancellation, continuations. Each of them lets another thread in on every
/// call, through the whole life of recoveries.
/// </summary>
public sealed class NoLockWhileCallersRunTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Whenever_a_callers_code_runs_somebody_else_gets_in()
    {
        using var outsider = new Outsider();
        await using (var life = new Life(outsider))
        {
            await life.LiveAsync();
        }

        foreach (var (whose, looks) in outsider.Looks.OrderBy(look => look.Key, StringComparer.Ordinal)) output.WriteLine($"{looks,6} {whose}");
        Assert.Empty(outsider.KeptOut);
        Assert.Subset(outsider.Looks.Keys.ToHashSet(), Everybody.ToHashSet());
    }

    [Fact]
    public async Task A_recovery_is_not_executed_within_a_step_of_the_callers_own()
    {
        await using var world = new RecoveryWorld();
        var session = world.Session();
        ValueTask<RecoveryError> run;
        using (world.Registry.Enter()) run = world.Orchestrator.RunAsync(R1, session, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(run.AsTask);
        Assert.Empty(world.Port.Trace);
    }

    [Fact]
    public void A_journal_of_session_ids_is_not_asked_within_a_step_of_the_callers_own()
    {
        using var outsider = new Outsider();
        var ids = new SessionIdSource(new CallersJournal(outsider), block: 1);
        var registry = new SenderRegistry(Volume, ids, new RecoveryLog(Still.Time));
        registry.Apply(Intent(1, 1, [R1]));
        var sender = registry.Find(R1)!;
        using (registry.Enter())
        {
            var refused = Assert.Throws<InvalidOperationException>(() => _ = sender.Attach(new Epoch(1), SessionKind.CatchUp).Error);
            Assert.StartsWith("Session IDs are reserved outside of every step", refused.Message, StringComparison.Ordinal);
        }

        Assert.True(ids.Reserve(2).IsNone);
        using (registry.Enter())
        {
            Assert.True(sender.Attach(new Epoch(1), SessionKind.CatchUp).Error.IsNone);
            Assert.True(sender.Supersede(SessionKind.CatchUp, new EndReason(EndCause.Other)).Error.IsNone);
        }
    }

    private static readonly string[] Everybody =
    [
        "TimeProvider.GetUtcNow", "TimeProvider.GetTimestamp", "TimeProvider.TimestampFrequency", "ISessionIdJournal.Reserve", "IEpochJournal.RaiseEpoch", "IRecoveryLogSink.WriteAsync",
        "TaskScheduler.QueueTask", "SynchronizationContext.Post", "continuation of WaitAsync", "continuation of RunAsync", "CancellationToken callback", "IStoragePort.ReadHistoryAsync",
        "IStoragePort.ReadFactsAsync", "IStoragePort.PinAsync", "IStoragePort.ReleaseAsync", "IStoragePort.TruncateAsync", "IStoragePort.StreamAsync", "IStoragePort.TransferBaseAsync",
        "IStoragePort.OpenLiveStreamAsync", "ILiveStream.Acknowledged", "ILiveStream.Ended", "ILiveStream.DisposeAsync",
    ];
}
