using Replication.Generator.Tests.Machines;

namespace Replication.Generator.Tests.Promises;

public sealed class FreeTests
{
    private readonly FenceOwner _owner = new();

    [Fact]
    public void A_walk_through_both_doors_with_refusals_allocates_nothing()
    {
        using var step = _owner.Enter();
        var delivery = Delivery.Start(in step, new Route(1000), out var idle);
        Round(delivery, idle, in step);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Round(delivery, delivery.Now(in step).Idle!.Value, in step);
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(0, after - before);
    }

    // Ends where it begins.
    private static void Round(Delivery delivery, At<Delivery.Idle> idle, in OwnerStep step)
    {
        var stale = idle;
        idle.Rest(in step);
        var moving = idle.Depart(in step, "Ada");
        var went = moving.TryAdvance(in step, 1, out _);
        var refused = !moving.TryAdvance(in step, 1, out var why) && why.Code == Why.NotFurther;
        var fenced = !stale.TryRest(in step, out var late) && late.Kind == RejectionKind.Fenced;
        var fired = delivery.TryFire(in step, new Delivery.Advance(2), out var now, out _);
        var illegal = !delivery.TryFire(in step, new Delivery.Rest(), out _, out _);
        var km = now.Match(step, static (_, _) => 0, static (at, step) => at.Read(in step).Km, static (_, _) => 0, static (_, _) => 0);
        now.Moving!.Value.Recall(in step);
        if (!(went && refused && fenced && fired && illegal && km == 2)) throw new InvalidOperationException("The walk went another way.");
    }
}
