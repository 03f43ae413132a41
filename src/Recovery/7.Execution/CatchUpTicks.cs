namespace Replication.Recovery;

/// <summary>The ticks a catch-up is judged by.</summary>
/// <param name="Start">When it began; <see langword="null"/> = read the clock.</param>
/// <param name="Complete">When its work is judged; <see langword="null"/> = read the clock at every check.</param>
public readonly record struct CatchUpTicks(Tick? Start, Tick? Complete)
{
    /// <summary>Every check reads the clock.</summary>
    public static CatchUpTicks FromClock => default;
}
