using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class GraphRuleTests
{
    [Fact]
    public async Task A_state_that_nothing_leads_to_is_told_at_the_first_row_that_names_it()
    {
        var analyzed = await Analyzed.From(Machine.With("[On<Lost, Go, Idle>]", elsewhere: "readonly record struct Lost;"));

        Assert.Equal(("RPL0006", "On<Lost, Go, Idle>"), analyzed.Only());
        Assert.Contains("from the initial state 'Idle' to 'Lost'", analyzed.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_be_reached_hangs_on_the_initial_state()
    {
        var analyzed = await Analyzed.From(Machine.With(context: ", Initial = typeof(Busy)"));

        Assert.Equal(("RPL0006", "On<Idle, Begin, Busy>"), analyzed.Only());
    }

    [Fact]
    public async Task A_state_whose_cell_lacks_its_body_is_reachable_all_the_same()
    {
        var analyzed = await Analyzed.From(Machine.With("[On<Idle, Go, Full>] [On<Full, Finish, Done>]", elsewhere: "readonly record struct Full(int A);"));

        Assert.Equal(("RPL0009", "On<Idle, Go, Full>"), analyzed.Only());
    }

    [Fact]
    public async Task A_state_without_a_way_to_an_end_is_a_dead_end_where_ends_are_declared()
    {
        const string Rows = "[On<Busy, Go, Stuck>] [On<Stuck, Go, Stuck>]";
        const string Stuck = "readonly record struct Stuck;";

        Assert.Empty((await Analyzed.From(Machine.With(Rows, elsewhere: Stuck))).Found);
        Assert.Equal(("RPL0007", "On<Busy, Go, Stuck>"), (await Analyzed.From(Machine.With(Rows + "[Terminal<Done>]", elsewhere: Stuck))).Only());
    }

    [Fact]
    public async Task A_state_leads_to_a_resting_state_as_to_a_terminal_one()
    {
        const string Rows = "[On<Busy, Go, Stuck>] [On<Stuck, Go, Stuck>] [Resting<Idle>] [On<Done, Go, Idle>]";
        const string Stuck = "readonly record struct Stuck;";

        var analyzed = await Analyzed.From(Machine.With(Rows, elsewhere: Stuck));
        Assert.Equal(("RPL0007", "On<Busy, Go, Stuck>"), analyzed.Only());
        Assert.Contains("to a terminal or resting state ('Idle')", analyzed.Message(), StringComparison.Ordinal);
        Assert.Empty((await Analyzed.From(Machine.With(Rows + "[Resting<Stuck>]", elsewhere: Stuck))).Found);
    }

    [Fact]
    public async Task A_resting_state_may_have_a_way_out() =>
        Assert.Empty((await Analyzed.From(Machine.With("[On<Done, Go, Idle>] [Resting<Done>]"))).Found);

    [Fact]
    public async Task A_terminal_state_that_is_taken_out_of_a_group_has_no_way_out() =>
        Assert.Empty((await Analyzed.From(Machine.With("[On<ILive, Go, Done>] [On<Idle, Begin, Held>] [Illegal<Held, Go>] [Terminal<Held>] [Terminal<Done>]",
            "static Next<Busy, Held, Why> On(in Idle s, in Begin t, in int c) => default;", "readonly record struct Held : Work.ILive;", ", Context = typeof(int)")
            .Replace("static Busy On(in Idle s, in Begin t) => new(0);", "", StringComparison.Ordinal))).Found);

    [Theory]
    [InlineData("[On<Done, Go, Idle>] [Terminal<Done>]", "On<Done, Go, Idle>")]
    [InlineData("[On<ILive, Go, Done>] [Terminal<Busy>] [Terminal<Done>]", "On<Busy, Finish, Done>", "On<ILive, Go, Done>")]
    public async Task A_row_out_of_a_terminal_state_is_told(string rows, params string[] at)
    {
        var analyzed = await Analyzed.From(Machine.With(rows));

        Assert.All(analyzed.Found, found => Assert.Equal("RPL0008", found.Id));
        Assert.Equal(at, analyzed.Found.Select(Analyzed.At));
    }

    [Fact]
    public async Task Rows_of_all_declarations_of_a_machine_are_one_table()
    {
        var analyzed = await Analyzed.From(
            Machine.With("[Terminal<Away>]", elsewhere: "readonly record struct Away;"),
            "[Replication.On<Done, Begin, Away>] partial class Work;");

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }
}
