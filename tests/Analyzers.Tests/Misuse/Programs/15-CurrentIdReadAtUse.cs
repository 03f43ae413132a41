// Whatever session stands is completed, whoever it belongs to.
using Engine;

public static class Program
{
    public static bool Finish(Sender sender) => sender.Complete(sender.CurrentSession).Code == 0;
}
