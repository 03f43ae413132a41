using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Promises;

/// <summary>One choice of a trigger, by number, through either door; and what a machine shows of itself.</summary>
internal static class Walk
{
    /// <summary>State and data.</summary>
    public static object Where(Delivery delivery, in OwnerStep step) => delivery.Now(in step).Match<OwnerStep, object>(
        step,
        idle: static (_, _) => "idle",
        moving: static (at, step) => at.Read(in step),
        lost: static (at, step) => at.Read(in step),
        arrived: static (at, step) => at.Read(in step));

    public static string Dynamic(Delivery delivery, in OwnerStep step, int choice)
    {
        Rejection<Why> why;
        var made = choice switch
        {
            0 => delivery.TryFire(in step, new Delivery.Rest(), out _, out why),
            1 => delivery.TryFire(in step, new Delivery.Depart("Ada"), out _, out why),
            2 => delivery.TryFire(in step, new Delivery.Advance(1), out _, out why),
            3 => delivery.TryFire(in step, new Delivery.Advance(2), out _, out why),
            4 => delivery.TryFire(in step, new Delivery.Inspect(true), out _, out why),
            5 => delivery.TryFire(in step, new Delivery.Inspect(false), out _, out why),
            6 => delivery.TryFire(in step, new Delivery.Arrive(), out _, out why),
            7 => delivery.TryFire(in step, new Delivery.Abandon("rain"), out _, out why),
            _ => delivery.TryFire(in step, new Delivery.Recall(), out _, out why),
        };
        return made ? "made" : why.ToString();
    }

    public static string Typed(Delivery delivery, in OwnerStep step, int choice)
    {
        var now = delivery.Now(in step);
        var made = false;
        Rejection<Why> why = default;
        switch (now)
        {
            case { Idle: { } idle } when choice == 0: made = idle.TryRest(in step, out why); break;
            case { Idle: { } idle } when choice == 1: made = idle.TryDepart(in step, "Ada", out _, out why); break;
            case { Idle: { } idle } when choice == 7: made = idle.TryAbandon(in step, "rain", out _, out why); break;
            case { Idle: { } idle } when choice == 8: made = idle.TryRecall(in step, out why); break;
            case { Moving: { } moving } when choice is 2 or 3: made = moving.TryAdvance(in step, choice - 1, out why); break;
            case { Moving: { } moving } when choice is 4 or 5: made = moving.TryInspect(in step, choice == 4, out _, out why); break;
            case { Moving: { } moving } when choice == 6: made = moving.TryArrive(in step, out _, out why); break;
            case { Moving: { } moving } when choice == 7: made = moving.TryAbandon(in step, "rain", out _, out why); break;
            case { Moving: { } moving } when choice == 8: made = moving.TryRecall(in step, out _, out why); break;
            default: return Illegal(delivery, now.State, choice);
        }

        return made ? "made" : why.ToString();
    }

    // The typed door has no call for this cell: the answer is what the table says.
    private static string Illegal(Delivery delivery, string state, int choice)
    {
        string[] triggers = ["Rest", "Depart", "Advance", "Advance", "Inspect", "Inspect", "Arrive", "Abandon", "Recall"];
        var index = (byte)delivery.Table.States.Index().Single(s => s.Item == state).Index;
        var trigger = (byte)delivery.Table.Triggers.Index().Single(t => t.Item == triggers[choice]).Index;
        return Rejection<Why>.Illegal(delivery.Table, index, trigger).ToString();
    }
}
