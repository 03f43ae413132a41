namespace Replication.Recovery.Tests;

/// <summary>The raw operations of a sender that concern it, its epoch, its endpoint and whole sessions: <c>sender r1 attach epoch=1</c>.</summary>
internal static class SenderCommands
{
    public static ValueTask<string[]> Execute(TranscriptWorld world, InputLine line)
    {
        var sender = world.Sender(line);
        var answer = line.Word("an operation") switch
        {
            "attach" => IntentCommands.Session(sender.Attach(new Epoch(line.Needed("epoch")), Kind(line), Budgets.Read(line, line.List("budget")))),
            "supersede" => IntentCommands.Session(sender.Supersede(Kind(line), Reason(line), Budgets.Read(line, line.List("budget")))),
            "update-epoch" => Change(sender.UpdateEpoch(new Epoch(line.Needed("epoch")))),
            "update-endpoint" => Change(sender.UpdateEndpoint(IntentCommands.Endpoint(line, line.Word("an endpoint")))),
            "invalidate" => CommandTable.Text(Invalidate(sender, line)),
            "stop" => sender.Stop() is var ended && ended == SessionId.None ? "ok" : $"ended s{ended}",
            "expire" => sender.Expire(line.Tick("tick"), line.Needed("deadline")) is { } end ? $"ended s{end.Session}" : "ok",
            var operation => SessionCommands.TryExecute(world, sender, operation, line) ?? throw line.Wrong($"'{operation}' is no operation of a sender"),
        };
        line.ExpectEnd();
        return CommandTable.Answer(answer);
    }

    private static SessionKind Kind(InputLine line) => Named.Kind(line, line.Text("kind") ?? "catchup");

    private static EndReason Reason(InputLine line) => line.Text("words") is { } words
        ? new EndReason(EndCause.Other, Words: words)
        : new EndReason(Named.Cause(line, line.Text("reason") ?? "assignment_intent"));

    private static RecoveryError Invalidate(Sender sender, InputLine line)
    {
        var state = Named.State(line, line.Text("state") ?? "disconnected");
        return line.Number("epoch") is { } epoch ? sender.Invalidate(new Epoch(epoch), state) : sender.Invalidate(line.Session(), Reason(line), state);
    }

    private static string Change(SenderChange change) =>
        change.Ended != SessionId.None ? $"ended s{change.Ended}" : change.Demoted ? "demoted" : "ok";
}
