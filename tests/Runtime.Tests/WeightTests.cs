namespace Replication.Tests;

public sealed class WeightTests
{
    private static readonly FenceOwner _owner = new();

    [Theory]
    [InlineData("None", 24)]
    [InlineData("Cas", 24)]
    [InlineData("Owner", 32)]
    public void A_machine_costs_header_type_and_stamp_and_an_owner_only_where_it_has_one(string mode, long bytes)
    {
        _ = Made(mode);

        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Made(mode);

        Assert.Equal(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static StateMachine Made(string mode) => mode switch
    {
        "None" => new Alone(),
        "Cas" => new Shared(),
        _ => new Owned(),
    };

    private sealed class Alone() : SequentialStateMachine(0)
    {
        public override MachineTable Table => throw new NotSupportedException();
    }

    private sealed class Shared() : SharedStateMachine(0)
    {
        public override MachineTable Table => throw new NotSupportedException();
    }

    private sealed class Owned() : OwnedStateMachine(_owner, 0)
    {
        public override MachineTable Table => throw new NotSupportedException();
    }
}
