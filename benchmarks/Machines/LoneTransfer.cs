namespace Replication.Benchmarks.Machines;

/// <summary>A transfer in five states with their data, used by one thread. The three transfers differ in their fence alone.</summary>
[StateMachine<TransferError>(Fence.None)]
[On<Idle, Connect, Connecting>]
[On<Connecting, Handshake, Ready>]
[On<Ready, Replay, Replaying>]
[On<Replaying, Progress, Replaying>]
[On<Replaying, Complete, Done>]
[On<Done, Connect, Connecting>]
internal sealed partial class LoneTransfer
{
    internal readonly record struct Idle;

    internal readonly record struct Connecting(int Peer);

    internal readonly record struct Ready(long Start, long Target);

    internal readonly record struct Replaying(long Recovered, long Target, long LastProgress);

    internal readonly record struct Done(long At);

    internal readonly record struct Connect(int Peer);

    internal readonly record struct Handshake(long Start, long Target);

    internal readonly record struct Replay(long Now);

    internal readonly record struct Progress(long To, long Now);

    internal readonly record struct Complete;

    static Connecting On(in Idle s, in Connect t) => new(t.Peer);

    static Next<Ready, TransferError> On(in Connecting s, in Handshake t) =>
        t.Target < t.Start ? TransferError.TargetBeforeStart.Because(t.Target, t.Start) : new Ready(t.Start, t.Target);

    static Replaying On(in Ready s, in Replay t) => new(s.Start, s.Target, t.Now);

    static Next<Replaying, TransferError> On(in Replaying s, in Progress t) =>
        t.To <= s.Recovered ? TransferError.ProgressRegression.Because(t.To, s.Recovered)
        : t.To > s.Target ? TransferError.BeyondTarget.Because(t.To, s.Target)
        : s with { Recovered = t.To, LastProgress = Math.Max(t.Now, s.LastProgress) };

    static Done On(in Replaying s, in Complete t) => new(s.Recovered);

    static Connecting On(in Done s, in Connect t) => new(t.Peer);
}
