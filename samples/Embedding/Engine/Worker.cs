using Replication.Recovery;

namespace Replication.Embedding.Engine;

/// <summary>Does what intents ask for, and prints what comes of it. Nothing throws that can be expected to fail: every answer is a value, and looked at.</summary>
/// <param name="orchestrator">The engine.</param>
/// <param name="toConsole">Prints the log.</param>
internal sealed class Worker(Orchestrator orchestrator, LogFollower toConsole)
{
    /// <summary>Applies an intent, and runs the sessions that it made.</summary>
    public async Task WorkOffAsync(AssignmentIntent intent)
    {
        var answer = orchestrator.ProcessAssignment(intent);   // as a whole, or not at all
        await PrintAsync(intent, answer);

        // One after the other so that each run prints the same. A host gives each a task of its own.
        foreach (var (replica, session) in answer.Created.Concat(answer.Superseded))
        {
            var error = await orchestrator.RunAsync(replica, session);   // asks the replica, decides, executes
            await PrintAsync(error.IsNone ? $"{replica} is in sync" : $"{replica}: {error}");
        }
    }

    /// <summary>Applies an intent, and leaves its sessions to be run later.</summary>
    /// <returns>What it did. The IDs in it are the only way to work on the sessions it made.</returns>
    public async Task<AssignmentAnswer> AssignAsync(AssignmentIntent intent)
    {
        var answer = orchestrator.ProcessAssignment(intent);
        await PrintAsync(intent, answer);
        return answer;
    }

    /// <summary>Presents the ID of a session to run it.</summary>
    public async Task RunAsync(AssignedSession assigned)
    {
        var error = await orchestrator.RunAsync(assigned.Replica, assigned.Session);
        await PrintAsync($"{assigned.Replica} with session {assigned.Session}: {error}");
    }

    /// <summary>Waits until every replica in sync has acknowledged an LSN.</summary>
    public async Task AcknowledgedAsync(Lsn lsn)
    {
        while (orchestrator.Acknowledged.Values.Any(acknowledged => acknowledged < lsn)) await Task.Delay(1);
        await PrintAsync($"acknowledged: {string.Join(", ", orchestrator.Acknowledged.OrderBy(a => a.Key).Select(a => $"{a.Key} {a.Value}"))}");
    }

    /// <summary>Prints a line after what the log has told so far, so that each run prints the same.</summary>
    public async Task PrintAsync(string line)
    {
        while (toConsole.Delivered < orchestrator.Log.LastSequence) await Task.Delay(1);
        Console.WriteLine($"  {line}");
    }

    private async Task PrintAsync(AssignmentIntent intent, AssignmentAnswer answer)
    {
        await PrintAsync($"intent {intent.Epoch}.{intent.Revision}: {answer.Error}{(answer.Redelivered ? ", applied before" : "")}");
        foreach (var (replica, error) in answer.Failed) await PrintAsync($"{replica} got no session: {error}");
        foreach (var (replica, session) in answer.Created) await PrintAsync($"{replica} got session {session}");
        foreach (var (replica, session) in answer.Superseded) await PrintAsync($"{replica} got session {session} in place of another");
    }
}
