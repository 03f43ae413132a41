using System.Runtime.InteropServices;

namespace Replication.Recovery;

/// <summary>
/// One picture of a registry that is being taken: all senders as they stood at one moment, read a few at a time, so that no writer waits for the whole of it. Whoever
/// changes a sender that has not been read yet has it read first.
/// </summary>
/// <param name="senders">The senders of that moment, in ordinal order of replica ID.</param>
/// <param name="highWater">The high-water of that moment.</param>
internal sealed class StatusReading(Sender[] senders, Epoch highWater)
{
    /// <summary>How many senders are read within one step.</summary>
    public const int AtOnce = 64;

    private readonly SenderView?[] _views = new SenderView?[senders.Length];
    private int _read;

    /// <summary>Whether every sender has been read.</summary>
    public bool IsWhole => _read == senders.Length;

    /// <summary>Reads the next few.</summary>
    public void Advance(in OwnerStep step)
    {
        for (var end = Math.Min(senders.Length, _read + AtOnce); _read < end; _read++) _views[_read] ??= senders[_read].View(step);
    }

    /// <summary>A sender is about to change. One that was made since that moment is not of this picture.</summary>
    public void Keep(in OwnerStep step, Sender sender)
    {
        var place = Array.BinarySearch(senders, sender, Order.ByReplica);
        if (place >= _read && ReferenceEquals(senders[place], sender)) _views[place] ??= sender.View(step);
    }

    /// <summary>The picture.</summary>
    public RegistryStatus Picture() => new(highWater, ImmutableCollectionsMarshal.AsImmutableArray(_views!)!);

    private sealed class Order : IComparer<Sender>
    {
        public static Order ByReplica { get; } = new();

        public int Compare(Sender? x, Sender? y) => x!.Replica.CompareTo(y!.Replica);
    }
}
