namespace Replication.Storage.RocksDb;

/// <summary>How a store on RocksDB behaves. Immutable.</summary>
public sealed record RocksDbStoreOptions
{
    /// <summary>The options used where none are given.</summary>
    public static RocksDbStoreOptions Default { get; } = new();

    /// <summary>How many of its own checkpoints a store keeps, newest first; pinned ones are kept beyond that. At least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int CheckpointsKept
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 2;

    /// <summary>Bytes a memtable holds before RocksDB flushes it and begins a new log file; 0 = the engine's default (64 MiB).</summary>
    public ulong WriteBufferBytes { get; init; }

    /// <summary>
    /// Whether a primary counts as committed what is durable on it alone. Where a commit rule names replicas this is off, and
    /// <see cref="RocksDbPrimary.Commit"/> says what is committed: otherwise a primary that was deposed believes its unshipped tail to be promised.
    /// </summary>
    public bool CommitsWhatIsDurable { get; init; } = true;

    /// <summary>The clock that the age of pins is measured with.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Told each step of a change that has to survive a crash between any two of them; called under the store's lock.</summary>
    internal Action<StoreStep>? StepReached { get; init; }
}

/// <summary>The steps between which a crash must leave the store as it was, or as it is to be.</summary>
internal enum StoreStep
{
    /// <summary>The store is durably marked unfinished; nothing of the base is there yet.</summary>
    MarkedUnfinished,

    /// <summary>Every file of the base is durable and verified.</summary>
    BaseVerified,

    /// <summary>The next generation is complete and durable; the record still names the old one.</summary>
    GenerationBuilt,

    /// <summary>The record names the next generation.</summary>
    GenerationSwitched,

    /// <summary>The old generation is deleted.</summary>
    OldGenerationDeleted,
}
