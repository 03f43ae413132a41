using Replication.Benchmarks.Machines;

namespace Replication.Benchmarks.Cases;

/// <summary>What a machine weighs over its own data: header and type of any object, the stamp and, where it has one, the owner.</summary>
internal static class WeightBars
{
    private const long Bar = 32;

    /// <summary>Measures, prints and says whether the bar is met.</summary>
    public static bool Run()
    {
        using var step = new FenceOwner().Enter();
        _ = OwnedTransfer.Start(in step, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = OwnedTransfer.Start(in step, out _);
        var owned = GC.GetAllocatedBytesForCurrentThread() - before;

        Console.WriteLine("| construction | bytes | of them its data | over its data | bar | |\n|---|--:|--:|--:|--:|---|");
        return Row("None", Allocated(static () => LoneTransfer.Start(out _)))
            & Row("Cas", Allocated(static () => SharedTransfer.Start(out _)))
            & Row("Owner", owned);
    }

    private static bool Row(string mode, long bytes)
    {
        var data = Allocated(static () => new Slots()) - (2 * IntPtr.Size);
        var over = bytes - data;
        Console.WriteLine($"| {mode} | {bytes} | {data} | {over} B | ≤ {Bar} B | {(over <= Bar ? "met" : "MISSED")} |");
        return over <= Bar;
    }

    private static long Allocated(Func<object> make)
    {
        GC.KeepAlive(make());
        var before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(make());
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // The data of the machine's states in an object of nobody's.
    private sealed class Slots
    {
        public LoneTransfer.Connecting Connecting { get; set; }

        public LoneTransfer.Ready Ready { get; set; }

        public LoneTransfer.Replaying Replaying { get; set; }

        public LoneTransfer.Done Done { get; set; }
    }
}
