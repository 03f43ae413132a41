namespace Replication.Recovery.Tests;

/// <summary>
/// What the storage engine does on the way: <c>says tail=50 flushed=40</c>; <c>port stream#2 refuses transport_lost</c>, the second call from now, the next one where no
/// number is said; <c>port stream achieves 60</c>; <c>port pin throws</c>; <c>port facts meanwhile LINE</c>; <c>live s1 ends transport_lost</c>.
/// </summary>
internal static class PortCommands
{
    public static ValueTask<string[]> Says(TranscriptWorld world, InputLine line)
    {
        var error = world.Numbers.Take(line);
        if (error.IsNone) line.ExpectEnd();
        return CommandTable.Answer(CommandTable.Text(error));
    }

    public static ValueTask<string[]> Port(TranscriptWorld world, InputLine line)
    {
        var call = line.Word("a call").Split('#');
        var op = Named.Op(line, call[0]);
        var nth = world.Port.Calls(op) + (call is [_, var number] ? (int)line.Number("a call", number) : 1);
        switch (line.Word("what it does"))
        {
            case "refuses": world.Port.Refuse(op, Named.Code(line, line.Word("a code")), nth); break;
            case "throws": world.Port.Throw(op, nth); break;
            case "achieves": Achieve(world.Port, op, nth, new Lsn(line.Number("an LSN", line.Word("an LSN")))); break;
            case "meanwhile": world.Meanwhile(op, nth, line.After("meanwhile")); break;
            case var other: throw line.Wrong($"a port cannot '{other}'");
        }

        line.ExpectEnd();
        return CommandTable.Answer("ok");
    }

    public static async ValueTask<string[]> LiveAsync(TranscriptWorld world, InputLine line)
    {
        var session = line.Session();
        var stream = world.Port.Streams.Single(stream => stream.Session == session);
        switch (line.Word("what it does"))
        {
            case "ends": stream.End(Named.Code(line, line.Word("a code"))); break;
            case "crashes": stream.Crash(); break;
            case var other: throw line.Wrong($"a live stream cannot '{other}'");
        }

        line.ExpectEnd();

        // Whoever watches the stream closes it within the step in which the replica loses in_sync: that step is over when another can be entered.
        await stream.WhenDisposed;
        _ = world.Registry.Status();
        return ["ok"];
    }

    public static ValueTask<string[]> Cancel(TranscriptWorld world, InputLine line)
    {
        line.ExpectEnd();
        world.Cancel();
        return CommandTable.Answer("ok");
    }

    // For one call: the call after it achieves what is asked again.
    private static void Achieve(FakePort port, PortOp op, int nth, Lsn achieved) => port.Before(
        op,
        () =>
        {
            var (streamed, truncated, transferred) = (port.Streamed, port.Truncated, port.Transferred);
            Result<Lsn> Once()
            {
                (port.Streamed, port.Truncated, port.Transferred) = (streamed, truncated, transferred);
                return achieved;
            }

            (port.Streamed, port.Truncated, port.Transferred) = ((_, _) => Once(), _ => Once(), _ => Once());
        },
        nth);
}
