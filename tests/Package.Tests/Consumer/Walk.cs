using Replication;

namespace Consumer;

/// <summary>Uses both machines, and says what it hears.</summary>
internal static class Walk
{
    public static void Door(TextWriter output)
    {
        var owner = new FenceOwner();
        using var step = owner.Enter();
        var door = Consumer.Door.Start(step, new Door.Closed(7), out var closed);
        if (closed.TryOpen(step, 8, out _, out var why)) return;
        output.WriteLine(why);
        var late = door.Now(step).Closed;
        if (!closed.TryUnlock(step, 7, true, out var outcome, out why)) return;
        output.WriteLine(outcome.Match("now ", closed: static (_, text) => text + "closed", opened: static (_, text) => text + "open"));
        if (late?.TryOpen(step, 7, out _, out why) == false) output.WriteLine(why);
        if (door.Now(step) is not { Opened: { } opened } || !opened.TryClose(step, 9, out closed, out why)) return;
        output.WriteLine(closed.Read(step));
#if ILLEGAL
        closed.TryClose(step, 1, out _, out why); // CS1929
#endif
    }

    public static void Lamp(TextWriter output)
    {
        var lamp = Consumer.Lamp.Start(out _);
        for (var i = 0; i < 3; i++)
        {
            output.WriteLine(lamp.TryFire(new Lamp.Press(), out var now, out var why) ? now.State : why);
        }
    }
}
