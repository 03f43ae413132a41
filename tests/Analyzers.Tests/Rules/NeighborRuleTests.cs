using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class NeighborRuleTests
{
    private const string Head = "[Replication.StateMachine<Why>(Replication.Fence.Owner)]";

    [Theory]
    [InlineData("[On<Work.Idle, Ask, Rest>]", "On<Work.Idle, Ask, Rest>")]
    [InlineData("[On<Rest, Ask, Work.Done>]", "On<Rest, Ask, Work.Done>")]
    public async Task A_state_of_another_machine_is_told_at_the_row_of_the_machine_that_it_is_not_nested_in(string row, string at)
    {
        var analyzed = await Analyzed.From(Machine.With(elsewhere: Other("[On<Rest, Ask, Rest>]" + row)), "");

        Assert.Contains(analyzed.Found, found => found.Id == "RPL0018" && Analyzed.At(found) == at);
        Assert.DoesNotContain(analyzed.Found, found => Analyzed.At(found).StartsWith("On<Idle", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_state_of_another_machine_hears_of_which()
    {
        var analyzed = await Analyzed.From(Machine.With(elsewhere: Other("[On<Rest, Ask, Work.Done>]")));

        Assert.Equal(("RPL0018", "On<Rest, Ask, Work.Done>"), analyzed.Only());
        Assert.Contains("'Work.Done' is a state of 'Other' and of 'Work'", analyzed.Message().Replace("'Done'", "'Work.Done'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_is_nested_in_neither_of_its_machines_is_told_in_both()
    {
        var analyzed = await Analyzed.From(
            Machine.With("[On<Busy, Begin, Away>]", elsewhere: "readonly record struct Away;"), "using Replication;" + Other("[On<Rest, Ask, Away>]"));

        Assert.All(analyzed.Found, found => Assert.Equal("RPL0018", found.Id));
        Assert.Equal(["On<Busy, Begin, Away>", "On<Rest, Ask, Away>"], analyzed.Found.Select(Analyzed.At));
    }

    [Theory]
    [InlineData("", "[On<Rest, Work.Begin, Rest>]")]
    [InlineData("[On<Busy, Other.Ask, Done>]", "")]
    [InlineData("[On<Busy, Tick, Done>]", "[On<Rest, Tick, Rest>]")]
    [InlineData("[On<Busy, Part.Tick, Done>]", "[On<Rest, Part.Tick, Rest>]")]
    public async Task A_trigger_of_another_machine_or_of_none_may_be_shared(string rows, string others)
    {
        var analyzed = await Analyzed.From(Machine.With(
            rows, elsewhere: Other("[On<Rest, Ask, Rest>]" + others) + "readonly record struct Tick; static class Part { public readonly record struct Tick; }"));

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    [Fact]
    public async Task Machines_whose_rows_name_each_other_s_types_are_told_at_these_rows()
    {
        var analyzed = await Analyzed.From(
            Machine.With("[On<Busy, Other.Ask, Done>]"), "using Replication;" + Other("[On<Rest, Ask, Rest>] [On<Rest, Work.Begin, Rest>]"));

        Assert.All(analyzed.Found, found => Assert.Equal("RPL0019", found.Id));
        Assert.Equal(["On<Busy, Other.Ask, Done>", "On<Rest, Work.Begin, Rest>"], analyzed.Found.Select(Analyzed.At));
        Assert.Equal(
            "This row names 'Ask' of 'Other', and rows of 'Other' name 'Begin' of 'Work'. Legal: only one of the two knows the other.",
            analyzed.Found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture).Replace("Other.Ask", "Ask", StringComparison.Ordinal).Replace("Work.Begin", "Begin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_state_of_a_generic_machine_is_its_own_also_where_its_type_parameters_are_given()
    {
        var analyzed = await Analyzed.From(
            "using Replication;" + Other("[On<Rest, Ask, Rest>] [On<Rest, Ask, Store<int>.Off>]").Replace("{ internal", "{ static Next<Rest, Store<int>.Off, Why> On(in Rest s, in Ask t) => s; internal", StringComparison.Ordinal),
            Head + "[Replication.On(typeof(Store<>.Off), typeof(Store<>.Press), typeof(Store<>.Off))] public sealed partial class Store<T>"
            + " { public readonly record struct Off; public readonly record struct Press; } public enum Why;");

        Assert.Empty(analyzed.Errors);
        Assert.Equal(("RPL0018", "On<Rest, Ask, Store<int>.Off>"), analyzed.Only());
    }

    [Fact]
    public async Task A_machine_in_a_machine_is_accused_of_nothing()
    {
        var analyzed = await Analyzed.From(Machine.With(members: Other("[On<Rest, Ask, Rest>]")));

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    private static string Other(string rows) =>
        $"{Head} {rows} internal sealed partial class Other {{ internal readonly record struct Rest; internal readonly record struct Ask; }}";
}
