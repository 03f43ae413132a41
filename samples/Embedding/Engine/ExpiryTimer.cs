using Replication.Recovery;

namespace Replication.Embedding.Engine;

/// <summary>
/// The shell's timer. The engine has no thread of its own: without this a port that hangs is waited for, and its session never ends. A session that stood still for longer than
/// <see cref="ExecutionOptions.PhaseDeadline"/> is ended, and the token of what hangs is cancelled.
/// </summary>
internal sealed class ExpiryTimer : IAsyncDisposable
{
    private readonly PeriodicTimer _timer;
    private readonly Task _ticking;

    private ExpiryTimer(Orchestrator orchestrator, TimeSpan period)
    {
        _timer = new PeriodicTimer(period);
        _ticking = TickAsync(orchestrator);
    }

    /// <summary>Starts it.</summary>
    /// <param name="orchestrator">Whose sessions it ends.</param>
    /// <param name="period">How often it looks. A session ends at most one period too late, and never too early.</param>
    public static ExpiryTimer Start(Orchestrator orchestrator, TimeSpan period) => new(orchestrator, period);

    /// <summary>Stops it, and waits for the tick under way.</summary>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _ticking;
    }

    private async Task TickAsync(Orchestrator orchestrator)
    {
        while (await _timer.WaitForNextTickAsync()) orchestrator.Expire(orchestrator.Now);
    }
}
