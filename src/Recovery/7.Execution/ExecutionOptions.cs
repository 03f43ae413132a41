namespace Replication.Recovery;

/// <summary>How recoveries are executed.</summary>
public sealed record ExecutionOptions
{
    /// <summary>
    /// The distance in LSN that one step of a replay asks for: authority and budget are checked between steps. At least 1. A batch or entry that is wider is sent whole:
    /// a step that moved nothing asks again for twice as much.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is 0.</exception>
    public ulong StepEntries
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfZero(value);
            field = value;
        }
    }
    = 4096;

    /// <summary>What a session's WAL pin may hold.</summary>
    public PinCaps WalPin { get; init; } = new(Bytes: 8UL << 30, Age: 3_600_000);

    /// <summary>What a session's base pin may hold.</summary>
    public PinCaps BasePin { get; init; } = new(Bytes: 0, Age: 3_600_000);

    /// <summary>Milliseconds a phase may take without a transition or progress, for <see cref="Orchestrator.Expire"/>; 0 = for ever.</summary>
    public ulong PhaseDeadline { get; init; } = 60_000;
}
