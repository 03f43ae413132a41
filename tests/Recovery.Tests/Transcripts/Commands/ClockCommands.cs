namespace Replication.Recovery.Tests;

/// <summary>
/// <c>advance 500</c> moves the clock by milliseconds; <c>expire after=500</c> is the shell's timer, at the clock's tick; <c>status</c> is the registry's picture.
/// </summary>
internal static class ClockCommands
{
    public static ValueTask<string[]> Advance(TranscriptWorld world, InputLine line)
    {
        world.Time.Advance(TimeSpan.FromMilliseconds(line.Number("milliseconds", line.Word("milliseconds"))));
        line.ExpectEnd();
        return CommandTable.Answer($"tick {world.Orchestrator.Now}");
    }

    public static ValueTask<string[]> Expire(TranscriptWorld world, InputLine line)
    {
        if (line.Number("after") is { } milliseconds) world.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        line.ExpectEnd();
        world.Orchestrator.Expire(world.Orchestrator.Now);
        return CommandTable.Answer("ok");
    }

    public static ValueTask<string[]> Status(TranscriptWorld world, InputLine line)
    {
        line.ExpectEnd();
        var status = world.Registry.Status();
        var acknowledged = world.Orchestrator.Acknowledged.OrderBy(replica => replica.Key).Select(replica => $"{replica.Key} {replica.Value}");
        return CommandTable.Answer(
            $"high-water {status.HighWater}; total {status.Total}, in_sync {status.InSync}, recovering {status.Recovering}, "
                + $"degraded {status.Degraded}, rebuilding {status.Rebuilding}",
            $"acknowledgements that count: {string.Join(", ", acknowledged.DefaultIfEmpty("none"))}");
    }
}
