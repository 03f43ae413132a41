namespace Replication.Generator.Tests.Machines;

/// <summary>A machine for several threads in which a hook is all that looks at the data of a state that is left.</summary>
[StateMachine<LedgerWhy>(Fence.Cas)]
[On<Running, Close, Dry>]
[On<Dry, Open, Running>]
public sealed partial class Tap
{
    public readonly record struct Running(int Litres);

    public readonly record struct Dry;

    public readonly record struct Close;

    public readonly record struct Open(int Litres);

    /// <summary>What was heard.</summary>
    public List<int> Heard { get; } = [];

    static Running On(in Dry s, in Open t) => new(t.Litres);

    private void Exited(in Running s) => Heard.Add(s.Litres);
}
