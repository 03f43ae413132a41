namespace Replication.Recovery.Tests;

/// <summary>A sender as transcripts write it.</summary>
internal static class SenderText
{
    public static string Of(SenderView sender)
    {
        var text = $"{sender.Replica} {sender.State.Text()}, epoch {sender.Epoch}";
        if (sender.Endpoint != IntentCommands.DefaultEndpoint) text += $", at {sender.Endpoint.Data}/{sender.Endpoint.Control}/{sender.Endpoint.Version}";
        if (sender.Stopped) text += ", stopped";
        if (sender.Session is { } session) text += $", {Of(session)}";
        if (sender.LastEnd is { } end) text += $", s{end.Session} ended {end.Reason}";
        return text;
    }

    private static string Of(SessionView session)
    {
        var text = $"s{session.Session} {session.Kind.Text()} in {session.Phase}";
        if (session.RebuildPhase is { } phase) text += $"/{phase}";
        if (session.RebuildSource is { } source) text += $" from {source.Text()}";
        if (session.Phase is not ("handshake" or "catchup")) return text;
        text += $" ({session.Start}, {session.Target}]";
        text += session.RebuildPhase switch
        {
            null => $" at {session.Recovered}",
            "transfer" => $" base at {session.Base}",
            "tail_replay" => $" base at {session.Base}, tail at {session.Tail}",
            _ => "",
        };
        if (session.TruncateTo is { } to) text += session.Truncated ? $" truncated to {to}" : $" to be truncated to {to}";
        return text;
    }
}
