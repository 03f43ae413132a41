// The session was ended by this very worker.
using Engine;

public static class Program
{
    public static bool GiveUp(Sender sender, SessionId session)
    {
        _ = sender.Invalidate(session, "too slow");
        return sender.Complete(session).Code == 0;
    }
}
