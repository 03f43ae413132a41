using Microsoft.Extensions.Time.Testing;

namespace Replication.Recovery.Tests.Concurrency;

/// <summary>A caller's clock.</summary>
internal sealed class CallersTime(Outsider outsider) : TimeProvider
{
    private readonly FakeTimeProvider _time = new();

    public override long TimestampFrequency
    {
        get
        {
            outsider.Look("TimeProvider.TimestampFrequency");
            return _time.TimestampFrequency;
        }
    }

    public void Advance(TimeSpan by) => _time.Advance(by);

    public override DateTimeOffset GetUtcNow()
    {
        outsider.Look("TimeProvider.GetUtcNow");
        return _time.GetUtcNow();
    }

    public override long GetTimestamp()
    {
        outsider.Look("TimeProvider.GetTimestamp");
        return _time.GetTimestamp();
    }
}

/// <summary>A caller's journals.</summary>
internal sealed class CallersJournal(Outsider outsider) : ISessionIdJournal, IEpochJournal
{
    public ulong HighWater
    {
        get
        {
            outsider.Look("ISessionIdJournal.HighWater");
            return 0;
        }
    }

    public RecoveryError Reserve(ulong highWater)
    {
        outsider.Look("ISessionIdJournal.Reserve");
        return default;
    }

    public Epoch EpochHighWater(VolumeId volume)
    {
        outsider.Look("IEpochJournal.EpochHighWater");
        return Epoch.None;
    }

    public RecoveryError RaiseEpoch(VolumeId volume, Epoch epoch)
    {
        outsider.Look("IEpochJournal.RaiseEpoch");
        return default;
    }
}

/// <summary>A caller's sink.</summary>
internal sealed class CallersSink(Outsider outsider) : IRecoveryLogSink
{
    public ValueTask WriteAsync(RecoveryLogBatch batch, CancellationToken cancellationToken)
    {
        outsider.Look("IRecoveryLogSink.WriteAsync");
        return ValueTask.CompletedTask;
    }
}

/// <summary>Where a caller's continuations run: asked by whoever completes what they wait for.</summary>
internal sealed class CallersScheduler(Outsider outsider) : TaskScheduler
{
    protected override void QueueTask(Task task)
    {
        outsider.Look("TaskScheduler.QueueTask");
        ThreadPool.UnsafeQueueUserWorkItem(_ => TryExecuteTask(task), null);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        outsider.Look("TaskScheduler.TryExecuteTaskInline");
        return TryExecuteTask(task);
    }

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}

/// <summary>The same, as a user interface has it.</summary>
internal sealed class CallersContext(Outsider outsider) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state)
    {
        outsider.Look("SynchronizationContext.Post");
        ThreadPool.UnsafeQueueUserWorkItem(_ => Run(d, state), null);
    }

    private void Run(SendOrPostCallback d, object? state)
    {
        SetSynchronizationContext(this);
        d(state);
        SetSynchronizationContext(null);
    }
}
