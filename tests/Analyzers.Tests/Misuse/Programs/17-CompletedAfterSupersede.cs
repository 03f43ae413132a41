// The session was superseded two lines above.
using Engine;

public static class Program
{
    public static bool Restart(Sender sender, SessionId session)
    {
        _ = sender.Supersede();
        return sender.Complete(session).Code == 0;
    }
}
