namespace Replication.Benchmarks.Machines;

/// <summary>Five states and five triggers without data: what is left is the table, and nothing else can be measured.</summary>
[StateMachine<PhaseError>(Fence.None)]
[On<Idle, Begin, Connecting>]
[On<Connecting, Advance, Ready>]
[On<Connecting, Fail, Failed>]
[On<Connecting, Reset, Idle>]
[On<Ready, Begin, Replaying>]
[On<Ready, Fail, Failed>]
[On<Ready, Finish, Idle>]
[On<Replaying, Advance, Replaying>]
[On<Replaying, Finish, Ready>]
[On<Replaying, Fail, Failed>]
[On<Replaying, Reset, Idle>]
[On<Failed, Reset, Idle>]
[On<Failed, Begin, Connecting>]
internal sealed partial class Phase
{
    internal readonly record struct Idle;

    internal readonly record struct Connecting;

    internal readonly record struct Ready;

    internal readonly record struct Replaying;

    internal readonly record struct Failed;

    internal readonly record struct Begin;

    internal readonly record struct Advance;

    internal readonly record struct Finish;

    internal readonly record struct Fail;

    internal readonly record struct Reset;
}

/// <summary>Nothing here is ever refused by a body.</summary>
internal enum PhaseError
{
    None,
}
