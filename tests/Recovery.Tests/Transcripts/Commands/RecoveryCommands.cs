namespace Replication.Recovery.Tests;

/// <summary>
/// The entry path: <c>recover r1 s1 flushed=40</c>, <c>complete-catch-up r1 s1 target=100 start=0 complete=9 truncate-to=40</c>, <c>complete-rebuild r1 s1</c>,
/// <c>run r1 s1</c>. What they say of the primary and the replica stands from then on.
/// </summary>
internal static class RecoveryCommands
{
    public static async ValueTask<string[]> RecoverAsync(TranscriptWorld world, InputLine line)
    {
        var (replica, session) = (line.Replica(), line.Session());
        var isGiven = line.Takes("given");
        var isWithoutHistory = line.Takes("without-history");
        if (world.Numbers.Take(line) is { IsNone: false } contradiction) return [CommandTable.Text(contradiction)];
        line.ExpectEnd();
        var port = world.Port;
        var answer = isGiven || isWithoutHistory
            ? await world.Orchestrator.RecoverAsync(replica, session, port.Facts, isWithoutHistory ? null : port.Reading, world.Cancellation)
            : await world.Orchestrator.RecoverAsync(replica, session, world.Cancellation);
        return answer.Error.IsNone ? [$"outcome {answer.Outcome?.Text()}: {answer.Proof?.Reason}", .. Plan(answer.Plan)] : [CommandTable.Text(answer.Error)];
    }

    public static async ValueTask<string[]> CompleteCatchUpAsync(TranscriptWorld world, InputLine line)
    {
        var (replica, session) = (line.Replica(), line.Session());
        var target = line.Lsn("target");
        var ticks = new CatchUpTicks(Tick(line, "start"), Tick(line, "complete"));
        Lsn? truncateTo = line.Number("truncate-to") is { } to ? new Lsn(to) : null;
        line.ExpectEnd();
        return [CommandTable.Text(await world.Orchestrator.CompleteCatchUpAsync(replica, session, target, ticks, truncateTo, world.Cancellation))];
    }

    public static async ValueTask<string[]> CompleteRebuildAsync(TranscriptWorld world, InputLine line)
    {
        var (replica, session) = (line.Replica(), line.Session());
        var isWithoutHistory = line.Takes("without-history");
        if (world.Numbers.Take(line) is { IsNone: false } contradiction) return [CommandTable.Text(contradiction)];
        line.ExpectEnd();
        return [CommandTable.Text(await world.Orchestrator.CompleteRebuildAsync(replica, session, isWithoutHistory ? null : world.Numbers.History, world.Cancellation))];
    }

    public static async ValueTask<string[]> RunAsync(TranscriptWorld world, InputLine line)
    {
        var (replica, session) = (line.Replica(), line.Session());
        if (world.Numbers.Take(line) is { IsNone: false } contradiction) return [CommandTable.Text(contradiction)];
        line.ExpectEnd();
        return [CommandTable.Text(await world.Orchestrator.RunAsync(replica, session, world.Cancellation))];
    }

    private static Tick? Tick(InputLine line, string key) => line.Number(key) is { } tick ? new Tick(tick) : null;

    private static string[] Plan(RecoveryPlan? plan) => plan?.Outcome == RecoveryOutcome.CatchUp
        ? [$"plan {(plan.TruncateTo is { } to ? $"truncate to {to}, " : "")}replay ({plan.Start}, {plan.Target}]"]
        : [];
}
