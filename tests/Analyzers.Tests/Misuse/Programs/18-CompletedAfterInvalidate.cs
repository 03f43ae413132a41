// The session was ended by this very worker.
using Engine;

public static class Program
{
    public static bool GiveUp(Sender sender, SessionId session)
    {
        if (sender.Invalidate(session, "too slow").Code != 0) return false;
        return sender.Complete(session).Code == 0;
    }
}
