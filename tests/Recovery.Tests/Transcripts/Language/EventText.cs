namespace Replication.Recovery.Tests;

/// <summary>An event as transcripts write it: kind, replica, session, detail, and what ended the session where the event is its end.</summary>
internal static class EventText
{
    public static string Of(RecoveryEvent e)
    {
        var session = e.Session == SessionId.None ? "" : $" s{e.Session}";
        var end = e.Ends ? $" (end: {e.End.Text()})" : "";
        return $"{e.Kind.Text()} {e.Replica}{session} {e.Detail}".TrimEnd() + end;
    }
}
