// A warning: one way leaves with the pin held.
using Engine;

public static class Program
{
    public static void Ship(bool isEmpty)
    {
        var pin = Log.Take();
        if (isEmpty) return;
        Log.Copy(pin);
        pin.Dispose();
    }
}
