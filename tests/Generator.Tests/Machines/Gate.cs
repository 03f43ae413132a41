namespace Replication.Generator.Tests.Machines;

/// <summary>A machine with guards and hooks, for several threads. Its guards throw when they are shown data of two transitions at once.</summary>
[StateMachine<LedgerWhy>(Fence.Cas)]
[On<Open, Count, Open>(When = nameof(HasRoom))]
[On<Open, Drain, Shut>(When = nameof(IsFull))]
[On<Shut, Reopen, Open>]
public sealed partial class Gate
{
    public readonly record struct Open(long Count, long Check);

    public readonly record struct Shut(long Count);

    public readonly record struct Count(Action? Meanwhile);

    public readonly record struct Drain;

    public readonly record struct Reopen;

    private long _entered;
    private long _drained;

    /// <summary>How often the gate was opened again.</summary>
    public long Reopened => Volatile.Read(ref _entered);

    /// <summary>What was counted before the gate was shut, all in all.</summary>
    public long Drained => Volatile.Read(ref _drained);

    static bool HasRoom(in Open s, in Count t)
    {
        var room = Whole(s) < 10;
        t.Meanwhile?.Invoke();
        return room;
    }

    static bool IsFull(in Open s, in Drain t) => Whole(s) >= 10;

    static long Whole(in Open s) => s.Check == ~s.Count ? s.Count : throw new InvalidDataException($"A torn state was seen: {s}.");

    static Open On(in Open s, in Count t) => new(s.Count + 1, ~(s.Count + 1));

    static Shut On(in Open s, in Drain t) => new(s.Count);

    static Open On(in Shut s, in Reopen t) => new(0, ~0);

    private void Entered(in Open s) => Interlocked.Increment(ref _entered);

    private void Exited(in Open s) => Interlocked.Add(ref _drained, Whole(s));
}
