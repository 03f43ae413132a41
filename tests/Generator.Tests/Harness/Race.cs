namespace Replication.Generator.Tests.Harness;

/// <summary>Runs one action on several threads that begin together, and waits for all of them.</summary>
internal static class Race
{
    /// <summary>Runs the action and throws what a thread threw.</summary>
    /// <param name="runners">How many threads.</param>
    /// <param name="run">What each does; it is told its number.</param>
    public static void Run(int runners, Action<int> run)
    {
        using var start = new Barrier(runners);
        var faults = new Exception?[runners];
        var threads = Enumerable.Range(0, runners).Select(runner => new Thread(() =>
        {
            // The barrier holds every thread until the last one is there, so nothing may throw before it.
            start.SignalAndWait();
            faults[runner] = Record.Exception(() => run(runner));
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.All(faults, Assert.Null);
    }
}
