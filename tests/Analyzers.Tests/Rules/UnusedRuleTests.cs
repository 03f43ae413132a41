using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class UnusedRuleTests
{
    [Fact]
    public async Task A_struct_that_nothing_names_is_told_where_it_is_declared()
    {
        var analyzed = await Analyzed.From(Machine.With(members: "internal readonly record struct Cancel(int Code) { public Cancel Next => new Cancel(1); }"));

        Assert.Equal(("RPL0017", "Cancel"), analyzed.Only());
        Assert.Contains("No row of 'Work' names 'Cancel', and nothing else does", analyzed.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_struct_that_nothing_names_is_told_in_a_generic_machine_too() => Assert.Equal(("RPL0017", "Lost"), (await Analyzed.From(
        "using Replication; [StateMachine<System.DayOfWeek>(Fence.Owner)] [On(typeof(Store<>.Off), typeof(Store<>.Press), typeof(Store<>.Off))]"
        + "public sealed partial class Store<T> { public readonly record struct Off; public readonly record struct Press; public readonly record struct Lost; }")).Only());

    [Fact]
    public async Task A_name_that_is_another_type_s_elsewhere_is_no_use() => Assert.Equal("RPL0017", (await Analyzed.From(
        Machine.With(members: "internal readonly record struct Cancel;"),
        "class Other { readonly record struct Cancel; Cancel _value; Other.Cancel Again => _value; }")).Only().Id);

    [Theory]
    [InlineData("internal readonly record struct Load(int Size); static Load Of(int size) => new(size);", "")]
    [InlineData("internal readonly record struct Load(int Size); private Load _load; internal int Size => _load.Size;", "")]
    [InlineData("internal readonly record struct Load(int Size); internal void Take(Load load) => Console.Write(load.Size);", "")]
    [InlineData("internal readonly record struct Load(int Size);", "class User { Work.Load _load; public int Size => _load.Size; }")]
    [InlineData("internal readonly record struct Load(int Size);", "class User { object Make() => new Work.Load(1); }")]
    [InlineData("internal const int Most = 1; internal enum Load; internal interface ILoad; internal class Loads; internal delegate void Loading();", "")]
    public async Task A_struct_that_something_names_and_what_is_no_struct_are_left_alone(string members, string elsewhere)
    {
        var analyzed = await Analyzed.From(Machine.With(members: members, elsewhere: elsewhere));

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    [Fact]
    public async Task A_struct_that_a_using_of_the_machine_lets_be_named_alone_is_left_alone()
    {
        var analyzed = await Analyzed.From(
            Machine.With(members: "internal readonly record struct Load(int Size);"), "using static Work; class User { object Make() => new Load(1); }");

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    [Fact]
    public async Task A_struct_that_a_state_is_made_of_is_left_alone()
    {
        var analyzed = await Analyzed.From(Machine.With(
            "[On<Busy, Begin, Holding<Load>>]", "internal readonly record struct Load; static Holding<Load> On(in Busy s, in Begin t) => new(default);",
            "readonly record struct Holding<T>(T What);"));

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    /// <summary>What only a body names is told at the body: once is enough.</summary>
    [Fact]
    public async Task A_trigger_that_only_a_body_or_a_declaration_names_is_told_there()
    {
        Assert.Equal("RPL0010", (await Analyzed.From(Machine.With(members: "static Busy On(in Busy s, in Go t) => s;"))).Only().Id);
        Assert.Equal("RPL0016", (await Analyzed.From(Machine.With("[Illegal<Busy, Go>]"))).Only().Id);
    }
}
