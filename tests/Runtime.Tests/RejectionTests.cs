namespace Replication.Tests;

public sealed class RejectionTests
{
    private static readonly MachineTable Door = new("Door", ["Open", "Closed"], ["Close", "Lock"], [new(0, 0, 1), new(1, 1, 1)]);

    private enum Why
    {
        TooLate = 3,
    }

    [Fact]
    public void A_refusal_says_what_was_presented_what_stands_and_what_would_be_legal()
    {
        var why = Why.TooLate.Because(7UL, 9UL);
        Assert.Equal("TooLate: presented 7, what stands is 9.", why.ToString());
        Assert.Equal("TooLate: presented 7, what stands is 9 (Lock in state Closed; legal here: Lock).", why.In(Door, 1, 1).ToString());
        Assert.Equal(RejectionKind.Refused, why.Kind);
        Assert.Equal("TooLate: the night.", Why.TooLate.Because("the night").ToString());
        Assert.Equal("TooLate: presented a, what stands is b.", Why.TooLate.Because("a", "b").ToString());
    }

    [Fact]
    public void A_fenced_value_hears_where_the_machine_is()
    {
        var why = Rejection<Why>.Fenced(Door, presented: 0, state: 1, trigger: 0);
        Assert.Equal((RejectionKind.Fenced, "Closed", "Close"), (why.Kind, why.State, why.Trigger));
        Assert.Equal(
            "fenced: the value presented was minted in state Open and is used up or superseded; the machine has moved on and is in Closed, where Lock would be legal.",
            why.ToString());
    }

    [Fact]
    public void An_illegal_trigger_hears_what_would_be_legal()
    {
        var why = Rejection<Why>.Illegal(Door, state: 0, trigger: 1);
        Assert.Equal("illegal: Lock has no row in state Open, where Close would be legal.", why.ToString());
        Assert.Equal(["Close"], why.Legal);
    }

    [Fact]
    public void A_state_that_is_not_there_is_an_error_of_the_caller() => Assert.Throws<ArgumentOutOfRangeException>(() => Door.LegalIn(2));

    [Fact]
    public void A_fact_keeps_a_value_and_writes_it_the_same_everywhere()
    {
        Assert.True(default(Fact).IsNone);
        Assert.Equal("nothing", default(Fact).ToString());
        Assert.Equal("18446744073709551615", Fact.Of(ulong.MaxValue).ToString());
        Assert.Equal("TooLate", Fact.Of(Why.TooLate).ToString());
        Assert.Equal("1.5", Fact.Of(1.5).ToString());
        Assert.Equal(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).ToString(), Fact.Of(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)).ToString());
        Assert.Equal("text", Fact.Of("text").ToString());
    }

    [Fact]
    public void A_fact_of_up_to_8_bytes_costs_no_allocation()
    {
        _ = Fact.Of(1UL);
        _ = Fact.Of((byte)1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _ = Fact.Of((ulong)i);
            _ = Fact.Of((byte)i);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_value_nobody_minted_is_refused_with_its_name()
    {
        var message = Assert.Throws<InvalidOperationException>(() => default(At<Stub>).Machine).Message;
        Assert.Contains("At<Stub>", message, StringComparison.Ordinal);
        Assert.Equal("At<Stub>(never minted)", default(At<Stub>).ToString());
    }

    [Fact]
    public void The_runtime_references_nothing_but_the_platform() => Assert.All(
        typeof(FenceOwner).Assembly.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name!, StringComparison.Ordinal));

    private readonly record struct Stub;
}
