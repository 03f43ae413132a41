using System.Globalization;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class CellRuleTests
{
    private const string Exhaustive = ", Exhaustive = true";

    [Fact]
    public async Task A_machine_that_is_not_exhaustive_may_be_silent() => Assert.Empty((await Analyzed.From(Machine.With("[On<Idle, Go, Done>]"))).Found);

    [Fact]
    public async Task Each_silent_state_of_an_exhaustive_machine_hears_all_its_silent_triggers_at_its_first_row()
    {
        var analyzed = await Analyzed.From(Machine.With("[On<Busy, Go, Done>]", context: Exhaustive));

        Assert.Empty(analyzed.Errors);
        Assert.All(analyzed.Found, found => Assert.Equal("RPL0015", found.Id));
        Assert.Equal(
            [
                ("On<Busy, Finish, Done>", Message("Busy", "'Begin'")),
                ("On<Busy, Finish, Done>", Message("Done", "'Begin', 'Finish', 'Go'")),
                ("On<Idle, Begin, Busy>", Message("Idle", "'Finish', 'Go'")),
            ],
            analyzed.Found.Select(found => (At: Analyzed.At(found), Message: found.GetMessage(CultureInfo.InvariantCulture))).Order());
    }

    [Theory]
    [InlineData("[Illegal<Idle, Finish>] [Illegal<Busy, Begin>] [Terminal<Done>]")]
    [InlineData("[Illegal<ILive, Finish>] [Illegal<ILive, Begin>] [Terminal<Done>]")]
    [InlineData("[Illegal<Idle, Finish>] [Illegal<Busy, Begin>] [Illegal<Done, Begin>] [Illegal<Done, Finish>]")]
    [InlineData("[On<ILive, Go, Done>] [Illegal<Busy, Go>] [Illegal<Idle, Finish>] [Illegal<Busy, Begin>] [Terminal<Done>]")]
    public async Task A_machine_whose_cells_are_all_declared_is_exhaustive(string declarations)
    {
        var analyzed = await Analyzed.From(Machine.With(declarations, context: Exhaustive));

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    [Fact]
    public async Task A_resting_state_has_to_declare_its_cells()
    {
        var analyzed = await Analyzed.From(Machine.With("[Illegal<Idle, Finish>] [Illegal<Busy, Begin>] [Resting<Done>]", context: Exhaustive));

        Assert.Equal(("RPL0015", "On<Busy, Finish, Done>"), analyzed.Only());
        Assert.Contains("in state 'Done' on 'Begin', 'Finish'", analyzed.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Illegal<Busy, Finish>", "the table has the row (Busy, Finish) -> Done")]
    [InlineData("Illegal<Idle, Go>", "no row names the trigger 'Go', so it is illegal everywhere. Triggers of the table: 'Begin', 'Finish'")]
    [InlineData("Illegal<string, Finish>", "'string' is no state of 'Work'. States: 'Idle', 'Busy', 'Done'")]
    [InlineData("Illegal<Begin, Finish>", "'Begin' is no state of 'Work'")]
    [InlineData("Illegal<IDisposable, Finish>", "no state of 'Work' implements 'IDisposable'. States that could: 'Idle', 'Busy', 'Done'")]
    [InlineData("Illegal<IOne, Begin>", "each state of the group has a row for 'Begin'")]
    public async Task A_declaration_that_makes_no_cell_illegal_hears_why(string declaration, string why)
    {
        var source = Machine.With($"[{declaration}]").Replace("Idle : ILive", "Idle : ILive, IOne", StringComparison.Ordinal) + "interface IOne;";
        var analyzed = await Analyzed.From(source);

        Assert.Empty(analyzed.Errors);
        Assert.Equal(("RPL0016", declaration), analyzed.Only());
        Assert.Contains(why, analyzed.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Illegal<Idle, Finish>]", "[Illegal<Idle, Finish>]")]
    [InlineData("[Illegal<ILive, Finish>]", "[Illegal<Idle, Finish>]")]
    [InlineData("[Illegal<ILive, Finish>]", "[Illegal<ILive, Finish>]")]
    public async Task The_second_of_two_declarations_of_a_cell_is_told(string first, string second)
    {
        var analyzed = await Analyzed.From(Machine.With(first + "\n" + second));

        Assert.Equal(("RPL0016", second.Trim('[', ']')), analyzed.Only());
        Assert.Contains("another declaration before it says the same", analyzed.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[On<ILive, Go, Done>] [Illegal<Busy, Go>]")]
    [InlineData("[Illegal<Idle, Finish>] [Illegal<ILive, Begin>]")]
    [InlineData("[On<Idle, Go, Done>] [Illegal<ILive, Go>]")]
    public async Task A_declaration_that_takes_a_cell_out_of_a_group_or_fills_one_up_is_accused_of_nothing(string declarations)
    {
        var analyzed = await Analyzed.From(Machine.With(declarations));

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    [Theory]
    [InlineData("[Illegal<Nowhere, Finish>]", "CS0246")]
    [InlineData("[Illegal<Idle, string>]", "CS0453")]
    public async Task Where_the_compiler_speaks_of_a_declaration_the_rules_are_silent(string declaration, string error)
    {
        var analyzed = await Analyzed.From(Machine.With(declaration));

        Assert.Contains(error, analyzed.Errors.Select(e => e.Id));
        Assert.Empty(analyzed.Found);
    }

    private static string Message(string state, string triggers) =>
        $"'Work' is exhaustive, and nothing says what happens in state '{state}' on {triggers}. Legal for each: a row [On<{state}, …>], or [Illegal<{state}, …>].";
}
