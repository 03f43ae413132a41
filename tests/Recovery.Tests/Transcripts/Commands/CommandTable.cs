namespace Replication.Recovery.Tests;

/// <summary>What each first word of an input line does; the answer is a few lines of text.</summary>
internal static class CommandTable
{
    private static readonly Dictionary<string, Func<TranscriptWorld, InputLine, ValueTask<string[]>>> Commands = new()
    {
        ["assign"] = IntentCommands.Assign,
        ["attach"] = IntentCommands.Attach,
        ["update-sender-epoch"] = EpochCommands.UpdateSenderEpoch,
        ["invalidate-epoch"] = EpochCommands.InvalidateEpoch,
        ["fence"] = EpochCommands.Fence,
        ["recover"] = RecoveryCommands.RecoverAsync,
        ["complete-catch-up"] = RecoveryCommands.CompleteCatchUpAsync,
        ["complete-rebuild"] = RecoveryCommands.CompleteRebuildAsync,
        ["run"] = RecoveryCommands.RunAsync,
        ["sender"] = SenderCommands.Execute,
        ["says"] = PortCommands.Says,
        ["port"] = PortCommands.Port,
        ["live"] = PortCommands.LiveAsync,
        ["cancel"] = PortCommands.Cancel,
        ["advance"] = ClockCommands.Advance,
        ["expire"] = ClockCommands.Expire,
        ["status"] = ClockCommands.Status,
    };

    public static async ValueTask<string[]> ExecuteAsync(TranscriptWorld world, InputLine line)
    {
        var verb = line.Word("what to do");
        if (!Commands.TryGetValue(verb, out var command)) throw line.Wrong($"'{verb}' is no command");
        return await command(world, line);
    }

    public static ValueTask<string[]> Answer(params string[] lines) => ValueTask.FromResult(lines);

    public static string Text(in RecoveryError error) => error.IsNone ? "ok" : $"error {error}";
}
