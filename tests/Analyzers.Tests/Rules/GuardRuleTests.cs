using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class GuardRuleTests
{
    private const string Due = "static bool IsDue(in Idle s, in Go t) => true;";

    [Theory]
    [InlineData("", "'Work' has no method 'IsDue'. Legal: static bool IsDue(in Idle s, in Go t)")]
    [InlineData("static int IsDue(in Idle s, in Go t) => 1;", "cannot be asked about state 'Idle' and trigger 'Go'")]
    [InlineData("bool IsDue(in Idle s, in Go t) => true;", "cannot be asked")]
    [InlineData("static bool IsDue(in Busy s, in Go t) => true;", "cannot be asked")]
    [InlineData("static bool IsDue(in Idle s, in Begin t) => true;", "cannot be asked")]
    public async Task A_guard_that_is_not_there_or_not_fit_is_told_at_its_row(string members, string message)
    {
        var analyzed = await Analyzed.From(Machine.With("[On<Idle, Go, Done>(When = \"IsDue\")]", members));

        Assert.Equal(("RPL0020", "On<Idle, Go, Done>(When = \"IsDue\")"), analyzed.Only());
        Assert.Contains(message, analyzed.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_hears_which_generic_guard_would_be_legal()
    {
        var analyzed = await Analyzed.From(Machine.With("[On<ILive, Go, Done>(When = \"IsDue\")]"));

        Assert.Equal("RPL0020", analyzed.Only().Id);
        Assert.Contains("static bool IsDue<TState>(in TState s, in Go t) where TState : struct, ILive", analyzed.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_behind_an_open_one_is_never_asked()
    {
        var analyzed = await Analyzed.From(Machine.With("[On<Idle, Go, Idle>] [On<Idle, Go, Done>(When = nameof(IsDue))]", Due));

        Assert.Equal(("RPL0020", "On<Idle, Go, Done>(When = nameof(IsDue))"), analyzed.Only());
        Assert.Contains("the open row to 'Idle' stands before it", analyzed.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guards_cannot_choose_among_several_states_with_data()
    {
        var analyzed = await Analyzed.From(Machine.With(
            "[On<Idle, Go, Busy>(When = nameof(IsDue))] [On<Idle, Go, Late>]",
            Due + " internal readonly record struct Late(int By); static Busy On(in Idle s, in Go t) => new(1);"));

        Assert.Equal(("RPL0020", "On<Idle, Go, Busy>(When = nameof(IsDue))"), analyzed.Only());
        Assert.Contains("guards choose among 'Busy', 'Late'", analyzed.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[On<Idle, Go, Done>(When = nameof(IsDue))]", "")]
    [InlineData("[On<Idle, Go, Idle>(When = nameof(IsDue))] [On<Idle, Go, Done>]", "")]
    [InlineData("[On<Idle, Go, Busy>(When = nameof(IsDue))] [On<Idle, Go, Done>]", "static Busy On(in Idle s, in Go t) => new(1);")]
    public async Task Guards_that_fit_are_quiet(string rows, string members)
    {
        var analyzed = await Analyzed.From(Machine.With(rows, Due + members));

        Assert.Empty(analyzed.Found);
    }

    [Theory]
    [InlineData("void Entered(in Go s) { }", "no state of the table is a 'Go'")]
    [InlineData("static void Entered(in Idle s) { }", "Legal: void Entered(in Idle state), not static")]
    [InlineData("bool Exited(in Idle s) => true;", "Legal: void Exited(in Idle state)")]
    [InlineData("void Exited(ref Idle s) { }", "not shaped as a hook")]
    public async Task A_hook_that_no_transition_calls_hears_why(string member, string message)
    {
        var analyzed = await Analyzed.From(Machine.With(members: member));

        Assert.Equal("RPL0021", analyzed.Only().Id);
        Assert.Contains(message, analyzed.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("void Entered(in Busy s) { }")]
    [InlineData("void Exited(Idle s) { }")]
    [InlineData("void Exited<T>(in T s) where T : struct, ILive { }")]
    [InlineData("void Entered(int room) { }")]
    [InlineData("void Entered(string room, int day) { }")]
    public async Task A_hook_of_a_state_and_an_ordinary_method_of_that_name_are_quiet(string member)
    {
        var analyzed = await Analyzed.From(Machine.With(members: member));

        Assert.Empty(analyzed.Found);
    }
}
