using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class RowRuleTests
{
    [Theory]
    [InlineData("On<string, Go, Idle>", "'string' cannot be the source of a row: it is a class")]
    [InlineData("On<DayOfWeek, Go, Idle>", "it is an enum")]
    [InlineData("On<int?, Go, Idle>", "it is a nullable value")]
    [InlineData("On<int[], Go, Idle>", "it is an array")]
    [InlineData("On<Action, Go, Idle>", "it is a delegate")]
    [InlineData("On<Idle, DayOfWeek, Idle>", "'DayOfWeek' cannot be a trigger: it is an enum")]
    [InlineData("On<Idle, Go, DayOfWeek>", "'DayOfWeek' cannot be the next state of a row: it is an enum")]
    [InlineData("On<Idle, (int, int), Idle>", "it is a tuple")]
    [InlineData("Resting<Go>", "'Go' cannot be a resting state: it is not a state of 'Work'")]
    [InlineData("Terminal<Go>", "'Go' cannot be a terminal state: it is not a state of 'Work'")]
    public async Task A_row_that_names_what_is_no_state_or_trigger_hears_what_it_named(string row, string message)
    {
        var analyzed = await Analyzed.From(Machine.With($"[{row}]"));

        Assert.Equal(("RPL0003", row), analyzed.Only());
        Assert.Contains(message, analyzed.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_no_state_implements_hears_which_states_could()
    {
        var analyzed = await Analyzed.From(Machine.With("[On<IDisposable, Go, Idle>]"));

        Assert.Equal(("RPL0004", "On<IDisposable, Go, Idle>"), analyzed.Only());
        Assert.Contains("'Idle', 'Busy', 'Done'", analyzed.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[On<Busy, Go, Idle>]", "On<Busy, Go, Idle>")]
    [InlineData("[On<ILive, Go, Idle>]", "On<ILive, Go, Idle>")]
    public async Task The_second_of_two_equal_rows_is_told(string row, string at) =>
        Assert.Equal(("RPL0005", at), (await Analyzed.From(Machine.With(row + row))).Only());

    [Fact]
    public async Task Two_groups_that_share_a_state_are_no_duplicate()
    {
        var analyzed = await Analyzed.From(Machine.With(
            "[On<ILive, Go, Left>] [On<ILeft, Go, Left>]", elsewhere: "interface ILeft; readonly record struct Left : Work.ILive, ILeft;"));

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }
}
