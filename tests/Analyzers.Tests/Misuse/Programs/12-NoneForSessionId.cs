// The value that means "no session" is presented.
using Engine;

public static class Program
{
    public static bool Finish(Sender sender) => sender.Complete(SessionId.None).Code == 0;
}
