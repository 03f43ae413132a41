// The same in two lines.
using Engine;

public static class Program
{
    public static bool Finish(Sender sender)
    {
        var session = sender.CurrentSession;
        return sender.Complete(session).Code == 0;
    }
}
