using Replication.Recovery;

namespace Replication.Embedding.Engine;

/// <summary>One life of the primary's process, from its start to its end.</summary>
internal static class Life
{
    // Short, so that the sample does not wait for a minute; long enough that nothing which only waits for a processor is taken for what hangs.
    private static readonly ExecutionOptions Options = new() { PhaseDeadline = 4_000 };

    /// <summary>Lives it.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="port">The storage engine.</param>
    /// <param name="work">What is done in it.</param>
    /// <returns>None; or why it could not begin.</returns>
    public static async Task<RecoveryError> LiveAsync(string path, VolumeId volume, IStoragePort port, Func<Worker, Task> work)
    {
        if (!RecoveryJournal.Open(path).TryGet(out var journal, out var error)) return error;
        using var closedLast = journal;
        PrintWhatItKept(journal, volume);   // recoveries that were under way; the epoch and the session ID above which all goes on

        var registry = new SenderRegistry(volume, new SessionIdSource(journal), new RecoveryLog(TimeProvider.System), journal);
        await using var toJournal = LogFollower.Start(registry.Log, journal);
        await using var toConsole = LogFollower.Start(registry.Log, new ConsoleSink());
        await using var orchestrator = new Orchestrator(registry, port, TimeProvider.System, Options);
        await using var timer = ExpiryTimer.Start(orchestrator, TimeSpan.FromMilliseconds(100));

        // What ends first was made last: the timer, the orchestrator with its live streams, who follows the log to its end, the journal.
        await work(new Worker(orchestrator, toConsole));
        return default;
    }

    // No session is live after a restart: what is unfinished is told to the control plane, and decided anew from fresh facts.
    private static void PrintWhatItKept(RecoveryJournal journal, VolumeId volume)
    {
        foreach (var unfinished in journal.Unfinished)
            Console.WriteLine($"  {unfinished.Volume}/{unfinished.Replica}: session {unfinished.Session} got as far as {unfinished.LastEvent.Text()}");
        Console.WriteLine($"  nothing begins below epoch {journal.EpochHighWater(volume)}; session IDs go on above {journal.HighWater}");
    }
}
