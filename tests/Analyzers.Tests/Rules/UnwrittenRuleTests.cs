using Microsoft.CodeAnalysis;
using Replication.Analyzers.Tests.Harness;

namespace Replication.Analyzers.Tests.Rules;

public sealed class UnwrittenRuleTests
{
    private const string Throw = "throw new NotImplementedException()";

    [Theory]
    [InlineData($"static Done On(in Busy s, in Finish t) => {Throw};")]
    [InlineData($"static Next<Done, Why> On(in Busy s, in Finish t) {{ {Throw}; }}")]
    [InlineData($"static Done On<TState>(in TState s, in Finish t) where TState : struct, ILive => {Throw};")]
    public async Task A_body_that_only_says_it_is_not_written_is_warned_of(string body)
    {
        var analyzed = await Analyzed.From(Machine.With(members: body));

        Assert.Empty(analyzed.Errors);
        Assert.Equal("RPL0022", analyzed.Only().Id);
        Assert.StartsWith(Throw, analyzed.Only().At, StringComparison.Ordinal);
        Assert.Equal(DiagnosticSeverity.Warning, analyzed.Found[0].Severity);
        Assert.StartsWith("The body for (", analyzed.Message(), StringComparison.Ordinal);
    }

    /// <summary>As <c>StatelessTable.ToDeclaration</c> leaves it.</summary>
    [Fact]
    public async Task What_is_thrown_may_say_what_is_to_be_written() => Assert.Equal(
        "RPL0022",
        (await Analyzed.From(Machine.With(members: "static Done On(in Busy s, in Finish t) => throw new NotImplementedException(\"Choose.\");"))).Only().Id);

    [Fact]
    public async Task A_guard_of_several_cells_is_warned_of_once()
    {
        var analyzed = await Analyzed.From(Machine.With(
            "[On<ILive, Go, Done>(When = nameof(IsDue))] [On<ILive, Go, Idle>]",
            $"static bool IsDue<TState>(in TState s, in Go t) where TState : struct, ILive => {Throw};"));

        Assert.Empty(analyzed.Errors);
        Assert.Equal(("RPL0022", Throw), analyzed.Only());
        Assert.StartsWith("The guard for (ILive, Go) is not written yet", analyzed.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("static Done On(in Busy s, in Finish t) => throw new InvalidOperationException();")]
    [InlineData($"static Done On(in Busy s, in Finish t) => s.Percent > 0 ? default : {Throw};")]
    [InlineData($"static Done On(in Busy s, in Finish t) {{ if (s.Percent > 0) return default; {Throw}; }}")]
    [InlineData($"static Done Later(in Busy s, in Finish t) => {Throw};")]
    [InlineData($"int Count() => {Throw}; int Total => {Throw};")]
    public async Task What_has_begun_to_answer_or_answers_for_no_cell_is_not(string member)
    {
        var analyzed = await Analyzed.From(Machine.With(members: member));

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    [Fact]
    public async Task An_exception_of_the_same_name_is_the_authors_own()
    {
        var analyzed = await Analyzed.From(Machine.With(
            members: "static Done On(in Busy s, in Finish t) => throw new Own.NotImplementedException();",
            elsewhere: "namespace Own { internal sealed class NotImplementedException : Exception; }"));

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }

    [Fact]
    public async Task A_pragma_at_the_body_is_respected()
    {
        var analyzed = await Analyzed.From(Machine.With(members: $"""

            #pragma warning disable RPL0022
            static Done On(in Busy s, in Finish t) => {Throw};
            #pragma warning restore RPL0022
            """));

        Assert.Empty(analyzed.Errors);
        Assert.Empty(analyzed.Found);
    }
}
