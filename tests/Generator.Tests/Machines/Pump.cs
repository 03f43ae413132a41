namespace Replication.Generator.Tests.Machines;

/// <summary>A pump that several threads may stop; who leaves a state with data is heard, also where no body decides.</summary>
[StateMachine<LedgerWhy>(Fence.Cas)]
[On<Idle, Run, Running>]
[On<Running, Stop, Idle>]
internal sealed partial class Pump
{
    internal readonly record struct Idle;

    internal readonly record struct Running(int Speed);

    internal readonly record struct Run(int Speed);

    internal readonly record struct Stop;

    public List<int> Left { get; } = [];

    private static Running On(in Idle state, in Run trigger) => new(trigger.Speed);

    private void Exited(in Running state) => Left.Add(state.Speed);
}
