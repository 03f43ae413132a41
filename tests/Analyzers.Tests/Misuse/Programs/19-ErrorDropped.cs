// What the engine answered is not looked at.
using Engine;

public static class Program
{
    public static void Finish(Sender sender, SessionId session)
    {
        sender.Complete(session);
    }
}
