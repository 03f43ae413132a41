// A worker completes without an ID.
using Engine;

public static class Program
{
    public static bool Finish(Sender sender, SessionId session) => sender.Complete(default).Code == session.Value.CompareTo(0UL);
}
