namespace Replication.Recovery;

/// <summary>Where the events of a log go: to a logger, to meters, to traces, to a journal. Called by a <see cref="LogFollower"/>, outside of every lock of the engine.</summary>
/// <remarks>
/// A follower calls with one batch after the other, never with two at once. A sink that serves several followers is called by all of them at once, so it must be
/// thread-safe; those of this library are.
/// </remarks>
public interface IRecoveryLogSink
{
    /// <summary>Takes the next events. The follower reads on when the task has completed; a sink that is slow only lags, and may miss events that give way.</summary>
    /// <param name="batch">The events, and how many before them are missing.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits for the delivery any more.</param>
    /// <returns>
    /// A task; when it fails the follower ends with that exception in <see cref="LogFollower.Completion"/>, and nothing else is affected.
    /// </returns>
    ValueTask WriteAsync(RecoveryLogBatch batch, CancellationToken cancellationToken);
}
