// The log is pinned, copied, and stays pinned.
using Engine;

public static class Program
{
    public static void Ship()
    {
        var pin = Log.Take();
        Log.Copy(pin);
    }
}
