namespace Replication.Tests;

public sealed class ForgeryTests
{
    [Fact]
    public void No_machine_moves_a_value_of_another()
    {
        var (own, other) = (new Machine(), new Machine());
        var at = own.Mint(1);

        Assert.Throws<InvalidOperationException>(() => other.Move(at, 7));
        Assert.Throws<InvalidOperationException>(() => other.Move(default, 7));
        Assert.Equal(7UL, own.Move(at, 7).Stamp);
    }

    private readonly record struct Only;

    private sealed class Machine() : SequentialStateMachine(0)
    {
        public override MachineTable Table => throw new NotSupportedException();

        public At<Only> Mint(ulong stamp) => MintAt<Only>(stamp);

        public At<Only> Move(At<Only> at, ulong stamp)
        {
            MoveAt(ref at, stamp);
            return at;
        }
    }
}
