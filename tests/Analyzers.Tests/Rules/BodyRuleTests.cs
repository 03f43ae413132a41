using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class BodyRuleTests
{
    [Theory]
    [InlineData("[On<Idle, Go, Busy>]", "On<Idle, Go, Busy>", "'Busy' has data", "static Next<Busy, Why> or Busy On(in Idle s, in Go t)")]
    [InlineData("[On<Idle, Go, Idle>] [On<Idle, Go, Done>]", "On<Idle, Go, Idle>", "branch", "static Next<Idle, Done, Why> On(")]
    [InlineData("[On<ILive, Go, Busy>]", "On<ILive, Go, Busy>", "has data", "On<TState>(in TState s, in Go t) where TState : struct, ILive")]
    public async Task A_cell_that_needs_a_body_and_has_none_hears_which_would_be_legal(string rows, string at, string because, string legal)
    {
        var analyzed = await Analyzed.From(Machine.With(rows));

        Assert.Equal(("RPL0009", at), analyzed.Only());
        Assert.Contains(because, analyzed.Message(), StringComparison.Ordinal);
        Assert.Contains(legal, analyzed.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("static Done On(in Done s, in Finish t) => s;", "the table has no row for this cell. 'Finish' has rows from 'Busy'")]
    [InlineData("static Done On(in Busy s, in Go t) => default;", "no row names the trigger 'Go'")]
    [InlineData("static Done On(ILive s, in Finish t) => default;", "would box")]
    [InlineData("Done On(in Busy s, in Finish t) => default;", "instance method")]
    [InlineData("static Done On(ref Busy s, in Finish t) => default;", "ref, out or ref readonly")]
    [InlineData("static Done On(in Busy s, in Finish t, int more) => default;", "declares no Context")]
    [InlineData("static Done On(in Busy s, in Finish t, int more, int most) => default;", "more than three")]
    [InlineData("static Next<Done, DayOfWeek> On(in Busy s, in Finish t) => default;", "other reasons than the machine's, which are 'Why'")]
    [InlineData("static Done On<T>(in Busy s, in Finish t) => default;", "type parameters")]
    [InlineData("static Done On<T>(in T s, in Begin t) where T : struct, ILive => default;", "each has a body of its own")]
    public async Task A_body_that_serves_no_cell_hears_why(string body, string why)
    {
        var analyzed = await Analyzed.From(Machine.With(members: body));

        Assert.Equal(("RPL0010", "On"), analyzed.Only());
        Assert.Contains(why, analyzed.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_body_of_a_cell_serves_none()
    {
        var analyzed = await Analyzed.From(Machine.With(
            members: "static Busy On(in Idle s, in Begin t, in int most) => new(most);", context: ", Context = typeof(int)"));

        Assert.Equal("RPL0010", analyzed.Only().Id);
        Assert.Contains("another body serves this cell, with 2 parameters", analyzed.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_was_meant_for_a_cell_is_told_instead_of_a_missing_one()
    {
        var analyzed = await Analyzed.From(Machine.With("[On<Idle, Go, Busy>]", "static Busy On(in Idle s, in Go t, int more) => new(more);"));

        Assert.Equal(("RPL0010", "On"), analyzed.Only());
    }

    [Theory]
    [InlineData("static Idle On(in Busy s, in Finish t) => default;", "answers 'Idle', but the rows of this cell lead to 'Done'")]
    [InlineData("static void On(in Busy s, in Finish t) { }", "answers 'void'")]
    [InlineData("static Next<Done, Idle, Why> On(in Busy s, in Finish t) => default;", "return Next<Done, Why> or Done")]
    public async Task A_body_that_answers_other_states_than_its_rows_hears_what_it_would_have_to_return(string body, string message)
    {
        var analyzed = await Analyzed.From(Machine.With(members: body));

        Assert.Equal(("RPL0011", "On"), analyzed.Only());
        Assert.Contains(message, analyzed.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_with_a_parameter_called_from_is_warned()
    {
        var analyzed = await Analyzed.From(Machine.With(members: "static Done On(in Busy from, in Finish t) => default;"));

        Assert.Equal(("RPL0013", "from"), analyzed.Only());
    }
}
