// The message had no ID, and the worker goes on all the same.
using Engine;

public static class Program
{
    public static bool Finish(Sender sender, SessionId? session) => sender.Complete(session.GetValueOrDefault()).Code == 0;
}
