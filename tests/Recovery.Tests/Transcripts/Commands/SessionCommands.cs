namespace Replication.Recovery.Tests;

/// <summary>The raw operations on a session, each presenting its ID: <c>sender r1 progress s1 to=60 tick=5</c>.</summary>
internal static class SessionCommands
{
    public static string? TryExecute(TranscriptWorld world, Sender sender, string operation, InputLine line) => operation switch
    {
        "classify" => Classify(world, sender, line),
        "check-budget" => CheckBudget(sender, line),
        "select-source" => SelectSource(world, sender, line),
        _ => Execute(sender, operation, line) is { } error ? CommandTable.Text(error) : null,
    };

    private static RecoveryError? Execute(Sender sender, string operation, InputLine line) => operation switch
    {
        "begin-connect" => sender.BeginConnect(line.Session()),
        "record-handshake" => sender.RecordHandshake(line.Session(), line.Lsn("start"), line.Lsn("target")),
        "begin-catch-up" => sender.BeginCatchUp(line.Session(), line.Tick("tick")),
        "progress" => sender.RecordProgress(line.Session(), line.Lsn("to"), line.Tick("tick")),
        "truncate" => sender.RecordTruncation(line.Session(), line.Lsn("to")),
        "complete" => sender.Complete(line.Session()),
        "begin-transfer" => sender.BeginTransfer(line.Session()),
        "base" => sender.RecordBase(line.Session(), line.Lsn("to")),
        "begin-tail" => sender.BeginTail(line.Session()),
        "tail" => sender.RecordTail(line.Session(), line.Lsn("to")),
        "complete-rebuild" => sender.CompleteRebuild(line.Session()),
        _ => null,
    };

    // By the raw numbers where a retention start is said, by the primary's history where none is.
    private static string Classify(TranscriptWorld world, Sender sender, InputLine line)
    {
        var session = line.Session();
        HandshakeAnswer answer;
        if (line.Number("retention-start") is { } retentionStart)
        {
            answer = sender.RecordHandshake(session, line.Lsn("flushed"), line.Lsn("committed"), new Lsn(retentionStart));
        }
        else
        {
            if (world.Numbers.Take(line) is { IsNone: false } contradiction) return CommandTable.Text(contradiction);
            answer = sender.RecordHandshake(session, world.Port.Facts.Flushed, world.Numbers.History);
        }

        var decided = $"outcome {answer.Decision.Outcome.Text()}: {answer.Decision.Proof.Reason}";
        return answer.Error.IsNone ? decided : $"{CommandTable.Text(answer.Error)}; {decided}";
    }

    private static string CheckBudget(Sender sender, InputLine line)
    {
        var error = sender.CheckBudget(line.Session(), line.Tick("tick"), out var violation);
        return violation == BudgetViolation.None ? CommandTable.Text(error) : $"violation {violation.Text()}";
    }

    private static string SelectSource(TranscriptWorld world, Sender sender, InputLine line)
    {
        var session = line.Session();
        if (world.Numbers.Take(line) is { IsNone: false } contradiction) return CommandTable.Text(contradiction);
        var source = RebuildSource.From(world.Numbers.History);
        var error = sender.SelectSource(session, source);
        return error.IsNone ? $"{source.Kind.Text()} at {source.Snapshot}, target {source.Target}" : CommandTable.Text(error);
    }
}
