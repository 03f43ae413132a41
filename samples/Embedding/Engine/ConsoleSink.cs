using Replication.Recovery;

namespace Replication.Embedding.Engine;

/// <summary>Writes the log to the console: a sink of one's own is one method. A host has <see cref="LoggingSink"/> for its logger.</summary>
internal sealed class ConsoleSink : IRecoveryLogSink
{
    /// <inheritdoc/>
    public ValueTask WriteAsync(RecoveryLogBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Missed > 0) Console.WriteLine($"    {batch.Missed} events gave way before they were read");
        foreach (var e in batch.Events) Console.WriteLine($"    {Line(e)}");
        return ValueTask.CompletedTask;
    }

    // The start of a catch-up says at which tick it began, which is another one in each run.
    private static string Line(in RecoveryEvent e) =>
        e.Kind == RecoveryEventKind.CatchUpStarted ? (e with { Detail = EventDetail.None }).ToString() : e.ToString();
}
